import {
	AlreadyExistsError,
	ConfigurationError,
	ConflictError,
	ExpiredError,
	GoneError,
	KubexApiError,
	KubexError,
	NotFoundError,
	ProtocolError,
	type RequestSummary,
	type Status,
	TimeoutError,
	TransportError,
} from "kubex";
import { holds, type Same } from "./assert.ts";

declare const error: unknown;

if (error instanceof NotFoundError) {
	holds<Same<typeof error.status, Status>>();
	holds<Same<typeof error.code, number>>();
	holds<Same<typeof error.reason, string>>();
	holds<Same<typeof error.retryAfter, number | undefined>>();
	holds<Same<typeof error.request, RequestSummary>>();
	holds<Same<typeof error.request.path, string>>();
	holds<Same<typeof error.message, string>>();
	error.status.details?.name;
	error.cause;
}

const base: KubexError[] = [
	new ConfigurationError("x"),
	new ProtocolError("x"),
	new TransportError("x"),
	new TimeoutError("x", { phase: "connect" }),
	new KubexApiError({ status: { apiVersion: "v1", kind: "Status" }, code: 418, request: { method: "GET", path: "/" } }),
];
const native: Error[] = base;
native.pop();

declare const exists: AlreadyExistsError;
declare const expired: ExpiredError;
const conflict: ConflictError = exists;
const gone: GoneError = expired;
const api: KubexApiError[] = [conflict, gone];
// @ts-expect-error An error is not to be rewritten.
api[0].code = 1;
