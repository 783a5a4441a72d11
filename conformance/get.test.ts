import { Api, GatewayTimeoutError, NotFoundError } from "kubex";
import { ConfigMap, Namespace, Node } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody, failureOf } from "./failure.ts";
import { observed } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const collection = `/api/v1/namespaces/${namespace}/configmaps`;
const stored = await configMaps.create({ metadata: { name: "stored" }, data: { color: "blue" } });

check("AP-01 get answers with the object, its apiVersion and kind", async () => {
	expect(await configMaps.get("stored")).toEqual(stored);
	expect(stored).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
});

check("AP-01 the namespace of a call wins over the Api's, and the Api's over the client's", async () => {
	const elsewhere = new Api(ConfigMap, { client, namespace: "kube-system" });
	await expect(elsewhere.get("stored")).rejects.toThrow(NotFoundError);
	expect(await elsewhere.get("stored", { namespace })).toEqual(stored);
	const home = await server.createClient({ namespace });
	expect(await new Api(ConfigMap, { client: home }).get("stored")).toEqual(stored);
});

check("AP-01 a cluster-scoped kind is read without a namespace", async () => {
	const found = await new Api(Namespace, { client }).get(namespace);
	expect(found.metadata.name).toBe(namespace);
	expect(found.metadata).not.toHaveProperty("namespace");
});

check("B EX-01 a missing object is a 404 whose Status names it", async () => {
	const { status, headers, body } = await raw("GET", `${collection}/nope`);
	expect(status).toBe(404);
	expect(headers["content-type"]).toBe("application/json");
	expect(body).toEqual(failureBody(404, "NotFound", 'configmaps "nope" not found', { name: "nope", kind: "configmaps" }));
	const error = await failureOf(configMaps.get("nope"));
	expect(error).toBeInstanceOf(NotFoundError);
	expect(error).toMatchObject({ code: 404, reason: "NotFound", request: { method: "GET", path: `${collection}/nope` } });
	expect(error.message).toBe(`GET ${collection}/nope: 404 NotFound: configmaps "nope" not found`);
	expect(error.status.details?.name).toBe("nope");
});

check("B an object in a namespace that does not exist is missing as well", async () => {
	const error = await failureOf(configMaps.get("nope", { namespace: "conformance-nope" }));
	expect(error.status).toEqual(failureBody(404, "NotFound", 'configmaps "nope" not found', { name: "nope", kind: "configmaps" }));
});

check("GAP-06 getOrUndefined and exists tell a missing object from a failure", async () => {
	expect(await configMaps.getOrUndefined("stored")).toEqual(stored);
	expect(await configMaps.getOrUndefined("nope")).toBeUndefined();
	expect(await configMaps.exists("stored")).toBe(true);
	expect(await configMaps.exists("nope")).toBe(false);
});

check('H1 resourceVersion "", "0", the current one and an older one all answer', async () => {
	const { resourceVersion } = stored.metadata;
	for (const version of ["", "0", resourceVersion, "1"]) {
		expect(await configMaps.get("stored", { resourceVersion: version })).toEqual(stored);
	}
});

check("H1 a resourceVersion that lies in the future is a 504 with a cause and a time to wait", async () => {
	const future = "9000000000000";
	const { status, headers, body } = await raw("GET", `${collection}/stored?resourceVersion=${future}`);
	expect(status).toBe(504);
	expect(body).toEqual({
		...failureBody(504, "Timeout", "", {
			causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
			retryAfterSeconds: 1,
		}),
		message: expect.stringMatching(new RegExp(`^Timeout: Too large resource version: ${future}, current: \\d+$`)),
	});
	expect(headers["retry-after"]).toBe("1");
	const error = await failureOf(configMaps.get("stored", { resourceVersion: future }));
	expect(error).toBeInstanceOf(GatewayTimeoutError);
	expect(error.retryAfter).toBe(1000);
});

