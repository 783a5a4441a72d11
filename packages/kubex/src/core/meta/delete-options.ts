/**
 * How an object is to be deleted, as it goes over the wire.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/
 */
export interface DeleteOptions {
	apiVersion?: string;
	dryRun?: string[];
	/** Seconds; 0 removes at once. */
	gracePeriodSeconds?: number;
	ignoreStoreReadErrorWithClusterBreakingPotential?: boolean;
	kind?: string;
	/** @deprecated Use `propagationPolicy`. */
	orphanDependents?: boolean;
	preconditions?: Preconditions;
	propagationPolicy?: string;
}

/** What must hold of an object for it to be deleted; a mismatch is a conflict. */
export interface Preconditions {
	resourceVersion?: string;
	uid?: string;
}
