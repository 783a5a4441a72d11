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
	const errors = found.filter((error) => !isStatus(error));
	return [...errors, ...(resource.behaviour.validate?.(state) ?? [])];
}

/** What is wrong with a status. */
export function statusErrors(found: readonly FieldError[]): FieldError[] {
	return found.filter(isStatus);
}

function isStatus(error: FieldError): boolean {
	return error.field === "status" || error.field.startsWith("status.");
}

/** What was changed although it may not. */
export function immutableErrors(resource: ServedResource, current: ObjectState, next: ObjectState): FieldError[] {
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
		if (!sameJson(current[field] ?? {}, next[field] ?? {})) errors.push(forbiddenField(field, text));
	}
	return errors;
}
