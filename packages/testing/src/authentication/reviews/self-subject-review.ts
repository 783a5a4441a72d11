import type { ComputedResource } from "../../registry/computed-resource.ts";
import { timestamp } from "../../registry/timestamp.ts";
import { presentUser } from "../user.ts";

/** SelfSubjectReview: tells users who they are. */
export const answerSelfSubjectReview: ComputedResource = ({ services, user }) => ({
	metadata: { creationTimestamp: timestamp(services.clock.now()) },
	status: { userInfo: presentUser(user) },
});
