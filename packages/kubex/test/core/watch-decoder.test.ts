import { ExpiredError, GatewayTimeoutError, InternalServerError, isInitialEventsEnd, ProtocolError } from "kubex";
import { expect, test } from "vitest";
import { WatchDecoder } from "../../src/core/watch-decoder.ts";

const request = { method: "GET", path: "/api/v1/pods" };
const added = { type: "ADDED", object: { kind: "Pod", metadata: { name: "a" } } };
const deleted = { type: "DELETED", object: { kind: "Pod", metadata: { name: "a" } } };
const status = { kind: "Status", apiVersion: "v1", status: "Failure" };
const encoder = new TextEncoder();

function read(...lines: readonly unknown[]): ReturnType<WatchDecoder<unknown>["push"]> {
	const text = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
	return new WatchDecoder(request).push(encoder.encode(text));
}

test("LW-23 a piece gives the events that end in it", () => {
	const decoder = new WatchDecoder(request);
	const bytes = encoder.encode(`${JSON.stringify(added)}\n${JSON.stringify(deleted)}\n`);
	expect(decoder.push(bytes.subarray(0, 5))).toEqual({ events: [], failure: undefined });
	expect(decoder.push(bytes.subarray(5, -1))).toEqual({ events: [added], failure: undefined });
	expect(decoder.push(bytes.subarray(-1))).toEqual({ events: [deleted], failure: undefined });
});

test("types of events that nobody knows yet are left out", () =>
	expect(read({ type: "PAUSED", object: {} }, {}, added, { type: "toString" })).toEqual({ events: [added], failure: undefined }));

test("SF-7 an ERROR is the error of its Status, after the events before it, and nothing follows it", () => {
	const expired = { ...status, code: 410, reason: "Expired", message: "too old resource version: 1 (2)" };
	const { events, failure } = read(added, { type: "ERROR", object: expired }, deleted);
	expect(events).toEqual([added]);
	expect(failure).toBeInstanceOf(ExpiredError);
	expect(failure).toMatchObject({
		code: 410,
		request,
		message: "GET /api/v1/pods: 410 Expired: too old resource version: 1 (2)",
		status: expired,
	});
});

test("SF-6 an ERROR says when to come back, and stands for a 500 when it has no code", () => {
	const ahead = { ...status, code: 504, reason: "Timeout", details: { retryAfterSeconds: 1 } };
	const early = read({ type: "ERROR", object: ahead }).failure;
	expect(early).toBeInstanceOf(GatewayTimeoutError);
	expect(early).toMatchObject({ retryAfter: 1000 });
	expect(read({ type: "ERROR", object: status }).failure).toBeInstanceOf(InternalServerError);
});

test.each([
	['{"type":"ADDED","object":{"secret":', "a line of 35 characters is broken JSON"],
	["<html>secret</html>", "a line of 19 characters is broken JSON"],
	['"secret"', "a line is no event"],
	["null", "a line is no event"],
	[{ type: "ADDED", secret: 1 }, "an event of type ADDED has no object"],
	[{ type: "BOOKMARK", object: "secret" }, "an event of type BOOKMARK has no object"],
	[{ type: "ERROR", object: { secret: 1 } }, "an event of type ERROR has no Status"],
])("a line that is no event is told without its content: %j", (line, message) => {
	const { events, failure } = read(added, line, added);
	expect(events).toEqual([added]);
	expect(failure).toBeInstanceOf(ProtocolError);
	expect(failure?.message).toBe(`GET /api/v1/pods: ${message}`);
	expect(JSON.stringify([failure?.cause, failure?.stack])).not.toContain("secret");
});

test("a line that is too long says which request it answers", () => {
	const { failure } = new WatchDecoder(request, { maxLength: 10 }).push(encoder.encode(JSON.stringify(added)));
	expect(failure?.message).toBe("GET /api/v1/pods: a line is longer than 10 bytes");
});

test.each([
	[{ "k8s.io/initial-events-end": "true" }, true],
	[{ "k8s.io/initial-events-end": "false" }, false],
	[{}, false],
	[undefined, false],
])("SF-8 a bookmark with the annotations %j ends the initial events: %j", (annotations, ends) => {
	const metadata = { resourceVersion: "1", ...(annotations !== undefined && { annotations }) };
	expect(isInitialEventsEnd({ apiVersion: "v1", kind: "Pod", metadata })).toBe(ends);
});
