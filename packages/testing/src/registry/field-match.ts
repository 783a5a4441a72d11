import type { FieldRequirement } from "../selectors/field-selector.ts";
import { badRequest } from "../status/request-errors.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { valueAt } from "./changes.ts";
import type { ServedResource } from "./served-resource.ts";

/**
 * Turns a field selector into a test of objects of a resource.
 *
 * @returns `undefined` when nothing is required.
 * @throws StatusError 400 for a field that the resource cannot be selected by.
 */
export function fieldMatcher(
	resource: ServedResource,
	requirements: readonly FieldRequirement[],
): ((state: ObjectState) => boolean) | undefined {
	if (requirements.length === 0) return undefined;
	const { fieldLabels } = resource.behaviour;
	const tests = requirements.map(({ field, value, equal }) => {
		const path = Object.hasOwn(fieldLabels, field) ? fieldLabels[field] : undefined;
		const common = field === "metadata.name" || (field === "metadata.namespace" && resource.namespaced);
		if (!common && path === undefined) throw unknownField(resource, field);
		const at = path ?? field;
		return (state: ObjectState) => (textOf(valueAt(state, at)) === value) === equal;
	});
	return (state) => tests.every((test) => test(state));
}

function textOf(value: unknown): string {
	return value === undefined || value === null ? "" : String(value);
}

function unknownField(resource: ServedResource, field: string): Error {
	return badRequest(
		`${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"${Object.keys(
			resource.behaviour.fieldLabels,
		)
			.map((label) => `, ${JSON.stringify(label)}`)
			.join("")}`,
	);
}
