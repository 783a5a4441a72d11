import { GoneError } from "../../core/errors/api-errors.ts";
import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { KubexApiError } from "../../core/errors/kubex-api-error.ts";
import { ProtocolError } from "../../core/errors/protocol-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";
import { TransportError } from "../../core/errors/transport-error.ts";

/**
 * What a failed list or watch means for what comes next:
 *
 * - `expired`: the state that was asked for is forgotten (410 as a status, in a frame, or with a continue token);
 * - `tooLarge`: it is yet to come, as after a restore from a backup;
 * - `overload`: the server or the way to it has trouble; the position stays good;
 * - `internal`: the server could not go on with a watch that it had begun (an ERROR frame with code 500);
 * - `damaged`: an object in the storage cannot be read, so the state must be read anew;
 * - `malformed`: a frame or a list that is not what the protocol promises;
 * - `unsupported`: the server does not know what was asked for, such as a streaming list;
 * - `denied`: these credentials may not (401, 403);
 * - `missing`: the server does not serve the resource (404);
 * - `permanent`: it cannot work with this configuration, such as a server whose certificate is not trusted.
 */
export type WatchFailure =
	| "expired"
	| "tooLarge"
	| "overload"
	| "internal"
	| "damaged"
	| "malformed"
	| "unsupported"
	| "denied"
	| "missing"
	| "permanent";

// What client-go falls back from for good; the others of the 4xx have meanings of their own.
const unsupported: ReadonlySet<number> = new Set([400, 405, 406, 415, 422]);

/** Reads an error of a list or a watch; `undefined` for one that is none of the API's, such as a mistake of the caller. */
export function watchFailure(error: unknown): WatchFailure | undefined {
	if (error instanceof KubexApiError) return apiFailure(error);
	if (error instanceof ProtocolError) return "malformed";
	if (error instanceof TransportError) return error.permanent ? "permanent" : "overload";
	if (error instanceof TimeoutError) return "overload";
	// Such as credentials that cannot be had.
	return error instanceof ConfigurationError ? "permanent" : undefined;
}

function apiFailure(error: KubexApiError): WatchFailure {
	const { code, inStream, reason, status } = error;
	if (error instanceof GoneError) return "expired";
	if (isTooLarge(error)) return "tooLarge";
	if (reason === "StorageReadError" || status.details?.causes?.some((cause) => cause.reason === "StorageReadError") === true) {
		return "damaged";
	}
	if (code === 401 || code === 403) return "denied";
	if (code === 404) return "missing";
	if (unsupported.has(code)) return "unsupported";
	return inStream && code === 500 ? "internal" : "overload";
}

/** Servers before 1.17 say it in the message only. */
function isTooLarge({ status }: KubexApiError): boolean {
	return (
		status.details?.causes?.some(({ reason }) => reason === "ResourceVersionTooLarge") === true ||
		status.message?.includes("Too large resource version") === true
	);
}