check("H1 Appendix 3: a resourceVersion that is no number is a 500 on get", async () => {
	const { status, body } = await raw("GET", `${collection}/stored?resourceVersion=abc`);
	expect(status).toBe(500);
	const message = 'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax';
	expect(body).toEqual(failureBody(500, undefined, message));
});

check("H2 the export parameter is refused", async () => {
	const { status, body } = await raw("GET", `${collection}/stored?export=true`);
	expect(status).toBe(400);
	expect(body).toEqual(failureBody(400, "BadRequest", "the export parameter, deprecated since v1.14, is no longer supported"));
});

check("A14 GAP-14 pretty indents by two spaces, for browsers and curl as well, unless told not to", async () => {
	const plain = (await raw("GET", `${collection}/stored`)).text;
	expect(plain.trimEnd()).not.toContain("\n");
	const indented = (await raw("GET", `${collection}/stored?pretty=true`)).text;
	expect(indented.startsWith('{\n  "kind": "ConfigMap",\n')).toBe(true);
	expect((await raw("GET", `${collection}/stored`, { headers: { "user-agent": "curl/8" } })).text).toBe(indented);
	expect((await raw("GET", `${collection}/stored?pretty=false`, { headers: { "user-agent": "curl/8" } })).text).toBe(plain);
	expect(await configMaps.get("stored", { pretty: true })).toEqual(stored);
});

check("BUG-01 a name that could reach another endpoint is refused before anything is sent", async () => {
	let sent = 0;
	const counted = await server.createClient({
		transport: (inner) => {
			const watched = observed(inner);
			return { send: (request) => (sent++, watched.send(request)), close: () => watched.close() };
		},
	});
	const api = new Api(ConfigMap, { client: counted, namespace });
	for (const name of ["", ".", "..", "a/b", "../secrets/x", "a%2Fb", "a\nb", "x".repeat(300)]) {
		await expect(api.get(name)).rejects.toThrow(TypeError);
		await expect(api.delete(name)).rejects.toThrow(TypeError);
		await expect(api.replace(name, { metadata: { name } })).rejects.toThrow(TypeError);
		await expect(api.get("a", { namespace: name })).rejects.toThrow(TypeError);
		expect(() => new Api(ConfigMap, { client: counted, namespace: name })).toThrow(TypeError);
	}
	for (const name of [undefined, null, 5] as unknown as string[]) await expect(api.get(name)).rejects.toThrow(TypeError);
	expect(sent).toBe(0);
});

check("BUG-01 a name with a question mark or a hash is sent as a name", async () => {
	const error = await failureOf(configMaps.get("a?x=1#f"));
	expect(error.status.details?.name).toBe("a?x=1#f");
});

check("AP-01 a namespace on a cluster-scoped kind, and null where one is needed, are TypeErrors", async () => {
	const untyped = { client, namespace: "x" } as unknown as { client: typeof client };
	expect(() => new Api(Node, untyped)).toThrow(TypeError);
	const nowhere = { namespace: null } as unknown as { namespace: string };
	await expect(new Api(Node, { client }).get("a", nowhere as unknown as object)).rejects.toThrow(TypeError);
	await expect(configMaps.get("stored", nowhere)).rejects.toThrow(TypeError);
	await expect(configMaps.create({ metadata: { name: "x" } }, nowhere)).rejects.toThrow(TypeError);
	await expect(configMaps.replace("x", { metadata: { name: "x" } }, nowhere)).rejects.toThrow(TypeError);
	await expect(configMaps.delete("x", nowhere)).rejects.toThrow(TypeError);
	await expect(configMaps.deleteCollection(nowhere)).rejects.toThrow(TypeError);
	await expect(new Api(ConfigMap, { client, namespace: null }).get("stored")).rejects.toThrow(TypeError);
});

check("GAP-26 a signal ends a call with its reason", async () => {
	const reason = new Error("changed my mind");
	await expect(configMaps.get("stored", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
