import { answerSelfSubjectReview } from "../authentication/reviews/self-subject-review.ts";
import { answerTokenRequest } from "../authentication/reviews/token-request.ts";
import { answerTokenReview } from "../authentication/reviews/token-review.ts";
import type { ComputedResource } from "../registry/computed-resource.ts";
import { answerRulesReview } from "./reviews/rules-review.ts";
import {
	answerLocalSubjectAccessReview,
	answerSelfSubjectAccessReview,
	answerSubjectAccessReview,
} from "./reviews/subject-access-review.ts";

/** What is answered at once and never stored, by group, plural and subresource. */
export const computedResources: ReadonlyMap<string, ComputedResource> = new Map([
	["/serviceaccounts/token", answerTokenRequest],
	["authentication.k8s.io/selfsubjectreviews", answerSelfSubjectReview],
	["authentication.k8s.io/tokenreviews", answerTokenReview],
	["authorization.k8s.io/localsubjectaccessreviews", answerLocalSubjectAccessReview],
	["authorization.k8s.io/selfsubjectaccessreviews", answerSelfSubjectAccessReview],
	["authorization.k8s.io/selfsubjectrulesreviews", answerRulesReview],
	["authorization.k8s.io/subjectaccessreviews", answerSubjectAccessReview],
]);
