import type { ScalePaths } from "../registry/served-resource.ts";
import { type FieldError, invalidValue } from "../status/field-error.ts";
import { goPrint } from "../status/go-print.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { embeddedErrors } from "./embedded-errors.ts";
import { isObject, type JsonSchema } from "./json-schema.ts";
import { listErrors } from "./list-errors.ts";
import { valueErrors } from "./validate-value.ts";

/** What can be wrong with the objects of a version of a custom kind. */
export interface CustomObjectErrors {
	/** Of a whole object, which has changed from what it was before. */
	readonly ofObject: (state: ObjectState, before?: ObjectState) => FieldError[];
	/** Of a status that is written by itself. */
	readonly ofStatus: (state: ObjectState, before: ObjectState) => FieldError[];
}

/** Tells what is wrong with objects by their schema. */
export function customObjectErrors(schema: JsonSchema, scale: ScalePaths | undefined, type: TypeMembers): CustomObjectErrors {
	const ofStatus = schema.properties?.["status"] ?? {};
	const newListErrors = (state: ObjectState, before: ObjectState | undefined): FieldError[] =>
		before !== undefined && listErrors(before, schema).length > 0 ? [] : listErrors(state, schema);
	const whole = (state: ObjectState): ObjectState => ({ ...type, ...state });
	return {
		ofObject: (state, before) => [
			...valueErrors(whole(state), schema, "", before === undefined ? undefined : whole(before)),
			...(scale === undefined ? [] : replicasErrors(state, scale.specReplicas)),
			...(scale === undefined ? [] : replicasErrors(state, scale.statusReplicas)),
			...embeddedErrors(state, schema),
			...newListErrors(state, before),
		],
		ofStatus: (state, before) => [
			...(state["status"] === undefined ? [] : valueErrors(state["status"], ofStatus, "status", before["status"])),
			...(scale === undefined ? [] : replicasErrors(state, scale.statusReplicas)),
			...newListErrors(state, before),
		],
	};
}

interface TypeMembers {
	readonly apiVersion: string;
	readonly kind: string;
}

const mostReplicas = 2 ** 31 - 1;

function replicasErrors(state: ObjectState, path: string): FieldError[] {
	const field = `.${path}`;
	let replicas: unknown = state;
	for (const name of path.split(".")) {
		if (!isObject(replicas)) return [unreachable(field, replicas, "map[string]interface{}")];
		replicas = replicas[name];
		if (replicas === undefined) return [];
	}
	if (typeof replicas !== "number" || !Number.isInteger(replicas)) return [unreachable(field, replicas, "int64")];
	if (replicas < 0) return [invalidValue(field, replicas, "should be a non-negative integer")];
	if (replicas > mostReplicas) return [invalidValue(field, replicas, `should be less than or equal to ${mostReplicas}`)];
	return [];
}

/** In the place of a number there is something else, or there is no such place. */
function unreachable(field: string, found: unknown, type: string): FieldError {
	return invalidValue(field, 0, `${field} accessor error: ${goPrint(found)} is of the type ${goTypeOf(found)}, expected ${type}`);
}

function goTypeOf(value: unknown): string {
	if (value === null) return "<nil>";
	if (Array.isArray(value)) return "[]interface {}";
	if (typeof value === "object") return "map[string]interface {}";
	if (typeof value === "boolean") return "bool";
	return typeof value === "string" ? "string" : Number.isInteger(value) ? "int64" : "float64";
}
