import type { GroupVersionKind, Schema } from "@kubex/openapi";
import type { ReadObject, ReadOptions } from "./object-reader.ts";
import type { ResourceBody } from "./resource-request.ts";
import type { FieldValidation } from "./write-options.ts";

/** How bodies become objects of a kind, and what is known of these. */
export interface ObjectKind extends GroupVersionKind {
	/** How its values are divided among owners, and patched. */
	readonly schema: Schema;
	/**
	 * Reads a body.
	 *
	 * @throws StatusError 400 for another kind, a wrong type, and, with `Strict`, for fields that are unknown or repeated.
	 */
	read(body: ResourceBody | undefined, validation: FieldValidation, options?: ReadOptions): ReadObject;
	/** The first value of a wrong type in what a patch by schema makes of an object; `undefined` where there is none. */
	mismatch(value: unknown): string | undefined;
	/** An object in which nothing is set or filled in. */
	emptyObject(): Record<string, unknown>;
	/** The status of an object about which nothing is known; `undefined` when such objects leave it out. */
	emptyStatus(): unknown;
	/** An object with nothing in it, as bookmarks have it: without `apiVersion`, `kind` and `metadata`. */
	emptyMembers(): Readonly<Record<string, unknown>>;
}
