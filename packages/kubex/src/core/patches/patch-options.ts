import type { NotAllowed } from "../not-allowed.ts";
import type { WriteOptions } from "../write-options.ts";

/** Whether a patch of the media type `M` may be forced; one that is not known may be that of an apply patch. */
type Force<M extends string> = string extends M
	? boolean
	: M extends `application/apply-patch+${string}`
		? boolean
		: // A boolean by its form, so that what takes any patch is a Patcher as well.
			true & NotAllowed<"force is for apply patches only">;

/**
 * How an object is patched.
 *
 * @typeParam M - The media type of the patch, where it is known.
 */
export interface PatchOptions<M extends string = string> extends WriteOptions {
	/** For an apply patch only: takes the fields that others own, in the place of a `ConflictError`. Default: false. */
	readonly force?: Force<M> | undefined;
}

/** How a configuration is applied. */
export interface ApplyOptions extends WriteOptions {
	/** The name under which the server remembers what was applied; always the same for one program, which tells it from all others. */
	readonly fieldManager: string;
	/** Takes the fields that others own, in the place of a `ConflictError`. Controllers want true, people false. Default: false. */
	readonly force?: boolean | undefined;
}
