import { StrategicPatchError } from "./strategic-patch-error.ts";

/** A list in a strategic merge patch and in the object. */
export type List = readonly unknown[];

/** An object in JSON. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is an object in JSON. */
export function isMembers(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A value that has to be a list.
 *
 * @throws StrategicPatchError when it is none.
 */
export function listOf(value: unknown): List {
	if (Array.isArray(value)) return value;
	throw unexpected("[]interface {}", value);
}

/**
 * A value that has to be an object.
 *
 * @throws StrategicPatchError when it is none.
 */
export function membersOf(value: unknown): Members {
	if (isMembers(value)) return value;
	throw unexpected("map[string]interface {}", value);
}

function unexpected(wanted: string, value: unknown): StrategicPatchError {
	return new StrategicPatchError(`expected a ${wanted}, but received a ${value === null ? "%!s(<nil>)" : kindOf(value)}`);
}

/** The server's name of the type of a JSON value. */
export function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "[]interface {}";
	if (value === null) return "nil";
	if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
	if (typeof value === "boolean") return "bool";
	return typeof value === "string" ? "string" : "map[string]interface {}";
}
