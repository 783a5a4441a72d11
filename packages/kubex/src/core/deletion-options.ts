import type { DeleteOptions } from "./meta/delete-options.ts";
import { wholeNumber } from "./read-options.ts";
import { isDryRun } from "./write-options.ts";

/** How an object, or each of a collection, is deleted. */
export interface DeletionOptions {
	/** Runs the whole request but deletes nothing; `"All"` is the server's word for `true`. Default: false. */
	readonly dryRun?: boolean | "All" | undefined;
	/** Seconds that the object has to end; 0 removes it at once. Default: the kind's own, 30 for a Pod. */
	readonly gracePeriodSeconds?: number | undefined;
	/**
	 * What becomes of the object's dependents: deleted after it, deleted before it, or kept without an owner. Default: the
	 * kind's own, `Background` for all built-in kinds.
	 *
	 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion
	 */
	readonly propagationPolicy?: "Background" | "Foreground" | "Orphan" | undefined;
	/** What must hold of the object; otherwise the call fails with a `ConflictError`. */
	readonly preconditions?: { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined } | undefined;
	/** @deprecated Use `propagationPolicy`. */
	readonly orphanDependents?: boolean | undefined;
	/** Deletes an object that the server can no longer read from its storage. Default: false. */
	readonly ignoreStoreReadErrorWithClusterBreakingPotential?: boolean | undefined;
}

/**
 * The body of a deletion; `undefined` when no option is set.
 *
 * @throws TypeError for a grace period that is no whole number of at least zero, or a dry run that is misspelt.
 */
export function deletionBody(options: DeletionOptions): DeleteOptions | undefined {
	const body: DeleteOptions = {};
	if (isDryRun(options.dryRun)) body.dryRun = ["All"];
	if (wholeNumber("gracePeriodSeconds", options.gracePeriodSeconds) !== undefined && options.gracePeriodSeconds !== undefined) {
		body.gracePeriodSeconds = options.gracePeriodSeconds;
	}
	if (options.propagationPolicy !== undefined) body.propagationPolicy = options.propagationPolicy;
	const { uid, resourceVersion } = options.preconditions ?? {};
	if (uid !== undefined || resourceVersion !== undefined) {
		body.preconditions = { ...(uid !== undefined && { uid }), ...(resourceVersion !== undefined && { resourceVersion }) };
	}
	if (options.orphanDependents !== undefined) body.orphanDependents = options.orphanDependents;
	if (options.ignoreStoreReadErrorWithClusterBreakingPotential !== undefined) {
		body.ignoreStoreReadErrorWithClusterBreakingPotential = options.ignoreStoreReadErrorWithClusterBreakingPotential;
	}
	return Object.keys(body).length === 0 ? undefined : { apiVersion: "v1", kind: "DeleteOptions", ...body };
}
