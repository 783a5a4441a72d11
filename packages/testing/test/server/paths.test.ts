import fc from "fast-check";
import { TransportError } from "kubex";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { type RawRequest, rawRequest } from "../raw-request.ts";
import { statusBody, unknownResourceBody } from "../status-body.ts";

// What is compared word for word was taken from a 1.35 server.

let cluster: TestCluster;

beforeAll(async () => {
	cluster = await TestCluster.start();
});

afterAll(() => cluster.close());

const send = (request: RawRequest) => rawRequest(cluster, request);
const noMethod = statusBody(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
const inDefault = "/api/v1/namespaces/default";
const json = { "content-type": "application/json" };

test.each([
	"/apis/nope",
	"/apis/nope/v1",
	"/apis/nope/v1/x",
	"/foo",
	"/versionx",
	"/openapi",
	"/livez/nope",
	"/apis//",
	"//api/v1",
	"/swagger-2.0.0.pb-v1",
])("A5 %s leads nowhere, in plain text", async (path) => {
	const answer = await send({ path });
	expect(answer.status).toBe(404);
	expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
	expect(answer.headers["x-content-type-options"]).toBe("nosniff");
	expect(answer.text).toBe("404 page not found\n");
});

test.each([
	"/api/v1/nopes",
	"/api/v2",
	"/apis/apps/v9",
	"/apis/apps/v9/x",
	"/apis/apps/v1/nopes",
	"/api/v1/pods/x",
	"/api/../version",
	`${inDefault}/nodes`,
	`${inDefault}/pods/x/nopes`,
	`${inDefault}/configmaps/x/status`,
	`${inDefault}/configmaps/x/y/z`,
	`${inDefault}/configmaps/a%2Fb`,
	`${inDefault}/bindings/x`,
	"/api/v1/watch/nopes",
])("A2 A5 %s leads nowhere, as a Status", async (path) => {
	const answer = await send({ path });
	expect(answer.status).toBe(404);
	expect(JSON.parse(answer.text)).toEqual(unknownResourceBody);
});

test.each([
	["POST", `${inDefault}/configmaps/x`],
	["PUT", `${inDefault}/configmaps`],
	["PATCH", `${inDefault}/configmaps`],
	["DELETE", `${inDefault}/pods/x/status`],
	["POST", "/api/v1/pods"],
	["DELETE", "/api/v1/pods"],
	["DELETE", "/api/v1/namespaces"],
	["OPTIONS", "/api/v1/namespaces"],
	["GET", `${inDefault}/bindings`],
	["GET", "/api/v1/namespaces/x/finalize"],
	["POST", "/api/v1/watch/namespaces/default/configmaps"],
	["POST", "/version"],
	["POST", "/api"],
	["POST", "/apis/apps/v1"],
])("A6 G10 %s %s is not allowed", async (method, path) => {
	const answer = await send({
		method,
		path,
		headers: json,
		...(method === "GET" || method === "DELETE" ? {} : { body: "{}" }),
	});
	expect(answer.status).toBe(405);
	expect(JSON.parse(answer.text)).toEqual(noMethod);
});

test.each(["/api/v1/pods/", "/api/v1/nodes/", `${inDefault}/`, "/api/v1/namespaces/%64efault"])(
	"A2 %s is found",
	async (path) => {
		expect((await send({ path })).status).toBe(200);
	},
);

test("A2 an escape that cannot be read is refused", async () => {
	expect(await send({ path: `${inDefault}/configmaps/%zz` })).toMatchObject({ status: 400, text: "400 Bad Request" });
});

test.each([
	["true", "events"],
	["1", "events"],
	["", "events"],
	["0", "list"],
	["False", "list"],
])("A4 watch=%s", async (value, answer) => {
	const { status, text } = await send({ path: `/api/v1/pods?timeoutSeconds=-1&watch=${value}` });
	expect(status).toBe(200);
	expect(text.startsWith('{"kind":"PodList"')).toBe(answer === "list");
});

test("A5 no path, method, header or body brings the server down", async () => {
	const segment = fc.constantFrom(
		"api",
		"apis",
		"v1",
		"apps",
		"namespaces",
		"default",
		"pods",
		"x",
		"status",
		"watch",
		"",
		"%zz",
		"..",
		"openapi",
		"v3",
	);
	const accept = fc.constantFrom("*/*", "application/yaml", ";;;", "application/json;as=Table;g=meta.k8s.io;v=v1", "q=1");
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"),
			fc.array(segment, { maxLength: 8 }),
			fc.constantFrom("", "?watch", "?limit=-1", "?labelSelector=%ff", "?timeout=1h", "?pretty&fieldSelector=a"),
			accept,
			fc.constantFrom("", "application/yaml", "application/merge-patch+json", "application/json"),
			fc.oneof(fc.string(), fc.json(), fc.uint8Array()),
			async (method, segments, query, accepted, type, body) => {
				const headers = { accept: accepted, ...(type === "" ? {} : { "content-type": type }) };
				const request = { method, path: `/${segments.join("/")}${query}`, headers, body };
				const { status } = await cluster.transport.send(request).catch((error: unknown) => {
					// A watch is answered, but this transport does not carry it.
					if (error instanceof TransportError && error.message.includes("no watches")) return { status: 200 };
					throw error;
				});
				expect([200, 201, 202, 400, 404, 405, 406, 409, 415, 422, 501]).toContain(status);
			},
		),
		{ numRuns: 1500 },
	);
});
