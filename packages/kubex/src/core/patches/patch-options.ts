import type { WriteOptions } from "../write-options.ts";

/** How an object is patched. */
export interface PatchOptions extends WriteOptions {
	/** For an apply patch only: takes the fields that others own, in the place of a `ConflictError`. Default: false. */
	readonly force?: boolean | undefined;
}

/** How a configuration is applied. */
export interface ApplyOptions extends WriteOptions {
	/** The name under which the server remembers what was applied; always the same for one program, which tells it from all others. */
	readonly fieldManager: string;
	/** Takes the fields that others own, in the place of a `ConflictError`. Controllers want true, people false. Default: false. */
	readonly force?: boolean | undefined;
}
