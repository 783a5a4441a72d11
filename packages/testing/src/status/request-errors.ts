import { failure, type StatusError } from "./status-error.ts";

/** The request cannot be understood. */
export function badRequest(message: string): StatusError {
	return failure(400, "BadRequest", message);
}

/** No credentials, or wrong ones. */
export function unauthorized(): StatusError {
	return failure(401, "Unauthorized", "Unauthorized");
}

/** A path below a served group version that leads nowhere; an object that is missing has `notFound`. */
export function unknownResource(): StatusError {
	return failure(404, "NotFound", "the server could not find the requested resource", {});
}

/** The path exists, the method does not. */
export function methodNotAllowed(): StatusError {
	return failure(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
}

/** None of the media types in `Accept` can be written; `accepted` lists those that can. */
export function notAcceptable(accepted: readonly string[]): StatusError {
	return failure(406, "NotAcceptable", `only the following media types are accepted: ${accepted.join(", ")}`);
}

/** The body is longer than `limit` bytes. */
export function tooLarge(limit: number): StatusError {
	return failure(413, "RequestEntityTooLarge", `Request entity too large: limit is ${limit}`);
}

/** The body is in a form that cannot be read; `accepted` lists those that can. */
export function unsupportedMediaType(accepted: readonly string[]): StatusError {
	const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`;
	return failure(415, "UnsupportedMediaType", message);
}

/** The revision asked for is no longer in the history. */
export function expired(message: string, continueToken?: string): StatusError {
	return failure(410, "Expired", message, undefined, continueToken === undefined ? {} : { continue: continueToken });
}

/** The client asks for a state that does not exist yet. */
export function resourceVersionTooLarge(asked: bigint | number, current: number): StatusError {
	return failure(504, "Timeout", `Timeout: Too large resource version: ${asked}, current: ${current}`, {
		causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
		retryAfterSeconds: 1,
	});
}

/** The error of a part of the server that has no reason of its own: code 500 with nothing but a message. */
export function untypedError(message: string): StatusError {
	return failure(500, undefined, message);
}

/** A resourceVersion that is no number, where a single object or a watch is asked for. */
export function unreadableResourceVersion(version: string): StatusError {
	const text = JSON.stringify(version);
	return untypedError(`resourceVersion: Invalid value: ${text}: strconv.ParseUint: parsing ${text}: invalid syntax`);
}

/** Something inside the server failed. */
export function internalError(message: string): StatusError {
	return failure(500, "InternalError", `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/**
 * The embedded server does not do this, and says so rather than accept it silently; a real server never answers this.
 *
 * @param feature what is missing, in words that fit after "does not support", such as `watching`.
 */
export function notImplemented(feature: string): StatusError {
	return failure(501, "NotImplemented", `the embedded API server does not support ${feature}`);
}
