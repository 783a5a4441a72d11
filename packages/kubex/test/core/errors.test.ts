import {
	AlreadyExistsError,
	ConflictError,
	ExpiredError,
	GoneError,
	KubexApiError,
	KubexError,
	NotFoundError,
	type Status,
	TimeoutError,
	TransportError,
} from "kubex";
import { expect, test, vi } from "vitest";
import { apiError } from "../../src/core/errors/api-errors.ts";

const request = { method: "GET", path: "/api/v1/namespaces/default/pods/x" };
const status = (code: number, reason?: string): Status => ({
	apiVersion: "v1",
	kind: "Status",
	code,
	message: 'pods "x" not found',
	...(reason !== undefined && { reason }),
});

test("BUG-19 the message names request, code, reason and the server's sentence", () => {
	const error = apiError({ status: status(404, "NotFound"), code: 404, request });
	expect(error).toBeInstanceOf(NotFoundError);
	expect(error.message).toBe('GET /api/v1/namespaces/default/pods/x: 404 NotFound: pods "x" not found');
	expect(String(error)).toBe(`NotFoundError: ${error.message}`);
	expect(error).toMatchObject({ name: "NotFoundError", code: 404, reason: "NotFound", request, retryAfter: undefined });
});

test.each([
	[400, "BadRequestError"],
	[401, "UnauthorizedError"],
	[403, "ForbiddenError"],
	[404, "NotFoundError"],
	[405, "MethodNotAllowedError"],
	[406, "NotAcceptableError"],
	[409, "ConflictError"],
	[410, "GoneError"],
	[413, "RequestEntityTooLargeError"],
	[415, "UnsupportedMediaTypeError"],
	[422, "UnprocessableEntityError"],
	[429, "TooManyRequestsError"],
	[500, "InternalServerError"],
	[503, "ServiceUnavailableError"],
	[504, "GatewayTimeoutError"],
	[418, "KubexApiError"],
	[502, "KubexApiError"],
	[999, "KubexApiError"],
])("EX-01 %i is a %s", (code, name) => {
	const error = apiError({ status: status(code), code, request });
	expect(error.name).toBe(name);
	expect(error).toBeInstanceOf(KubexApiError);
	expect(error).toBeInstanceOf(KubexError);
	expect(error).toBeInstanceOf(Error);
});

test("GAP-28 the reason tells apart what shares a code", () => {
	const exists = apiError({ status: status(409, "AlreadyExists"), code: 409, request });
	expect(exists).toBeInstanceOf(AlreadyExistsError);
	expect(exists).toBeInstanceOf(ConflictError);
	expect(apiError({ status: status(409, "Conflict"), code: 409, request })).not.toBeInstanceOf(AlreadyExistsError);
	const expired = apiError({ status: status(410, "Expired"), code: 410, request });
	expect(expired).toBeInstanceOf(ExpiredError);
	expect(expired).toBeInstanceOf(GoneError);
});

test("instanceof works across two copies of kubex", async () => {
	vi.resetModules();
	const other = await import("../../src/core/errors/api-errors.ts");
	const { KubexError: OtherBase } = await import("../../src/core/errors/kubex-error.ts");
	expect(other.NotFoundError).not.toBe(NotFoundError);
	const error = other.apiError({ status: status(404, "NotFound"), code: 404, request });
	expect(error).toBeInstanceOf(NotFoundError);
	expect(error).toBeInstanceOf(KubexError);
	expect(error).not.toBeInstanceOf(ConflictError);
	expect(new TransportError("x")).toBeInstanceOf(OtherBase);
});

test("a class that a user derives recognises its own errors only", () => {
	class MyError extends KubexError {}
	expect(new MyError("x")).toBeInstanceOf(MyError);
	expect(new MyError("x")).toBeInstanceOf(KubexError);
	expect(new TransportError("x")).not.toBeInstanceOf(MyError);
	expect(new TimeoutError("x", { phase: "total" })).not.toBeInstanceOf(TransportError);
	expect(null).not.toBeInstanceOf(KubexError);
});
