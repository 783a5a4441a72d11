import { expect, test } from "vitest";
import { apiError } from "../../../src/core/errors/api-errors.ts";
import { ConfigurationError } from "../../../src/core/errors/configuration-error.ts";
import { ProtocolError } from "../../../src/core/errors/protocol-error.ts";
import { TimeoutError } from "../../../src/core/errors/timeout-error.ts";
import { TransportError } from "../../../src/core/errors/transport-error.ts";
import type { Status } from "../../../src/core/meta/status.ts";
import { watchFailure } from "../../../src/runtime/watch/watch-failure.ts";

function answer(code: number, status: Partial<Status> = {}, inStream = false): unknown {
	const full: Status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", code, ...status };
	return apiError({ status: full, code, request: { method: "GET", path: "/api/v1/pods" }, inStream });
}

const tooLarge = [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }];

test.each<[string, unknown, string | undefined]>([
	["SF-7 410 as a status", answer(410, { reason: "Expired" }), "expired"],
	["SF-7 410 in an event", answer(410, { reason: "Expired" }, true), "expired"],
	["SF-7 410 of a proxy that says nothing more", answer(410), "expired"],
	["SF-6 a state that is yet to come", answer(504, { reason: "Timeout", details: { causes: tooLarge } }), "tooLarge"],
	[
		"SF-6 the same, of an older server",
		answer(504, { message: "Timeout: Too large resource version: 9, current: 7" }),
		"tooLarge",
	],
	["LW-14 429", answer(429), "overload"],
	["LW-14 503", answer(503), "overload"],
	["LW-2 500 as a status", answer(500), "overload"],
	["LW-15 500 in an event", answer(500, { reason: "InternalError" }, true), "internal"],
	["ST-14 an object that cannot be read", answer(500, { reason: "StorageReadError" }, true), "damaged"],
	["LW-16 401", answer(401), "denied"],
	["LW-16 403", answer(403), "denied"],
	["IN-11 404", answer(404), "missing"],
	["LW-20 400", answer(400), "unsupported"],
	["LW-20 405", answer(405), "unsupported"],
	["LW-20 406", answer(406), "unsupported"],
	["LW-20 415", answer(415), "unsupported"],
	["LW-20 422", answer(422), "unsupported"],
	["LW-14 a broken connection", new TransportError("reset"), "overload"],
	["d.1 a server that is not trusted", new TransportError("untrusted", { permanent: true }), "permanent"],
	["LW-14 a time that ran out", new TimeoutError("late", { phase: "headers" }), "overload"],
	["LW-23 what cannot be read", new ProtocolError("broken JSON"), "malformed"],
	["d.1 credentials that cannot be had", new ConfigurationError("no plugin"), "permanent"],
	["a mistake of the caller", new TypeError("limit"), undefined],
])("%s", (_title, error, expected) => expect(watchFailure(error)).toBe(expected));
