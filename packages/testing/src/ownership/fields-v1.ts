import type { FieldSet } from "./field-set.ts";
import { compareElements, type PathElement, parseElement } from "./path-element.ts";

/** A set of paths as `metadata.managedFields[].fieldsV1` holds it. */
export type FieldsV1 = { readonly [step: string]: FieldsV1 };

/**
 * Writes a set: each step is a member, and a dot stands for the path that leads to the object it is in.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function writeFieldsV1(set: FieldSet): FieldsV1 {
	return Object.fromEntries(
		[...set.children]
			.toSorted(([a], [b]) => compareElements(a, b))
			.map(([step, child]) => [
				step,
				child.member && child.children.size > 0 ? { ".": {}, ...writeFieldsV1(child) } : writeFieldsV1(child),
			]),
	);
}

/** Reads a set; `undefined` for what is none. */
export function readFieldsV1(fields: unknown): FieldSet | undefined {
	const set = readNode(fields, false);
	return set === undefined ? undefined : { member: false, children: set.children };
}

function readNode(fields: unknown, below: boolean): FieldSet | undefined {
	if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return undefined;
	const children = new Map<PathElement, FieldSet>();
	let dotted = false;
	for (const [text, value] of Object.entries(fields)) {
		if (text === ".") {
			dotted = true;
			continue;
		}
		const step = parseElement(text);
		const child = readNode(value, true);
		if (step === undefined || child === undefined) return undefined;
		children.set(step, child);
	}
	return { member: below && (dotted || children.size === 0), children };
}
