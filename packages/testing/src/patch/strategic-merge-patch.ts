import type { Schema } from "@kubex/openapi";
import { goPrint } from "../status/go-print.ts";
import { checkOrder, identityOf, missingKey, orderElements } from "./element-order.ts";
import type { PatchSchemas } from "./patch-schema.ts";
import { isMembers, kindOf, type List, listOf, type Members, membersOf } from "./patch-value.ts";
import { StrategicPatchError } from "./strategic-patch-error.ts";

const orderPrefix = "$setElementOrder";
const retainKeys = "$retainKeys";
const deletionPrefix = "$deleteFromPrimitiveList";

/** A patch or a part of it. What has been done is taken out of it, as the server does: whoever is shown it sees what is left. */
type Changes = Record<string, unknown>;

/**
 * Applies a strategic merge patch: lists are merged by their keys where the API description says so, and directives say
 * more than values can.
 *
 * @param schema of the object.
 * @throws StrategicPatchError for a patch that cannot be applied.
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function strategicMergePatch(
	schemas: PatchSchemas,
	schema: Schema,
	target: Members,
	patch: Record<string, unknown>,
): Members {
	return new Merging(schemas).object(schema, target, patch);
}

class Merging {
	readonly #schemas: PatchSchemas;

	constructor(schemas: PatchSchemas) {
		this.#schemas = schemas;
	}

	object(schema: Schema, target: Members, patch: Changes): Members {
		if (Object.hasOwn(patch, "$patch")) return directed(patch["$patch"], patch);
		const merged = new Map(Object.entries(retained(target, patch)));
		for (const name of Object.keys(patch)) if (name.startsWith(orderPrefix)) this.#ordered(schema, name, patch, merged);
		for (const [name, value] of Object.entries(patch)) this.#member(schema, name, value, merged);
		return Object.fromEntries(merged);
	}

	/** Merges a list and brings it into the order that the patch asks for. */
	#ordered(schema: Schema, directive: string, patch: Changes, merged: Map<string, unknown>): void {
		const wanted = listOf(patch[directive]);
		delete patch[directive];
		const name = nameIn(directive, orderPrefix, "invalid patch format of setElementOrder list");
		const [before, changes] = [merged.get(name), patch[name]];
		const [old, given] = [before === undefined ? [] : listOf(before), changes === undefined ? [] : listOf(changes)];
		const field = this.#schemas.list(schema, name);
		checkOrder(given, wanted, field.mergeKey);
		if (before === undefined && changes === undefined) return;
		// The server works in the list itself, so that what is removed and added shows in the order that there was.
		const worked = [...old];
		let elements: List;
		if (changes === undefined) elements = old;
		else if (before === undefined) elements = listOf(withoutDirected(given));
		else elements = field.strategy === "merge" ? this.#list(field.schema, worked, given, field.mergeKey, false) : given;
		const kind = checkElements(old, given, true);
		if (kind === "object") for (const element of elements) identityOf(membersOf(element), field.mergeKey);
		merged.set(name, orderElements(elements, wanted, worked, field.mergeKey));
		if (kind === "object") for (const element of wanted) identityOf(membersOf(element), field.mergeKey);
		delete patch[name];
	}

	#member(schema: Schema, member: string, value: unknown, merged: Map<string, unknown>): void {
		const deletes = member.startsWith(deletionPrefix);
		const name = deletes ? nameIn(member, deletionPrefix, "invalid patch format of primitive list") : member;
		const before = merged.get(name);
		if (value === null) merged.delete(name);
		else if (before === undefined || kindOf(before) !== kindOf(value)) {
			if (deletes) return;
			discardNulls(value);
			const kept = withoutDirected(value);
			if (kept === undefined) merged.delete(name);
			else merged.set(name, kept);
		} else if (isMembers(before) && isMembers(value)) {
			const field = this.#schemas.field(schema, name);
			merged.set(name, field.strategy === "replace" ? value : this.object(field.schema, before, value));
		} else if (Array.isArray(before) && Array.isArray(value)) {
			const field = this.#schemas.field(schema, name);
			const merges = field.strategy === "merge" || deletes;
			merged.set(name, merges ? this.#list(field.schema, [...before], value, field.mergeKey, deletes) : value);
		} else merged.set(name, value);
	}

	/** Merges two lists; `before` is what the server works in. */
	#list(schema: Schema, before: unknown[], patch: List, mergeKey: string, deletes: boolean): List {
		if (before.length === 0 && patch.length === 0) return before;
		if (checkElements(before, patch, false) !== "object") {
			if (deletes) return before.filter((element) => !patch.includes(element));
			return orderElements([...new Set([...before, ...patch])], patch, before, "");
		}
		if (mergeKey === "") throw new StrategicPatchError("cannot merge lists without merge key");
		const { kept, changes } = withoutSpecial(before, patch as readonly Changes[], mergeKey);
		const merged = [...kept];
		for (const change of changes) {
			const key = identityOf(change, mergeKey);
			const at = merged.findIndex((element) => isMembers(element) && element[mergeKey] === key);
			const found = merged[at];
			if (isMembers(found)) {
				const result = this.object(schema, found, change);
				merged[at] = changes.includes(found) ? become(found, result) : result;
			} else {
				// What was removed has left room.
				if (merged.length < before.length) before[merged.length] = change;
				merged.push(change);
			}
		}
		return orderElements(merged, changes, kept, mergeKey);
	}
}

