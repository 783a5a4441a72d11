import { nameErrors } from "../../registry/name-rules.ts";
import { type FieldError, invalidValue, notSupported, required } from "../../status/field-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";

const group = "rbac.authorization.k8s.io";

/** A member of a binding with its group, as it was sent. */
interface Named {
	readonly kind?: string;
	readonly apiGroup?: string;
	readonly name?: string;
	readonly namespace?: string;
}

/** Fills in the groups that a binding leaves out. */
export function defaultBinding(state: ObjectState): ObjectState {
	const { kind = "", apiGroup, name = "", ...rest } = (state["roleRef"] ?? {}) as Named;
	const subjects = state["subjects"] as readonly Named[] | undefined;
	return {
		...state,
		...(subjects === undefined ? {} : { subjects: subjects.map(defaultSubject) }),
		roleRef: { apiGroup: apiGroup || group, kind, name, ...rest },
	};
}

function defaultSubject(subject: Named): Named {
	const { kind = "", apiGroup, name = "", ...rest } = subject;
	const own = apiGroup || (kind === "User" || kind === "Group" ? group : undefined);
	return { ...(own === undefined ? {} : { apiGroup: own }), kind, name, ...rest };
}

/** What is wrong with a RoleBinding. */
export function roleBindingErrors(state: ObjectState): FieldError[] {
	return bindingErrors(state, ["Role", "ClusterRole"], false);
}

/** What is wrong with a ClusterRoleBinding. */
export function clusterRoleBindingErrors(state: ObjectState): FieldError[] {
	return bindingErrors(state, ["ClusterRole"], true);
}

function bindingErrors(state: ObjectState, kinds: readonly string[], needsNamespace: boolean): FieldError[] {
	const { kind = "", apiGroup = "", name = "" } = (state["roleRef"] ?? {}) as Named;
	const errors: FieldError[] = [];
	if (apiGroup !== group) errors.push(notSupported("roleRef.apiGroup", apiGroup, [group]));
	if (!kinds.includes(kind)) errors.push(notSupported("roleRef.kind", kind, kinds));
	if (name === "") errors.push(required("roleRef.name"));
	else for (const detail of nameErrors("pathSegment", name)) errors.push(invalidValue("roleRef.name", name, detail));
	const subjects = (state["subjects"] ?? []) as readonly Named[];
	return [...errors, ...subjects.flatMap((subject, index) => subjectErrors(subject, `subjects[${index}]`, needsNamespace))];
}

function subjectErrors(subject: Named, path: string, needsNamespace: boolean): FieldError[] {
	const { kind = "", apiGroup = "", name = "", namespace = "" } = subject;
	const errors: FieldError[] = name === "" ? [required(`${path}.name`)] : [];
	if (kind === "ServiceAccount") {
		if (name !== "") for (const detail of nameErrors("subdomain", name)) errors.push(invalidValue(`${path}.name`, name, detail));
		if (apiGroup !== "") errors.push(notSupported(`${path}.apiGroup`, apiGroup, [""]));
		if (needsNamespace && namespace === "") errors.push(required(`${path}.namespace`));
	} else if (kind === "User" || kind === "Group") {
		if (apiGroup !== group) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [group]));
	} else errors.push(notSupported(`${path}.kind`, kind, ["ServiceAccount", "User", "Group"]));
	return errors;
}
