/**
 * What the server answers when it has no object to answer with: every error, and a deletion that is complete.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
export interface Status {
	apiVersion: "v1";
	kind: "Status";
	/** The HTTP status. */
	code?: number;
	details?: StatusDetails;
	/** A sentence for people. */
	message?: string;
	metadata?: { resourceVersion?: string; continue?: string; remainingItemCount?: number; selfLink?: string };
	/** A word for programs, such as `NotFound`. */
	reason?: string;
	status?: "Success" | "Failure" | (string & {});
}

/** What a {@link Status} is about. */
export interface StatusDetails {
	causes?: StatusCause[];
	group?: string;
	/** The plural of the resource for most reasons, the kind for `Invalid`. */
	kind?: string;
	name?: string;
	/** After how many seconds the request may be tried again. */
	retryAfterSeconds?: number;
	uid?: string;
}

/** One of the reasons for a failure, such as an invalid field. */
export interface StatusCause {
	/** The path of the field, such as `spec.replicas`. */
	field?: string;
	message?: string;
	reason?: string;
}

/**
 * Tells a {@link Status} from an object, where an answer may be either.
 *
 * @example
 * ```ts
 * const gone = await pods.delete("web");
 * if (isStatus(gone)) gone.details?.uid; // removed at once
 * else gone.metadata.deletionTimestamp; // still terminating
 * ```
 */
export function isStatus(value: unknown): value is Status {
	return typeof value === "object" && value !== null && "kind" in value && value.kind === "Status";
}