/** Elements that say what is to be done, apart from those that are merged; what they remove is moved over in `before`. */
function withoutSpecial(
	before: unknown[],
	patch: readonly Changes[],
	mergeKey: string,
): { kept: List; changes: readonly Changes[] } {
	let length = before.length;
	let replaces = false;
	const changes: Changes[] = [];
	for (const element of patch) {
		const directive = element["$patch"];
		if (!Object.hasOwn(element, "$patch")) changes.push(element);
		else if (directive === "replace") replaces = true;
		else if (directive === "merge") throw new StrategicPatchError("merging lists cannot yet be specified in the patch");
		else if (directive === "delete") {
			if (!Object.hasOwn(element, mergeKey)) throw missingKey(element, mergeKey);
			const isSame = (other: unknown, index: number): boolean =>
				index < length && isMembers(other) && other[mergeKey] === element[mergeKey];
			for (let at = before.findIndex(isSame); at !== -1; at = before.findIndex(isSame)) before.copyWithin(at, at + 1, length--);
		} else throw unknownDirective(directive, element);
	}
	return replaces ? { kept: changes, changes: [] } : { kept: before.slice(0, length), changes };
}

function directed(directive: unknown, patch: Changes): Members {
	if (directive === "delete") return {};
	if (directive !== "replace") throw unknownDirective(directive, patch);
	delete patch["$patch"];
	return patch;
}

function unknownDirective(directive: unknown, patch: Members): StrategicPatchError {
	return new StrategicPatchError(`unknown patch type: ${goText(directive)} in map: ${goPrint(patch)}`);
}

/** A JSON value as the server prints it where it expects a text. */
function goText(value: unknown): string {
	if (typeof value === "string") return value;
	if (value === null) return "%!s(<nil>)";
	if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
	if (!isMembers(value)) return `%!s(${kindOf(value)}=${goPrint(value)})`;
	const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return `map[${members.map(([name, member]) => `${name}:${goText(member)}`).join(" ")}]`;
}

/** The object with no other members than a patch retains, where it says which; it must name all that it changes. */
function retained(target: Members, patch: Changes): Members {
	if (!Object.hasOwn(patch, retainKeys)) return target;
	const names = patch[retainKeys];
	delete patch[retainKeys];
	const bad = new StrategicPatchError("invalid patch format of retainKeys", 400);
	if (!Array.isArray(names)) throw bad;
	for (const [name, value] of Object.entries(patch)) {
		if (value === null || name.startsWith(deletionPrefix) || name.startsWith(orderPrefix)) continue;
		if (!names.includes(name)) throw bad;
	}
	return Object.fromEntries(Object.entries(target).filter(([name]) => names.includes(name)));
}

/**
 * A part of a patch that has nothing to be merged with: objects that say what is to be done are left out as a whole, of the members of
 * objects in the patch itself, of the elements of its own list only in the answer.
 */
function withoutDirected(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutDirected).filter((element) => element !== undefined);
	if (!isMembers(value)) return value;
	if (Object.hasOwn(value, "$patch")) return undefined;
	for (const [name, member] of Object.entries(value)) {
		const kept = withoutDirected(member);
		if (kept === undefined) delete (value as Changes)[name];
		else define(value, name, kept);
	}
	return value;
}

/** An element of the patch that a later one is merged into: the server works in the element itself, and shows it so. */
function become(element: Changes, result: Members): Members {
	for (const name of Object.keys(element)) delete element[name];
	for (const [name, member] of Object.entries(result)) define(element, name, member);
	return element;
}

/** A member may be called `__proto__`. */
function define(object: Changes, name: string, value: unknown): void {
	Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

/** What has nothing to be removed from loses its `null`s, in the patch itself: whoever is shown the patch sees it so. */
function discardNulls(value: unknown): void {
	if (Array.isArray(value)) for (const element of value) discardNulls(element);
	if (!isMembers(value)) return;
	for (const [name, member] of Object.entries(value)) {
		if (member === null) delete (value as Changes)[name];
		else discardNulls(member);
	}
}

function nameIn(directive: string, prefix: string, problem: string): string {
	if (!directive.startsWith(`${prefix}/`)) throw new StrategicPatchError(problem, 400);
	return directive.slice(prefix.length + 1);
}

/** All elements must be of one kind, which is the answer; lists of lists cannot be merged. */
function checkElements(before: List, patch: List, needed: boolean): "object" | "scalar" {
	const kinds = new Set([...before, ...patch].map(kindOf));
	const [first] = kinds;
	if (first === undefined && needed) throw new StrategicPatchError("no elements in any of the given slices");
	if (first === "[]interface {}") throw new StrategicPatchError("lists of lists are not supported", 422);
	if (kinds.size > 1) throw new StrategicPatchError(`list element types are not identical: ${goPrint([before, patch])}`);
	return first === "map[string]interface {}" ? "object" : "scalar";
}
