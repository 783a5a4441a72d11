import type { KubernetesObject } from "../kubernetes-object.ts";
import type { JsonPatchPath, JsonPatchPlace, JsonPatchRemoval, JsonPatchTarget, JsonPatchValue } from "./json-patch-path.ts";
import { pointerSegments } from "./json-pointer.ts";
import type { Patch } from "./patch.ts";

const jsonPatchType = "application/json-patch+json";

/**
 * One operation of a JSON patch.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6902#section-4
 */
export type JsonPatchOperation =
	| { readonly op: "add" | "replace" | "test"; readonly path: string; readonly value: unknown }
	| { readonly op: "remove"; readonly path: string }
	| { readonly op: "move" | "copy"; readonly path: string; readonly from: string };

/** Operations on an object, one after the other, all or none; each call gives a new patch: see {@link jsonPatch}. */
export interface JsonPatch<K extends KubernetesObject = KubernetesObject> extends Patch<K> {
	readonly mediaType: "application/json-patch+json";
	readonly body: readonly JsonPatchOperation[];

	/** Sets a member of an object, or inserts an item into a list; the last segment `-` is its end. */
	add<const P extends string>(path: JsonPatchPath<K, P>, value: JsonPatchValue<K, P>): JsonPatch<K>;

	/** Removes what must be there; a member that the kind requires cannot go, and so it is with the source of a move. */
	remove<const P extends string>(path: JsonPatchRemoval<K, P>): JsonPatch<K>;

	/** Puts a value in the place of one that must be there. */
	replace<const P extends string>(path: JsonPatchPlace<K, P>, value: JsonPatchValue<K, P>): JsonPatch<K>;

	/**
	 * Moves a value.
	 *
	 * @throws TypeError when it would be moved into itself.
	 */
	move<const F extends string, const P extends string>(
		from: JsonPatchRemoval<K, F>,
		path: JsonPatchTarget<K, F, P>,
	): JsonPatch<K>;

	/** Copies a value. */
	copy<const F extends string, const P extends string>(from: JsonPatchPlace<K, F>, path: JsonPatchTarget<K, F, P>): JsonPatch<K>;

	/** Requires a value; where another stands, nothing of the patch is done and the call fails with an `UnprocessableEntityError`. */
	test<const P extends string>(path: JsonPatchPlace<K, P>, value: JsonPatchValue<K, P> | null): JsonPatch<K>;
}

/**
 * Begins a JSON patch. With a kind, `jsonPatch<Deployment>()`, paths and values are checked by its type. Without one nothing is checked
 * and the patch fits every kind: for metadata, which all kinds have, and for kinds that are known at run time only.
 *
 * @example
 * ```ts
 * await deployments.patch("web", jsonPatch<Deployment>().test("/spec/replicas", 1).replace("/spec/replicas", 3));
 * await pods.patch("web", jsonPatch<Pod>().add(pointer("metadata", "annotations"), { "example.com/a": "b" }));
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function jsonPatch<K extends KubernetesObject = KubernetesObject>(): JsonPatch<K> {
	return new JsonPatchBuilder() as JsonPatch as unknown as JsonPatch<K>;
}

/** The kind-less form; what a kind allows, the types alone say. */
class JsonPatchBuilder implements JsonPatch {
	readonly mediaType: "application/json-patch+json" = jsonPatchType;
	readonly body: readonly JsonPatchOperation[];

	constructor(operations: readonly JsonPatchOperation[] = []) {
		this.body = Object.freeze(operations);
	}

	add(path: string, value: unknown): JsonPatch {
		return this.#with({ op: "add", path: checked(path), value: defined("add", path, value) });
	}

	remove(path: string): JsonPatch {
		return this.#with({ op: "remove", path: checked(path) });
	}

	replace(path: string, value: unknown): JsonPatch {
		return this.#with({ op: "replace", path: checked(path), value: defined("replace", path, value) });
	}

	move(from: string, path: string): JsonPatch {
		const [source, target] = [pointerSegments(from), pointerSegments(path)];
		if (target.length > source.length && source.every((segment, index) => segment === target[index])) {
			throw new TypeError(`${JSON.stringify(from)} cannot be moved into itself, to ${JSON.stringify(path)}`);
		}
		return this.#with({ op: "move", path, from });
	}

	copy(from: string, path: string): JsonPatch {
		return this.#with({ op: "copy", path: checked(path), from: checked(from) });
	}

	test(path: string, value: unknown): JsonPatch {
		return this.#with({ op: "test", path: checked(path), value: defined("test", path, value) });
	}

	#with(operation: JsonPatchOperation): JsonPatch {
		return new JsonPatchBuilder([...this.body, Object.freeze(operation)]);
	}
}

function checked(path: string): string {
	pointerSegments(path);
	return path;
}

/** JSON has no `undefined`: the operation would go without its value. */
function defined(op: string, path: string, value: unknown): unknown {
	if (value === undefined) throw new TypeError(`${op} ${JSON.stringify(path)}: the value must not be undefined; null is one`);
	return value;
}
