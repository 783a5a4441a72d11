import fc from "fast-check";
import { Api, NotFoundError, TimeoutError, TransportError, UnsupportedOperationError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";
import { LogLineReader } from "../../src/api/subresources/log-line-reader.ts";
import { wholeBody } from "../../src/client/response-stream.ts";
import { json, serve, type TestServer } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

/** A server whose log comes in pieces, and that ends unless it is to go on. */
async function writing(
	pieces: readonly (string | Uint8Array)[],
	goesOn = false,
): Promise<{ server: TestServer; pods: Api<Pod> }> {
	const server = await serve((_request, response) => {
		response.writeHead(200, { "content-type": "text/plain" });
		for (const piece of pieces) response.write(piece);
		if (!goesOn) response.end();
	});
	return { server, pods: new Api(Pod, { client: await clientOf(server.url), namespace: "x" }) };
}

test.each([
	[{}, ""],
	[{ container: "a b", tailLines: 0, limitBytes: 1 }, "?container=a%20b&tailLines=0&limitBytes=1"],
	[
		{ previous: true, timestamps: true, insecureSkipTLSVerifyBackend: true },
		"?previous=true&timestamps=true&insecureSkipTLSVerifyBackend=true",
	],
	[{ previous: false, timestamps: false }, ""],
	[{ sinceSeconds: 5, stream: "Stderr" as const }, "?sinceSeconds=5&stream=Stderr"],
	[{ sinceTime: new Date(0) }, "?sinceTime=1970-01-01T00%3A00%3A00.000Z"],
	[{ sinceTime: "2020-01-01T00:00:00Z" }, "?sinceTime=2020-01-01T00%3A00%3A00Z"],
])("GAP-13 %o is sent as %j", async (options, query) => {
	const { server, pods } = await writing(["a\n"]);
	expect(await pods.logs.text("web", options)).toBe("a\n");
	expect(server.requests[0]?.url).toBe(`/api/v1/namespaces/x/pods/web/log${query}`);
});

test("SR-02 following is asked for, and only of lines and bytes", async () => {
	const { server, pods } = await writing(["a\n"]);
	await pods.logs.lines("web", { follow: true }).next();
	await pods.logs.bytes("web", { follow: true });
	const text = pods.logs.text("web", { follow: true } as object);
	expect(await rejection(text)).toEqual(new TypeError("follow: a log that goes on has no whole text; lines and bytes follow it"));
	await pods.logs.lines("web", { follow: false, namespace: "y" }).next();
	expect(server.requests.map(({ url }) => url)).toEqual([
		"/api/v1/namespaces/x/pods/web/log?follow=true",
		"/api/v1/namespaces/x/pods/web/log?follow=true",
		"/api/v1/namespaces/y/pods/web/log",
	]);
});

test.each([
	[{ tailLines: -1 }, "tailLines must be a whole number of at least 0, not -1"],
	[{ limitBytes: 0 }, "limitBytes must be above 0"],
	[{ sinceSeconds: 0.5 }, "sinceSeconds must be a whole number of at least 0, not 0.5"],
	[{ sinceSeconds: 1, sinceTime: "2020-01-01T00:00:00Z" }, "a log is read since sinceSeconds or since sinceTime, not both"],
	[{ sinceTime: new Date("x") }, "sinceTime is an invalid Date"],
	[{ container: "" }, "container must not be empty"],
])("GAP-13 %o is refused without a request", async (options, message) => {
	const { server, pods } = await writing([]);
	expect(await rejection(pods.logs.text("web", options))).toEqual(new TypeError(message));
	expect(() => pods.logs.lines("web", options)).toThrow(new TypeError(message));
	expect(server.requests).toHaveLength(0);
});

test("BUG-21 wherever a log is cut, its lines are the same, and the last one needs no end", async () => {
	const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\u2028", "\u0085", "\f") });
	const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(text, cuts, async (log, lengths) => {
			const bytes = new TextEncoder().encode(log);
			const chunks: Uint8Array[] = [];
			for (let start = 0, piece = 0; start < bytes.byteLength; piece += 1) {
				const end = start + (lengths[piece % lengths.length] ?? 1);
				chunks.push(bytes.slice(start, end));
				start = end;
			}
			const body = Object.assign(wholeBody(new Uint8Array(0)), {
				next: async () => {
					const value = chunks.shift();
					return value === undefined ? ({ done: true, value } as const) : { done: false, value };
				},
			});
			const lines: string[] = [];
			for await (const line of new LogLineReader({ open: async () => body, signal: undefined })) lines.push(line);
			const expected = log.split("\n").map((line, index, all) => (index < all.length - 1 ? line.replace(/\r$/, "") : line));
			if (expected.at(-1) === "") expected.pop();
			expect(lines).toEqual(expected);
		}),
	);
});

