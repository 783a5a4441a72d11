import { gzipSync } from "node:zlib";
import {
	Api,
	BadRequestError,
	ForbiddenError,
	KubexApiError,
	NotFoundError,
	ProtocolError,
	staticToken,
	TooManyRequestsError,
	TransportError,
} from "kubex";
import { ConfigMap, Secret } from "kubex/k8s/v1_35/core/v1";
import { describe, expect, test } from "vitest";
import { json, serve } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/api/v1/namespaces/default/pods/x" } as const;

describe("what is sent", () => {
	test("headers, query and a JSON body", async () => {
		const bodies: string[] = [];
		const server = await serve((request, response) => {
			let body = "";
			request.on("data", (chunk: Buffer) => (body += chunk.toString()));
			request.on("end", () => {
				bodies.push(body);
				json({ kind: "ok" })(request, response);
			});
		});
		const client = await clientOf(server.url, { userAgent: "mine/1.0", cluster: { credentials: staticToken("s3cret") } });
		await client.request({
			method: "POST",
			path: "/apis/a",
			query: [
				["q", "a b&c"],
				["q", "ü"],
			],
			body: { a: "ü" },
		});
		expect(server.requests[0]).toMatchObject({ method: "POST", url: "/apis/a?q=a%20b%26c&q=%C3%BC" });
		expect(server.requests[0]?.headers).toMatchObject({
			accept: "application/json",
			"content-type": "application/json",
			"user-agent": "mine/1.0",
			authorization: "Bearer s3cret",
			"content-length": "10",
		});
		expect(bodies).toEqual(['{"a":"ü"}']);
	});

	test("a server address with a path keeps it as a prefix", async () => {
		const server = await serve(json({}));
		const client = await clientOf(`${server.url}/k8s/clusters/c-1/`);
		await client.request(get);
		expect(server.requests[0]?.url).toBe(`/k8s/clusters/c-1${get.path}`);
	});

	test("compression is asked for when it is on, and undone", async () => {
		const large = { text: "x".repeat(500_000) };
		const server = await serve((_request, response) => {
			response
				.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
				.end(gzipSync(JSON.stringify(large)));
		});
		const client = await clientOf(server.url, { compression: true });
		expect((await client.request(get)).body).toEqual(large);
		expect(server.requests[0]?.headers["accept-encoding"]).toBe("gzip");
	});

	test("a loopback address gets no compression unless it is asked for", async () => {
		const server = await serve(json({}));
		await (await clientOf(server.url)).request(get);
		expect(server.requests[0]?.headers["accept-encoding"]).toBeUndefined();
	});
});

