import type { User } from "../../authentication/user.ts";
import type { ComputedRequest, ComputedResource } from "../../registry/computed-resource.ts";
import { type FieldError, invalidValue } from "../../status/field-error.ts";
import { invalid } from "../../status/object-errors.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { attributeErrors, metadataErrors, presentPath } from "./access-review-errors.ts";
import { type AccessReviewSpec, attributesOf } from "./access-review-spec.ts";
import { selectorProblems } from "./selector-problems.ts";

/** SelfSubjectAccessReview: tells users whether they may do something. */
export const answerSelfSubjectAccessReview: ComputedResource = (request) => {
	const spec = specOf(request.given);
	refuse([...attributeErrors(spec), ...metadataErrors(request.given.metadata)]);
	return review(request, request.user, spec);
};

/** SubjectAccessReview: tells whether any user may do something. */
export const answerSubjectAccessReview: ComputedResource = (request) => {
	const spec = specOf(request.given);
	refuse([...attributeErrors(spec), ...userErrors(spec), ...metadataErrors(request.given.metadata)]);
	return review(request, subjectOf(spec), spec);
};

/** LocalSubjectAccessReview: tells whether any user may do something in one namespace. */
export const answerLocalSubjectAccessReview: ComputedResource = (request) => {
	const spec = specOf(request.given);
	const errors = [...attributeErrors(spec), ...userErrors(spec), ...metadataErrors(request.given.metadata)];
	const { resourceAttributes, nonResourceAttributes } = spec;
	const { namespace = "" } = resourceAttributes ?? {};
	if (resourceAttributes !== undefined && namespace !== request.namespace) {
		errors.push(invalidValue("spec.resourceAttributes.namespace", namespace, "must match metadata.namespace"));
	}
	if (nonResourceAttributes !== undefined) {
		const detail = "disallowed on this kind of request";
		errors.push(invalidValue("spec.nonResourceAttributes", presentPath(nonResourceAttributes), detail));
	}
	refuse(errors);
	return review(request, subjectOf(spec), spec);
};

function specOf(given: ObjectState): AccessReviewSpec {
	return given["spec"] ?? {};
}

function userErrors({ user = "", groups = [] }: AccessReviewSpec): FieldError[] {
	if (user !== "" || groups.length > 0) return [];
	return [invalidValue("spec.user", "", "at least one of user or group must be specified")];
}

function subjectOf({ user = "", groups = [], extra = {}, uid }: AccessReviewSpec): User {
	return { name: user, groups, extra, uid };
}

function refuse(errors: readonly FieldError[]): void {
	// The server leaves the kind out here.
	if (errors.length > 0) throw invalid({ group: "authorization.k8s.io", kind: "" }, "", errors);
}

function review({ services, namespace }: ComputedRequest, user: User, spec: AccessReviewSpec): ObjectState {
	const { allowed, reason } = services.access.authorizer.authorize(user, attributesOf(spec));
	const problems = selectorProblems(spec.resourceAttributes ?? {});
	return {
		metadata: namespace === undefined ? {} : { namespace },
		spec,
		status: {
			allowed,
			...(reason === "" ? {} : { reason }),
			...(problems.length === 0 ? {} : { evaluationError: problems.join("; ") }),
		},
	};
}
