import { isDeepStrictEqual } from "node:util";

/** One step of a JSON patch, of which nothing is certain but the types of its members. */
export interface JsonPatchOperation {
	readonly op?: string | undefined;
	readonly path?: string | undefined;
	readonly from?: string | undefined;
	readonly value?: unknown;
}

/** A step of a JSON patch cannot be done. */
export class JsonPatchError extends Error {
	override readonly name: string = "JsonPatchError";
}

/**
 * Applies a JSON patch as the server does, which is laxer than the standard: `replace` adds what is missing, `copy` of
 * what is missing adds `null`, indices may count from the end, and a path may begin without its slash.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6902
 * @throws JsonPatchError for a step that cannot be done; the document is never changed then.
 *
 * @example
 * ```ts
 * applyJsonPatch({ a: [1] }, [{ op: "add", path: "/a/-", value: 2 }]); // => { a: [1, 2] }
 * ```
 */
export function applyJsonPatch(document: unknown, operations: readonly JsonPatchOperation[]): unknown {
	const patching = new Patching(document);
	for (const operation of operations) patching.apply(operation);
	return patching.result();
}

type Container = Record<string, unknown> | unknown[];

class Patching {
	#document: unknown;
	/** What was looked into, which the server writes in the order of the names. */
	readonly #opened = new Set<Container>();

	constructor(document: unknown) {
		this.#document = structuredClone(document);
		if (isContainer(this.#document)) this.#opened.add(this.#document);
	}

	apply(operation: JsonPatchOperation): void {
		switch (operation.op) {
			case "add":
				return this.#add(pathOf(operation), structuredClone(operation.value ?? null));
			case "remove":
				return this.#remove(pathOf(operation));
			case "replace":
				return this.#replace(pathOf(operation), structuredClone(operation.value ?? null));
			case "move": {
				const value = this.#get(fromOf(operation));
				this.#remove(fromOf(operation));
				return this.#add(pathOf(operation), value);
			}
			case "copy":
				return this.#add(pathOf(operation), structuredClone(this.#get(fromOf(operation)) ?? null));
			case "test":
				return this.#test(pathOf(operation), operation.value ?? null);
			default:
				throw new JsonPatchError(`Unexpected kind: ${operation.op ?? "unknown"}`);
		}
	}

	result(): unknown {
		for (const container of this.#opened) {
			if (Array.isArray(container)) continue;
			const members = Object.entries(container).toSorted(([a], [b]) => (a < b ? -1 : 1));
			for (const [name] of members) delete container[name];
			Object.assign(container, Object.fromEntries(members));
		}
		return this.#document;
	}

	#add(path: string, value: unknown): void {
		const [container, key] = this.#find(path);
		if (!Array.isArray(container)) container[key] = value;
		else if (key === "-") container.push(value);
		else container.splice(indexIn(key, container.length + 1), 0, value);
	}

	#remove(path: string): void {
		const [container, key] = this.#find(path);
		if (Array.isArray(container)) container.splice(indexIn(key, container.length), 1);
		else if (Object.hasOwn(container, key)) delete container[key];
		else throw new JsonPatchError(`Unable to remove nonexistent key: ${key}`);
	}

	#replace(path: string, value: unknown): void {
		if (path === "") {
			if (!isContainer(value)) throw new JsonPatchError("replace operation hit doc but value was not an object or array");
			this.#document = value;
			this.#opened.add(value);
			return;
		}
		const [container, key] = this.#find(path);
		if (Array.isArray(container)) container[indexIn(key, container.length)] = value;
		else container[key] = value;
	}

	#test(path: string, value: unknown): void {
		if (isDeepStrictEqual(path === "" ? this.#document : (this.#get(path) ?? null), value)) return;
		throw new JsonPatchError(`testing value ${path} failed`);
	}

	#get(path: string): unknown {
		const [container, key] = this.#find(path);
		if (Array.isArray(container)) return container[indexIn(key, container.length)];
		return Object.hasOwn(container, key) ? container[key] : undefined;
	}

	/** The object or list that a path leads into, and the last step. */
	#find(path: string): readonly [Container, string] {
		const [, ...steps] = path.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
		const last = steps.pop();
		if (last === undefined) throw new JsonPatchError(`missing path: ${path}`);
		let container = this.#document;
		for (const step of steps) {
			if (Array.isArray(container)) container = container[indexIn(step, container.length)];
			else container = isRecord(container) && Object.hasOwn(container, step) ? container[step] : undefined;
			if (isContainer(container)) this.#opened.add(container);
		}
		if (!isContainer(container)) throw new JsonPatchError(`doc is missing path: ${path}`);
		return [container, last];
	}
}

function pathOf({ path }: JsonPatchOperation): string {
	if (path === undefined) throw new JsonPatchError("operation missing path field");
	return path;
}

function fromOf({ from }: JsonPatchOperation): string {
	if (from === undefined) throw new JsonPatchError("operation missing from field");
	return from;
}

function indexIn(step: string, length: number): number {
	const index = /^[+-]?\d+$/.test(step) ? Number(step) : Number.NaN;
	const found = index < 0 ? index + length : index;
	if (found >= 0 && found < length) return found;
	throw new JsonPatchError(`Unable to access invalid index: ${step}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return isContainer(value) && !Array.isArray(value);
}

function isContainer(value: unknown): value is Container {
	return typeof value === "object" && value !== null;
}