describe("what comes back", () => {
	test.each([
		["application/json", '{"a":1}', { a: 1 }],
		["application/json; charset=utf-8", "[1]", [1]],
		["text/plain; charset=utf-8", "ok", "ok"],
		["application/octet-stream", "ok", new TextEncoder().encode("ok")],
		["application/json", "", undefined],
	])("%s %j is read", async (contentType, body, value) => {
		const server = await serve((_request, response) => response.writeHead(200, { "content-type": contentType }).end(body));
		const answer = (await (await clientOf(server.url)).request(get)).body;
		expect(answer instanceof Uint8Array ? new Uint8Array(answer) : answer).toEqual(value);
	});

	test("a Status becomes an error of its class, with retryAfter in milliseconds", async () => {
		const status = {
			kind: "Status",
			apiVersion: "v1",
			message: "later",
			reason: "TooManyRequests",
			details: { retryAfterSeconds: 7 },
			code: 429,
		};
		const server = await serve(json(status, 429));
		const error = await rejection((await clientOf(server.url)).request(get));
		expect(error).toBeInstanceOf(TooManyRequestsError);
		expect(error).toMatchObject({ retryAfter: 7000, status, message: `GET ${get.path}: 429 TooManyRequests: later` });
	});

	test.each([
		["BUG-20 an empty body", 403, {}, "", ForbiddenError, /403: the answer is empty$/],
		["a text", 404, { "content-type": "text/plain" }, "404 page not found\n", NotFoundError, /404: 404 page not found$/],
		["no content type", 400, {}, "nope", BadRequestError, /400: nope$/],
		[
			"HTML of a proxy",
			502,
			{ "content-type": "text/html" },
			"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
			KubexApiError,
			/502: the answer is an HTML page, not one of the API server: "502 Bad Gateway"$/,
		],
		[
			"broken JSON",
			500,
			{ "content-type": "application/json" },
			'{"kind":"Sta',
			KubexApiError,
			/500: the answer is broken JSON: "\{\\"kind\\":\\"Sta"$/,
		],
		[
			"JSON that is no Status",
			400,
			{ "content-type": "application/json" },
			'{"error":"x"}',
			BadRequestError,
			/400: the answer is no Status/,
		],
		["BUG-42 a redirect", 307, { location: "/elsewhere" }, "", KubexApiError, /307: the answer is empty$/],
	])("BUG-29, EX-01 %s is an error that says so", async (_title, status, headers, body, type, message) => {
		const server = await serve((_request, response) => response.writeHead(status, headers as Record<string, string>).end(body));
		const error = await rejection((await clientOf(server.url)).request(get));
		expect(error).toBeInstanceOf(type);
		expect(String(error)).toMatch(message);
		expect(server.requests).toHaveLength(1);
	});

	test("a long text is cut in the message", async () => {
		const server = await serve((_request, response) => response.writeHead(500).end("x".repeat(100_000)));
		expect(String(await rejection((await clientOf(server.url)).request(get))).length).toBeLessThan(500);
	});

	test.each([
		["3", 3000],
		["Thu, 01 Jan 1970 00:00:00 GMT", 0],
		["soon", undefined],
	])("Retry-After: %s", async (header, milliseconds) => {
		const server = await serve((_request, response) => response.writeHead(503, { "retry-after": header }).end());
		expect(await rejection((await clientOf(server.url)).request(get))).toMatchObject({ retryAfter: milliseconds });
	});

	test("a success with truncated JSON is a ProtocolError that quotes nothing", async () => {
		const server = await serve((_request, response) =>
			response.writeHead(200, { "content-type": "application/json" }).end('{"password":"hunter2'),
		);
		const error = await rejection((await clientOf(server.url)).request(get));
		expect(error).toBeInstanceOf(ProtocolError);
		expect(String(error)).toContain("20 bytes is broken JSON");
		expect(`${String(error)}${JSON.stringify(error)}`).not.toContain("hunter2");
	});

	test("an answer that breaks off is a TransportError", async () => {
		const server = await serve((_request, response) => {
			response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
			response.write('{"a":', () => response.destroy());
		});
		const error = await rejection((await clientOf(server.url)).request(get));
		expect(error).toBeInstanceOf(TransportError);
		expect(String(error)).toContain(`GET ${get.path}: `);
	});

	test("broken gzip is a TransportError", async () => {
		const server = await serve((_request, response) =>
			response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end("no gzip at all"),
		);
		expect(String(await rejection((await clientOf(server.url)).request(get)))).toContain("gzip encoding is broken");
	});

	test("an Api call wants an object", async () => {
		const server = await serve((_request, response) => response.writeHead(200, { "content-type": "text/plain" }).end("hello"));
		const secrets = new Api(Secret, { client: await clientOf(server.url) });
		expect(await rejection(secrets.get("x"))).toBeInstanceOf(ProtocolError);
	});

	test("a list without items is a ProtocolError", async () => {
		const server = await serve(json({ kind: "Surprise" }));
		const configMaps = new Api(ConfigMap, { client: await clientOf(server.url) });
		expect(String(await rejection(configMaps.list()))).toMatch(/"Surprise" has no items/);
	});
});

describe("warnings", () => {
	test.each([
		['299 - "unknown field \\"spec.x\\""', ['unknown field "spec.x"']],
		['299 - "a, b, and c"', ["a, b, and c"]],
		['299 - "one", 299 - "two"', ["one", "two"]],
		['299 kube "dated" "Thu, 01 Jan 1970 00:00:00 GMT", 299 - "next"', ["dated", "next"]],
		["nonsense", []],
	])("BUG-34 %s", async (header, texts) => {
		const server = await serve((request, response) => {
			response.setHeader("warning", header);
			json({})(request, response);
		});
		const seen: string[] = [];
		await (await clientOf(server.url, { onWarning: ({ text }) => seen.push(text) })).request(get);
		expect(seen).toEqual(texts);
	});

	test("several headers are several warnings, and an error's warnings are told too", async () => {
		const server = await serve((request, response) => {
			response.setHeader("warning", ['299 - "one"', '299 - "two"']);
			json({ kind: "Status", message: "no" }, 400)(request, response);
		});
		const seen: unknown[] = [];
		const client = await clientOf(server.url, { onWarning: (warning) => seen.push(warning) });
		await rejection(client.request(get));
		expect(seen).toEqual([
			{ code: 299, text: "one", request: get },
			{ code: 299, text: "two", request: get },
		]);
	});

	test("without onWarning each text goes to process.emitWarning once", async () => {
		const server = await serve((request, response) => {
			response.setHeader("warning", '299 - "deprecated by this test"');
			json({})(request, response);
		});
		const seen: string[] = [];
		const listen = (warning: Error): void => void seen.push(`${warning.name}: ${warning.message}`);
		process.on("warning", listen);
		const client = await clientOf(server.url);
		await client.request(get);
		await client.request(get);
		await new Promise((resolve) => setImmediate(resolve));
		process.off("warning", listen);
		expect(seen).toEqual(["KubernetesWarning: deprecated by this test"]);
	});
});

test("a path must begin with a slash", async () => {
	const server = await serve(json({}));
	expect(await rejection((await clientOf(server.url)).request({ method: "GET", path: "api" }))).toBeInstanceOf(TypeError);
	expect(server.requests).toHaveLength(0);
});