test("GAP-13 what is no UTF-8 does not end the reading", async () => {
	const { pods } = await writing([new Uint8Array([0x61, 0xff, 0x0a, 0x62])]);
	expect(await pods.logs.text("web")).toBe("a\uFFFD\nb");
	const lines: string[] = [];
	for await (const line of pods.logs.lines("web")) lines.push(line);
	expect(lines).toEqual(["a\uFFFD", "b"]);
});

test("lines that are asked for at the same time come in their order", async () => {
	const { pods } = await writing(["one\ntw", "o\nthree"]);
	const lines = pods.logs.lines("web");
	const asked = await Promise.all([lines.next(), lines.next(), lines.next(), lines.next()]);
	expect(asked.map(({ value }) => value)).toEqual(["one", "two", "three", undefined]);
	expect(await lines.next()).toEqual({ done: true, value: undefined });
});

test("BUG-22 a log that says nothing does not end, and whoever leaves it closes the connection", async () => {
	const { server, pods } = await writing(["one\n"], true);
	const lines = pods.logs.lines("web", { follow: true });
	expect(await lines.next()).toEqual({ done: false, value: "one" });
	const waiting = lines.next();
	expect(server.open()).toBe(1);
	await lines.return();
	expect(await waiting).toEqual({ done: true, value: undefined });
	await expect.poll(() => server.open()).toBe(0);
	expect((await lines.next()).done).toBe(true);
});

test("a reading that is left before its answer comes ends as well", async () => {
	const server = await serve(() => {});
	const pods = new Api(Pod, { client: await clientOf(server.url) });
	const lines = pods.logs.lines("web");
	const waiting = lines.next();
	await expect.poll(() => server.requests.length).toBe(1);
	await lines.return();
	expect((await waiting).done).toBe(true);
	await expect.poll(() => server.open()).toBe(0);
});

test("a reading ends with the signal's reason, its time limit, or what went wrong", async () => {
	const { pods } = await writing(["one\n"], true);
	expect(await rejection(pods.logs.lines("web", { signal: AbortSignal.abort(new Error("before")) }).next())).toEqual(
		new Error("before"),
	);
	const slow = pods.logs.lines("web", { timeout: 50 });
	await slow.next();
	expect(await rejection(slow.next())).toBeInstanceOf(TimeoutError);
	const cut = await serve((_request, response) => {
		response.writeHead(200, { "content-type": "text/plain" }).write("one\nhalf", () => response.destroy());
	});
	const broken = new Api(Pod, { client: await clientOf(cut.url) }).logs.lines("web");
	expect((await broken.next()).value).toBe("one");
	expect(await rejection(broken.next())).toBeInstanceOf(TransportError);
	expect((await broken.next()).done).toBe(true);
	const missing = await serve(json({ kind: "Status", status: "Failure", reason: "NotFound", code: 404 }, 404));
	const client = await clientOf(missing.url);
	expect(await rejection(new Api(Pod, { client }).logs.lines("web").next())).toBeInstanceOf(NotFoundError);
});

test("only what has logs has them", async () => {
	const { pods } = await writing([]);
	const deployments = new Api(Deployment, { client: pods.client }) as unknown as Api<Pod>;
	expect(() => deployments.logs).toThrow(UnsupportedOperationError);
	expect(pods.logs).toBe(pods.logs);
});
