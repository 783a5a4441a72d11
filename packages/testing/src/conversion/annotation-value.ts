import { isMembers, type Members } from "../patch/patch-value.ts";
import { canonicalQuantity } from "../schema/quantity-form.ts";

/** The text of an annotation is not what a Go program would write there; such an annotation counts for nothing. */
class UnreadableAnnotation extends Error {}

/** Reads the JSON text of an annotation; `undefined` where there is none that can be read. */
export function readAnnotation<T>(text: string | undefined, read: (value: unknown) => T): T | undefined {
	if (text === undefined) return undefined;
	try {
		return read(JSON.parse(text));
	} catch (error) {
		if (error instanceof UnreadableAnnotation || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** A member by its name, whatever its case, as Go reads JSON; null is the same as none. */
export function memberOf(value: unknown, name: string): unknown {
	if (value === undefined || value === null) return undefined;
	if (!isMembers(value)) throw new UnreadableAnnotation();
	if (Object.hasOwn(value, name)) return value[name] ?? undefined;
	const found = Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase());
	return found === undefined ? undefined : (value[found] ?? undefined);
}

/** A text; `undefined` where there is none. */
export function textOf(value: unknown, name: string): string | undefined {
	const text = memberOf(value, name);
	if (text === undefined || typeof text === "string") return text;
	throw new UnreadableAnnotation();
}

/** A whole number; `undefined` where there is none. */
export function integerOf(value: unknown, name: string): number | undefined {
	const number = memberOf(value, name);
	if (number === undefined || Number.isInteger(number)) return number as number | undefined;
	throw new UnreadableAnnotation();
}

/** A quantity in its canonical form; `undefined` where there is none. */
export function quantityOf(value: unknown, name: string): string | undefined {
	const given = memberOf(value, name);
	if (given === undefined) return undefined;
	const quantity = typeof given === "string" || typeof given === "number" ? canonicalQuantity(String(given)) : undefined;
	if (quantity === undefined) throw new UnreadableAnnotation();
	return quantity;
}

/** A structure; `undefined` where there is none. */
export function structureOf(value: unknown, name: string): Members | undefined {
	const structure = memberOf(value, name);
	if (structure === undefined || isMembers(structure)) return structure;
	throw new UnreadableAnnotation();
}

/** A list, of which null is an empty one. */
export function listOf(value: unknown): readonly unknown[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value;
	throw new UnreadableAnnotation();
}

/** Members without those that are absent. */
export function present(members: Members): Members {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Writes JSON as Go does, which escapes what HTML could misread. */
export function annotationText(value: unknown): string {
	const text = JSON.stringify(value);
	return text.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
