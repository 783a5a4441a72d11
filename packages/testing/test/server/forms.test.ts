import { gunzipSync } from "node:zlib";
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
const body = async (request: RawRequest): Promise<unknown> => JSON.parse((await send(request)).text);
const inDefault = "/api/v1/namespaces/default";
const json = { "content-type": "application/json" };

test("A7 every answer has an audit id, its own or the request's", async () => {
	const [first, second] = await Promise.all([send({ path: "/version" }), send({ path: "/foo" })]);
	expect(first.headers["audit-id"]).toMatch(/^[\da-f]{8}-/);
	expect(second.headers["audit-id"]).not.toBe(first.headers["audit-id"]);
	expect(first.headers["cache-control"]).toBe("no-cache, private");
	expect(Math.abs(Date.parse(first.headers.date ?? "") - Date.now())).toBeLessThan(5000);
	expect((await send({ path: "/version", headers: { "audit-id": "mine" } })).headers["audit-id"]).toBe("mine");
});

test.each([
	[{}, "?pretty=true", true],
	[{}, "?pretty=1", true],
	[{}, "?pretty", false],
	[{ "user-agent": "curl/8" }, "", true],
	[{ "user-agent": "Mozilla/5.0 X" }, "", true],
	[{ "user-agent": "Mozilla/4.0" }, "", false],
	[{ "user-agent": "curl/8" }, "?pretty=false", false],
	[{ "user-agent": "curl/8" }, "?pretty=0", false],
	[{ accept: "application/json;pretty=1" }, "", true],
	[{ accept: "text/html" }, "", true],
])("A14 with %j, %j is indented: %s", async (headers, query, indented) => {
	const { text } = await send({ path: `/api/v1/nopes${query}`, headers });
	expect(text).toBe(indented ? JSON.stringify(unknownResourceBody, undefined, 2) : `${JSON.stringify(unknownResourceBody)}\n`);
});

test("A13 long answers are compressed for those who ask, short ones never", async () => {
	const data = { a: "x".repeat(200_000) };
	await send({
		method: "POST",
		path: `${inDefault}/configmaps`,
		headers: json,
		body: JSON.stringify({ metadata: { name: "long" }, data }),
	});
	const path = `${inDefault}/configmaps/long`;
	const packed = await send({ path, headers: { "accept-encoding": "deflate, gzip" } });
	expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
	expect(JSON.parse(gunzipSync(packed.bytes).toString("utf8"))).toMatchObject({ data });
	expect(packed.bytes.length).toBeLessThan(10_000);
	expect((await send({ path })).headers["content-encoding"]).toBeUndefined();
	const short = await send({ path: inDefault, headers: { "accept-encoding": "gzip" } });
	expect(short.headers["content-encoding"]).toBeUndefined();
});

test("E2 objects and failures come as YAML", async () => {
	const accept = { accept: "application/yaml" };
	const found = await send({ path: inDefault, headers: accept });
	expect(found.headers["content-type"]).toBe("application/yaml");
	expect(found.text).toMatch(/^apiVersion: v1\nkind: Namespace\nmetadata:\n {2}creationTimestamp: "/);
	const missing = await send({ path: "/api/v1/namespaces/nope", headers: accept });
	expect(missing.text).toBe(
		'apiVersion: v1\ncode: 404\ndetails:\n  kind: namespaces\n  name: nope\nkind: Status\nmessage: namespaces "nope" not found\nmetadata: {}\nreason: NotFound\nstatus: Failure\n',
	);
});

const unroutable = (types: string): unknown =>
	statusBody(406, "NotAcceptable", `406: Not Acceptable\n\nAvailable representations: ${types}`, {});
const allTypes = "application/json, application/yaml, application/vnd.kubernetes.protobuf";
test.each([
	[inDefault, "text/html", unroutable(allTypes)],
	[inDefault, "application/*", unroutable(allTypes)],
	[inDefault, "Application/JSON", unroutable(allTypes)],
	[inDefault, "application/cbor", unroutable(allTypes)],
	["/version", "application/yaml", unroutable("application/json")],
	["/apis/apps", "text/html", statusBody(406, "NotAcceptable", `only the following media types are accepted: ${allTypes}`)],
	[
		inDefault,
		"application/json;as=Nope;v=v1;g=meta.k8s.io",
		statusBody(406, "NotAcceptable", `only the following media types are accepted: ${allTypes}`),
	],
])("E1 E6 %s is not to be had as %s", async (path, accept, expected) => {
	const answer = await send({ path, headers: { accept } });
	expect(answer.status).toBe(406);
	const { text } = answer;
	if (accept === "application/yaml") expect(text).toContain("Available representations: application/json");
	else expect(JSON.parse(text)).toEqual(expected);
});

test("E6 E8 who would take a table takes the object where there is none", async () => {
	const accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
	expect(await body({ path: inDefault, headers: { accept } })).toMatchObject({ kind: "Table" });
	expect(await body({ path: "/apis", headers: { accept } })).toMatchObject({ kind: "APIGroupList" });
});
