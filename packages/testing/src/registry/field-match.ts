import type { FieldRequirement } from "../selectors/field-selector.ts";
import { badRequest } from "../status/request-errors.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Behaviour } from "./behaviour.ts";
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
		const known = Object.hasOwn(fieldLabels, field);
		// Kinds with fields of their own do not know the namespace of what has none.
		const common =
			field === "metadata.name" || (field === "metadata.namespace" && (resource.namespaced || textOf(resource) === "listed"));
		if (!common && !known) throw unknownField(resource, field);
		const path = known ? fieldLabels[field] : field;
		return (state: ObjectState) => path !== undefined && (selectable(valueAt(state, path)) === value) === equal;
	});
	return (state) => tests.every((test) => test(state));
}

function selectable(value: unknown): string {
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function textOf({ behaviour }: ServedResource): NonNullable<Behaviour["unknownFieldText"]> {
	return behaviour.unknownFieldText ?? (Object.keys(behaviour.fieldLabels).length === 0 ? "listed" : "unsupported");
}

function unknownField(resource: ServedResource, field: string): Error {
	const { kind } = resource.api;
	switch (textOf(resource)) {
		case "listed":
			return badRequest(`${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`);
		case "unsupported":
			return badRequest(`field label not supported: ${field}`);
		case "unsupportedForKind":
			return badRequest(`field label ${JSON.stringify(field)} not supported for ${kind}`);
		case "unsupportedForGroupKind":
			return badRequest(`field label not supported for ${resource.apiVersion}, Kind=${kind}: ${field}`);
	}
}
