import type { ComputedResource } from "../../registry/computed-resource.ts";
import { badRequest } from "../../status/request-errors.ts";
import { describeMissing } from "../rbac/role-reference.ts";

/** SelfSubjectRulesReview: tells users all that they may do in a namespace. The namespace does not come back, as on a real server. */
export const answerRulesReview: ComputedResource = ({ services, user, given }) => {
	const { namespace = "" } = (given["spec"] ?? {}) as { readonly namespace?: string };
	if (namespace === "") throw badRequest("no namespace on request");
	const { rules, missing } = services.access.authorizer.rulesOf(user, namespace);
	const resourceRules = rules.flatMap(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) =>
		resources.length === 0 ? [] : [{ verbs, apiGroups, resources, ...(resourceNames.length === 0 ? {} : { resourceNames }) }],
	);
	const nonResourceRules = rules.flatMap(({ verbs, nonResourceURLs = [] }) =>
		nonResourceURLs.length === 0 ? [] : [{ verbs, nonResourceURLs }],
	);
	return {
		metadata: {},
		spec: {},
		status: {
			resourceRules,
			nonResourceRules,
			incomplete: false,
			...(missing.length === 0 ? {} : { evaluationError: describeMissing(missing) }),
		},
	};
};
