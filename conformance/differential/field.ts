import type { Choice } from "./choice.ts";
import type { Json } from "./json.ts";

/** A field of an object: how often it is there, its values, and those that are wrong. */
export type Field = readonly [name: string, probability: number, usual: readonly Json[], odd?: readonly Json[]];

/** Adds some of the fields to an object. */
export function addFields(choice: Choice, object: Record<string, Json>, fields: readonly Field[]): void {
	for (const [name, probability, usual, odd = []] of fields) {
		if (odd.length > 0 && choice.odd()) object[name] = choice.one(odd);
		else if (choice.chance(probability)) object[name] = choice.one(usual);
	}
}

/** Some of the usual elements of a list, rarely with one that is wrong. */
export function someOf(choice: Choice, usual: readonly Json[], odd: readonly Json[], probability: number): Json[] {
	const chosen = choice.some(usual, probability);
	if (choice.odd()) chosen.push(choice.one(odd));
	return chosen;
}
