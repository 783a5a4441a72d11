import type { Status, StatusDetails } from "kubex/meta";

/** A failure with the body that the client is to get; thrown anywhere below the edge, which writes `status` as the answer. */
export class StatusError extends Error {
	/** The body of the answer; its `code` is the HTTP status. */
	readonly status: Status & { readonly code: number };
	/** What there was to remark before the request failed. */
	warnings: readonly string[] = [];

	constructor(status: Status & { readonly code: number }) {
		super(status.message ?? status.reason ?? `HTTP ${status.code}`);
		this.name = "StatusError";
		this.status = status;
	}
}

/** Runs what may fail with a `StatusError`, which then carries the warnings. */
export function withWarnings<T>(warnings: readonly string[], run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (error instanceof StatusError) error.warnings = [...warnings, ...error.warnings];
		throw error;
	}
}

/**
 * Builds a failure with its keys in the server's order, as some clients compare texts.
 *
 * @param reason absent for the few failures that the server answers with an untyped error.
 * @param details absent where the server leaves the key out, `{}` where it writes an empty one.
 */
export function failure(
	code: number,
	reason: string | undefined,
	message: string,
	details?: StatusDetails,
	metadata: { continue?: string } = {},
): StatusError {
	return new StatusError({
		kind: "Status",
		apiVersion: "v1",
		metadata,
		status: "Failure",
		message,
		...(reason === undefined ? {} : { reason }),
		...(details === undefined ? {} : { details: orderDetails(details) }),
		code,
	});
}

/** Puts the keys into the order of the server's own type. */
function orderDetails(details: StatusDetails): StatusDetails {
	const { name, group, kind, uid, causes, retryAfterSeconds } = details;
	return {
		...(name ? { name } : {}),
		...(group ? { group } : {}),
		...(kind ? { kind } : {}),
		...(uid ? { uid } : {}),
		...(causes === undefined ? {} : { causes }),
		...(retryAfterSeconds ? { retryAfterSeconds } : {}),
	};
}

/** The answer to a request that succeeded and has no object to show, such as a deletion that is complete. */
export function success(details?: StatusDetails, code?: number): Status {
	return {
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Success",
		...(details === undefined ? {} : { details: orderDetails(details) }),
		...(code === undefined ? {} : { code }),
	};
}
