import type { ComputedResource } from "../../registry/computed-resource.ts";
import { badRequest } from "../../status/request-errors.ts";
import { presentUser } from "../user.ts";

/** TokenReview: tells whose a token is. */
export const answerTokenReview: ComputedResource = ({ services, given }) => {
	const { token = "", audiences = [] } = (given["spec"] ?? {}) as {
		readonly token?: string;
		readonly audiences?: readonly string[];
	};
	if (token === "") throw badRequest("token is required for TokenReview in authentication");
	const { authenticator } = services.access;
	const finding = audiences.length === 0 ? authenticator.findToken(token) : authenticator.findToken(token, audiences);
	const spec = { token, ...(audiences.length === 0 ? {} : { audiences }) };
	if ("user" in finding) {
		const { user, audiences: own } = finding;
		return { metadata: given.metadata, spec, status: { authenticated: true, user: presentUser(user), audiences: own } };
	}
	const refusal = "invalid bearer token";
	const error = finding.error === undefined ? refusal : `[${refusal}, ${finding.error}]`;
	return { metadata: given.metadata, spec, status: { user: {}, error } };
};
