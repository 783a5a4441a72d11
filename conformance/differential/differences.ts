import { isDeepStrictEqual } from "node:util";
import { isObject, type Json } from "./json.ts";
import { knownDifference } from "./known-differences.ts";
import type { Outcome } from "./normal-form.ts";

/** Where two outcomes of the same steps part. */
export interface Difference {
	/** The index of the step. */
	readonly step: number;
	/** A line for each place that differs: what the embedded server has, and what the real one. */
	readonly places: readonly string[];
}

/** The first step whose outcomes differ; `undefined` when all are the same. */
export function firstDifference(embedded: readonly Outcome[], real: readonly Outcome[]): Difference | undefined {
	const step = real.findIndex((outcome, index) => !isDeepStrictEqual(embedded[index], outcome));
	if (step === -1) return undefined;
	return { step, places: differences(embedded[step] as unknown as Json, real[step] as unknown as Json, "") };
}

/** The first difference, unless it is a known one: then nothing that follows can be compared. */
export function unknownDifference(embedded: readonly Outcome[], real: readonly Outcome[]): Difference | undefined {
	const difference = firstDifference(embedded, real);
	return difference === undefined || knownDifference(difference.places) !== undefined ? undefined : difference;
}

function differences(embedded: Json | undefined, real: Json | undefined, path: string): string[] {
	if (isDeepStrictEqual(embedded, real)) return [];
	if (isObject(embedded) && isObject(real)) {
		const names = new Set([...Object.keys(embedded), ...Object.keys(real)]);
		return [...names].flatMap((name) => differences(embedded[name], real[name], `${path}.${name}`));
	}
	if (Array.isArray(embedded) && Array.isArray(real) && embedded.length === real.length) {
		return embedded.flatMap((item: Json, index) => differences(item, real[index] as Json, `${path}[${index}]`));
	}
	return [`${path}: embedded ${JSON.stringify(embedded)}, real ${JSON.stringify(real)}`];
}
