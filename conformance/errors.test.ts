import {
	Api,
	KubexApiError,
	MethodNotAllowedError,
	NotAcceptableError,
	NotFoundError,
	RequestEntityTooLargeError,
	resource,
	UnsupportedMediaTypeError,
} from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody, failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;
await configMaps.create({ metadata: { name: "stored" } });

const unknown = failureBody(404, "NotFound", "the server could not find the requested resource", {});
const notAllowed = failureBody(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});

for (const path of [
	"/api/v1/nopes",
	"/api/v2",
	"/apis/apps/v1/nopes",
	"/apis/apps/v9",
	`/api/v1/namespaces/${namespace}/nopes/x`,
	`/api/v1/namespaces/${namespace}/nodes`,
	`${collection}/stored/status`,
	`/apis/apps/v1/namespaces/${namespace}/deployments/d/nope`,
	`/apis/apps/v1/namespaces/${namespace}/deployments/d/status/x`,
]) {
	check(`A5 ${path.replace(namespace, "<namespace>")} is a 404 Status without details`, async () => {
		const { status, headers, body } = await raw("GET", path);
		expect(status).toBe(404);
		expect(headers["content-type"]).toBe("application/json");
		expect(body).toEqual(unknown);
	});
}

for (const path of ["/apis/nope/v1", "/apis/nope", "/foo", "/readyz/nope"]) {
	check(`A5 ${path} is a 404 in plain text, which the client makes a Status of`, async () => {
		const { status, headers, text } = await raw("GET", path);
		expect(status).toBe(404);
		expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
		expect(text).toBe("404 page not found\n");
		const error = await failureOf(client.request({ method: "GET", path }));
		expect(error).toBeInstanceOf(NotFoundError);
		expect(error.status).toMatchObject({ status: "Failure", code: 404 });
	});
}

check("GAP-06 a kind that the server does not have is no missing object", async () => {
	const Nope = resource({
		group: "apps",
		version: "v1",
		kind: "Nope",
		plural: "nopes",
		scope: "Namespaced",
		verbs: ["get"],
		subresources: {},
	});
	const nopes = new Api(Nope, { client, namespace });
	await expect(nopes.getOrUndefined("x")).rejects.toThrow(NotFoundError);
});

check("A6 B a method that a path does not have is a 405", async () => {
	for (const [method, path] of [
		["POST", `${collection}/stored`],
		["PUT", collection],
		["DELETE", `/api/v1/namespaces/${namespace}/services/x/status`],
		["POST", "/api/v1/pods"],
		["OPTIONS", collection],
	] as const) {
		const { status, body } = await raw(method, path, { body: method === "POST" ? { metadata: { name: "a" } } : undefined });
		expect(body, `${method} ${path}`).toEqual(notAllowed);
		expect(status).toBe(405);
	}
	const call = client.request({ method: "PUT", path: collection, body: {} });
	expect(await failureOf(call)).toBeInstanceOf(MethodNotAllowedError);
});

