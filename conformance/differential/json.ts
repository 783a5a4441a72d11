/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
	readonly [name: string]: Json;
}

/** Whether a value is an object, and neither a list nor `null`. */
export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All places in a value, the value itself first. */
export function placesIn(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
	if (Array.isArray(value)) return [path, ...value.flatMap((item: Json, index) => placesIn(item, [...path, index]))];
	if (!isObject(value)) return [path];
	return [path, ...Object.entries(value).flatMap(([name, item]) => placesIn(item, [...path, name]))];
}

/** The value at a place; `undefined` where there is none. */
export function valueAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
	let at = value;
	for (const step of path) {
		if (Array.isArray(at)) at = (at as readonly Json[])[Number(step)];
		else at = isObject(at) ? at[step] : undefined;
	}
	return at;
}

/** The value with another one at a place, or with nothing there; a place that does not exist stays so. */
export function changedAt(value: Json, path: readonly (string | number)[], change: Json | undefined): Json {
	const [step, ...rest] = path;
	if (step === undefined) return change ?? null;
	if (Array.isArray(value)) {
		const list: Json[] = [...(value as readonly Json[])];
		const at = Number(step);
		const item = list[at];
		if (rest.length > 0) return item === undefined ? value : list.with(at, changedAt(item, rest, change));
		if (change === undefined) list.splice(at, 1);
		else list[Math.min(at, list.length)] = change;
		return list;
	}
	if (!isObject(value)) return value;
	const { [step]: item, ...others } = value;
	if (rest.length > 0) return item === undefined ? value : { ...value, [step]: changedAt(item, rest, change) };
	return change === undefined ? others : { ...value, [step]: change };
}

/** A scalar as text; nothing is the empty one. */
export function asText(value: Json | undefined): string {
	return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
