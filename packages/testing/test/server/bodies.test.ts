import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { type RawRequest, rawRequest } from "../raw-request.ts";
import { statusBody } from "../status-body.ts";

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

const unrecognized = (problem: string): unknown =>
	statusBody(400, "BadRequest", `the object provided is unrecognized (must be of type ConfigMap): ${problem}`);
const target = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
test.each([
	["", "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"],
	["x", "couldn't get version/kind; json parse error: invalid character 'x' looking for beginning of value (78)"],
	[
		'{"kind":1}',
		'couldn\'t get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string ({"kind":1})',
	],
	["[]", `couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type ${target} (5b5d)`],
	[
		'{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},}',
		'couldn\'t get version/kind; json parse error: invalid character \'}\' looking for beginning of object key string ({"kind":"ConfigMap","apiVersio ...)',
	],
])("G11 %j is told apart from an object", async (text, problem) => {
	expect(await body({ method: "POST", path: `${inDefault}/configmaps`, headers: json, body: text })).toEqual(
		unrecognized(problem),
	);
});

test("G11 options of a deletion and a scale are read by their own kind", async () => {
	expect(await body({ method: "DELETE", path: `${inDefault}/configmaps/x`, headers: json, body: "x" })).toEqual(
		statusBody(
			400,
			"BadRequest",
			"couldn't get version/kind; json parse error: invalid character 'x' looking for beginning of value",
		),
	);
	const scale = await send({
		method: "PUT",
		path: "/apis/apps/v1/namespaces/default/deployments/x/scale",
		headers: json,
		body: "x",
	});
	expect(scale.text).toContain("(must be of type Scale)");
});

const unsupported = statusBody(
	415,
	"UnsupportedMediaType",
	"the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",
);
test.each(["text/plain", "application/cbor", "garbage", "application/json;;", "application/merge-patch+json"])(
	"E1 a body of type %s is not read",
	async (type) => {
		const request = { method: "POST", path: `${inDefault}/configmaps`, headers: { "content-type": type }, body: "{}" };
		expect(await body(request)).toEqual(unsupported);
	},
);

test.each(["application/json", "text/plain", "application/apply-patch+cbor"])(
	"L a patch of type %s is not read",
	async (type) => {
		const request = { method: "PATCH", path: `${inDefault}/configmaps/x`, headers: { "content-type": type }, body: "{}" };
		expect(await body(request)).toEqual(statusBody(415, "UnsupportedMediaType", "415: Unsupported Media Type", {}));
	},
);

test.each([["application/json; charset=utf-8"], ["Application/JSON"], ["application/json;"]])(
	"E1 a body of type %s is read",
	async (type) => {
		const name = `typed-${createHash("sha1").update(type).digest("hex").slice(0, 8)}`;
		const text = JSON.stringify({ metadata: { name } });
		const answer = await send({
			method: "POST",
			path: `${inDefault}/configmaps`,
			headers: { "content-type": type },
			body: text,
		});
		expect(answer.status).toBe(201);
	},
);

test("E2 a body without a type is JSON, and YAML is read", async () => {
	const path = `${inDefault}/configmaps`;
	expect((await send({ method: "POST", path, body: '{"metadata":{"name":"untyped"}}' })).status).toBe(201);
	const yaml = { "content-type": "application/yaml" };
	const created = await body({
		method: "POST",
		path,
		headers: yaml,
		body: 'metadata:\n  name: yaml\ndata:\n  a: "yes"\n---\nkind: x\n',
	});
	expect(created).toMatchObject({ metadata: { name: "yaml" }, data: { a: "yes" } });
	expect(await body({ method: "POST", path, headers: yaml, body: "a: [" })).toMatchObject({ code: 400, reason: "BadRequest" });
});

test("F2 A8 repeated and unknown fields are warnings", async () => {
	const text = '{"metadata":{"name":"odd","name":"odd"},"data":{"a":"1","a":"2","a":"3"},"f\u00f6o":1}';
	const answer = await send({ method: "POST", path: `${inDefault}/configmaps`, headers: json, body: text });
	expect(answer.status).toBe(201);
	expect(Buffer.from(answer.headers["warning"]?.toString() ?? "", "latin1").toString("utf8")).toBe(
		['duplicate field \\"metadata.name\\"', 'duplicate field \\"data.a\\"', 'unknown field \\"f\u00f6o\\"']
			.map((warning) => `299 - "${warning}"`)
			.join(", "),
	);
});

// Each pair of a text and what it is told was taken from a 1.35 server.
test.each([
	[
		"application/json",
		'{"metadata":{"name":"x","name":"y","labels":{"a":"b","a":"c"}},"data":{"a":"1","a":"2"},"foo":{"a":1,"a":2},"foo":2}',
		'duplicate field "metadata.name", duplicate field "metadata.labels.a", duplicate field "data.a", unknown field "foo"',
	],
	[
		"application/yaml",
		'metadata:\n  name: x\n  name: zz\ndata:\n  a: "1"\n  a: b\nfoo: 1\n',
		'yaml: unmarshal errors:\n  line 3: key "name" already set in map\n  line 6: key "a" already set in map, unknown field "foo"',
	],
])("F2 strict reading of %s names what is repeated and unknown", async (type, text, problems) => {
	const request = {
		method: "POST",
		path: `${inDefault}/configmaps?fieldValidation=Strict`,
		headers: { "content-type": type },
		body: text,
	};
	expect(await body(request)).toEqual(
		statusBody(
			400,
			"BadRequest",
			`ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ${problems}`,
		),
	);
});

test.each(["POST", "PUT", "PATCH", "DELETE"])(
	"A10 a body above the limit of a %s is refused, however it comes",
	async (method) => {
		const path = `${inDefault}/configmaps${method === "POST" ? "" : "/x"}`;
		const headers = { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" };
		const answer = await send({ method, path, headers, body: new Uint8Array(3 * 1024 * 1024 + 1).fill(0x20) });
		expect(answer.status).toBe(413);
		expect(JSON.parse(answer.text)).toEqual(
			statusBody(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728"),
		);
	},
);

test.each([
	["abc", 'time: invalid duration "abc"'],
	["5", 'time: missing unit in duration "5"'],
])("A11 timeout=%s is refused before anything else", async (timeout, problem) => {
	expect(await body({ path: `/foo?timeout=${timeout}`, as: "anonymous", headers: { authorization: "Bearer nope" } })).toEqual(
		statusBody(400, "BadRequest", `invalid timeout specified in the request URL - ${problem}`),
	);
	expect((await send({ path: `/api/v1/pods?watch=1&timeoutSeconds=-1&timeout=${timeout}` })).status).toBe(200);
});
