import { failure, type StatusError } from "../../status/status-error.ts";
import type { Refusal } from "./fault.ts";

/** The reasons that the server usually gives, by code. */
const reasons: Readonly<Record<number, string>> = {
	400: "BadRequest",
	401: "Unauthorized",
	403: "Forbidden",
	404: "NotFound",
	405: "MethodNotAllowed",
	406: "NotAcceptable",
	409: "Conflict",
	410: "Expired",
	413: "RequestEntityTooLarge",
	415: "UnsupportedMediaType",
	422: "Invalid",
	429: "TooManyRequests",
	500: "InternalError",
	503: "ServiceUnavailable",
	504: "Timeout",
};

/** The failure that a planned refusal is answered with. */
export function refusalOf({
	code,
	reason = reasons[code],
	message = "a planned fault",
	retryAfterSeconds,
}: Refusal): StatusError {
	return failure(code, reason, message, retryAfterSeconds === undefined ? undefined : { retryAfterSeconds });
}
