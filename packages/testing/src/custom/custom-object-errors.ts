import { valueAt } from "../registry/changes.ts";
import type { ScalePaths } from "../registry/served-resource.ts";
import { type FieldError, invalidValue } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { embeddedErrors } from "./embedded-errors.ts";
import type { JsonSchema } from "./json-schema.ts";
import { listErrors } from "./list-errors.ts";
import { valueErrors } from "./validate-value.ts";

/** What can be wrong with the objects of a version of a custom kind. */
export interface CustomObjectErrors {
	/** Of a whole object. */
	readonly ofObject: (state: ObjectState) => FieldError[];
	/** Of a status that is written by itself. */
	readonly ofStatus: (state: ObjectState) => FieldError[];
}

/** Tells what is wrong with objects by their schema. */
export function customObjectErrors(schema: JsonSchema, scale: ScalePaths | undefined, type: TypeMembers): CustomObjectErrors {
	const whole = (state: ObjectState): ObjectState => ({ ...type, ...state });
	return {
		ofObject: (state) => [
			...valueErrors(whole(state), schema),
			...(scale === undefined ? [] : replicasErrors(state, scale.specReplicas)),
			...(scale === undefined ? [] : replicasErrors(state, scale.statusReplicas)),
			...embeddedErrors(state, schema),
			...listErrors(state, schema),
		],
		ofStatus: (state) => [
			...(state["status"] === undefined ? [] : valueErrors(state["status"], schema.properties?.["status"] ?? {}, "status")),
			...(scale === undefined ? [] : replicasErrors(state, scale.statusReplicas)),
			...listErrors(state, schema),
		],
	};
}

interface TypeMembers {
	readonly apiVersion: string;
	readonly kind: string;
}

const mostReplicas = 2 ** 31 - 1;

function replicasErrors(state: ObjectState, path: string): FieldError[] {
	const replicas = valueAt(state, path);
	if (typeof replicas !== "number") return [];
	const field = `.${path}`;
	if (replicas < 0) return [invalidValue(field, replicas, "should be a non-negative integer")];
	if (replicas > mostReplicas) return [invalidValue(field, replicas, `should be less than or equal to ${mostReplicas}`)];
	return [];
}