check("A10 B a body above 3 MiB is a 413", async () => {
	const call = configMaps.create({ metadata: { name: "large" }, data: { a: "x".repeat(3 * 1024 * 1024) } });
	const error = await failureOf(call);
	expect(error).toBeInstanceOf(RequestEntityTooLargeError);
	expect(error.status).toEqual(failureBody(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728"));
});

check("A10 S a ConfigMap above 1 MiB is a 422 without a field", async () => {
	const call = configMaps.create({ metadata: { name: "large" }, data: { a: "x".repeat(1024 * 1024 + 1) } });
	const detail = "Too long: may not be more than 1048576 bytes";
	expect((await failureOf(call)).status).toEqual(
		failureBody(422, "Invalid", `ConfigMap "large" is invalid: []: ${detail}`, {
			name: "large",
			kind: "ConfigMap",
			causes: [{ reason: "FieldValueTooLong", message: detail, field: "[]" }],
		}),
	);
});

check("E1 B an answer that the server does not have is a 406", async () => {
	const available =
		"406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf";
	for (const accept of ["image/png", "text/*", "text/html", "application/*"]) {
		const { status, body } = await raw("GET", `${collection}/stored`, { headers: { accept } });
		expect(status).toBe(406);
		expect(body).toEqual(failureBody(406, "NotAcceptable", available, {}));
	}
	const call = client.request({ method: "GET", path: `${collection}/stored`, accept: "image/png" });
	expect(await failureOf(call)).toBeInstanceOf(NotAcceptableError);
});

check("E1 the first acceptable media type is taken, and any is JSON", async () => {
	for (const accept of ["*/*", "application/xml, application/json", "application/json;q=0.1, */*;q=0.5"]) {
		const { status, headers } = await raw("GET", `${collection}/stored`, { headers: { accept } });
		expect(status).toBe(200);
		expect(headers["content-type"]).toBe("application/json");
	}
});

check("L1 B a patch of an unknown type is a 415", async () => {
	for (const type of ["text/plain", "application/json"]) {
		const { status, body } = await raw("PATCH", `${collection}/stored`, { headers: { "content-type": type }, body: "{}" });
		expect(status).toBe(415);
		expect(body).toEqual(failureBody(415, "UnsupportedMediaType", "415: Unsupported Media Type", {}));
	}
	const patch = { method: "PATCH", path: `${collection}/stored`, body: {} } as const;
	expect(await failureOf(client.request(patch))).toBeInstanceOf(UnsupportedMediaTypeError);
});

const json = "couldn't get version/kind; json parse error:";
const unmarshal =
	'json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
for (const [body, problem] of [
	["hello", `${json} invalid character 'h' looking for beginning of value (68656c6c6f)`],
	["<a/>", `${json} invalid character '<' looking for beginning of value (3c612f3e)`],
	["", `${json} unexpected end of JSON input (<empty>)`],
	["[]", `${json} ${unmarshal} (5b5d)`],
	['{"metadata":{"name":"a"', `${json} unexpected end of JSON input ({"metadata":{"name":"a")`],
	['{"metadata":{"name":"a"}} x', `${json} invalid character 'x' after top-level value ({"metadata":{"name":"a"}} x)`],
] as const) {
	check(`G11 B the body ${JSON.stringify(body)} is a 400 that says why`, async () => {
		const { status, body: answer } = await raw("POST", collection, { body });
		expect(status).toBe(400);
		const message = `the object provided is unrecognized (must be of type ConfigMap): ${problem}`;
		expect(answer).toEqual(failureBody(400, "BadRequest", message));
	});
}

check("A7 every answer carries Audit-Id, Cache-Control, Content-Type and Date, errors too", async () => {
	for (const path of [`${collection}/stored`, `${collection}/nope`]) {
		const { headers } = await raw("GET", path);
		expect(headers["audit-id"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		expect(headers["cache-control"]).toBe("no-cache, private");
		expect(headers["content-type"]).toBe("application/json");
		expect(Date.parse(String(headers["date"]))).not.toBeNaN();
	}
	expect((await raw("GET", collection, { headers: { "audit-id": "my-own" } })).headers["audit-id"]).toBe("my-own");
});

check("B4 an error is a Status whatever was asked for", async () => {
	const accept = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json";
	const { status, body } = await raw("GET", `${collection}/nope`, { headers: { accept } });
	expect(status).toBe(404);
	expect(body).toMatchObject({ kind: "Status", reason: "NotFound" });
});

check("EX-01 EX-03 errors hold what a user needs, and nothing of the request's body", async () => {
	const call = configMaps.create({ metadata: { name: "A" }, data: { secret: "hunter2" } });
	const error = await failureOf(call);
	expect(error).toBeInstanceOf(KubexApiError);
	expect(error.message).toMatch(/^POST \/api\/v1\/namespaces\/[^/]+\/configmaps: 422 Invalid: ConfigMap "A" is invalid/);
	expect(JSON.stringify(error) + error.message + String(error.stack)).not.toContain("hunter2");
	expect(error.code).toBe(error.status.code);
	expect(error.retryAfter).toBeUndefined();
});
