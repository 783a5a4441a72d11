import { type FieldError, forbiddenField, invalidValue } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { sameJson, valueAt } from "./changes.ts";
import type { ServedResource } from "./served-resource.ts";

/**
 * What is wrong with an object besides its metadata.
 *
 * @param found what the decoder noted; the status is checked on its own endpoint.
 */
export function ownErrors(resource: ServedResource, state: ObjectState, found: readonly FieldError[]): FieldError[] {
	const { validate, described } = resource.behaviour;
	const byDescription = found.filter((error) => !isStatus(error) && described?.(error.field) !== false);
	return [...byDescription, ...(validate?.(state) ?? [])];
}

/** What is wrong with a status. */
export function statusErrors(
	resource: ServedResource,
	next: ObjectState,
	current: ObjectState,
	found: readonly FieldError[],
): FieldError[] {
	return [...found.filter(isStatus), ...(resource.behaviour.validateStatus?.(next, current) ?? [])];
}

function isStatus(error: FieldError): boolean {
	return error.field === "status" || error.field.startsWith("status.");
}

/**
 * What was changed although it may not.
 *
 * @param emptied members that were sent as empty objects: what is frozen is told apart from them when it is absent.
 */
export function immutableErrors(
	resource: ServedResource,
	current: ObjectState,
	next: ObjectState,
	emptied: readonly string[],
): FieldError[] {
	const errors: FieldError[] = [];
	for (const path of resource.behaviour.immutable) {
		const before = valueAt(current, path);
		const after = valueAt(next, path);
		if (before !== undefined && !sameJson(before, after)) errors.push(invalidValue(path, after, "field is immutable"));
	}
	errors.push(...(resource.behaviour.validateReplacement?.(next, current) ?? []));
	if (resource.behaviour.freezable === undefined || current["immutable"] !== true) return errors;
	const text = "field is immutable when `immutable` is set";
	if (next["immutable"] !== true) errors.push(forbiddenField("immutable", text));
	for (const field of resource.behaviour.freezable) {
		const changed = !sameJson(current[field] ?? {}, next[field] ?? {});
		// Data that is absent is read as empty there, other fields are not.
		const appeared = field !== "data" && current[field] === undefined && emptied.includes(field);
		if (changed || appeared) errors.push(forbiddenField(field, text));
	}
	return errors;
}
