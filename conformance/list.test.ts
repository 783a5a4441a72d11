import { Api, GatewayTimeoutError, isStatus } from "kubex";
import { ConfigMap, Namespace, Pod } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody, failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const namespaces = (await Promise.all([server.namespace(), server.namespace()])).toSorted();
const [first = "", second = ""] = namespaces;
const configMaps = new Api(ConfigMap, { client, namespace: first });
const collection = `/api/v1/namespaces/${first}/configmaps`;
// A controller adds a ConfigMap of its own to every namespace of a whole cluster.
const ours = { labelSelector: "ours" };
const names = ["a", "a-1", "a.b", "a0", "b"];
for (const namespace of namespaces) {
	for (const name of names.toReversed()) {
		await configMaps.create({ metadata: { name, labels: { ours: "" } } }, { namespace });
	}
}
const last = await configMaps.create({ metadata: { name: "z" } });

check("AP-02 I1 a list has its kind, a resourceVersion and items", async () => {
	const { status, body } = await raw("GET", collection);
	expect(status).toBe(200);
	expect(body).toMatchObject({
		kind: "ConfigMapList",
		apiVersion: "v1",
		metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
	});
});

check("E9 GAP-27 items of a built-in list come without apiVersion and kind; the Api fills them in", async () => {
	const { body } = await raw("GET", `${collection}?labelSelector=ours`);
	for (const item of (body as { items: object[] }).items) {
		expect(item).not.toHaveProperty("kind");
		expect(item).not.toHaveProperty("apiVersion");
	}
	const list = await configMaps.list(ours);
	expect(list.items).toHaveLength(names.length);
	for (const item of list.items) {
		expect(item).toMatchObject({ apiVersion: "v1", kind: "ConfigMap" });
		expect(await configMaps.get(item.metadata.name)).toEqual(item);
	}
});

check("ST2 I9 items are ordered by namespace and name, bytewise", async () => {
	expect((await configMaps.list(ours)).items.map(({ metadata }) => metadata.name)).toEqual(names);
	const all = await configMaps.list({ ...ours, namespace: null });
	const keys = all.items
		.filter(({ metadata }) => namespaces.includes(metadata.namespace))
		.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
	expect(keys).toEqual(namespaces.flatMap((namespace) => names.map((name) => `${namespace}/${name}`)));
});

check("AP-02 null is all namespaces, in the call as in the Api", async () => {
	const everywhere = new Api(ConfigMap, { client, namespace: null });
	const seen = new Set((await everywhere.list(ours)).items.map(({ metadata }) => metadata.namespace));
	for (const namespace of namespaces) expect(seen).toContain(namespace);
	const one = await everywhere.list({ ...ours, namespace: second });
	expect(new Set(one.items.map(({ metadata }) => metadata.namespace))).toEqual(new Set([second]));
});

check("I1 a namespace that does not exist has an empty list", async () => {
	const { status, body } = await raw("GET", "/api/v1/namespaces/conformance-nope/configmaps");
	expect(status).toBe(200);
	expect(body).toMatchObject({ items: [] });
	expect((await new Api(Pod, { client, namespace: first }).list()).items).toEqual([]);
});

check("ST1 the resourceVersion of a list is the store's, not that of its newest item", async () => {
	const { metadata } = await new Api(Pod, { client, namespace: first }).list();
	expect(BigInt(metadata.resourceVersion ?? "0")).toBeGreaterThanOrEqual(BigInt(last.metadata.resourceVersion));
});

check("ST1 ST7 resourceVersions are whole numbers that grow with every write", async () => {
	const versions: bigint[] = [];
	for (const name of ["v1", "v2", "v3"]) {
		const created = await configMaps.create({ metadata: { name } });
		versions.push(BigInt(created.metadata.resourceVersion));
		versions.push(BigInt((await configMaps.list(ours)).metadata.resourceVersion ?? "0"));
	}
	expect(versions).toEqual(versions.toSorted((a, b) => (a < b ? -1 : 1)));
});

check("I7 H1 a list at least as new as a resourceVersion shows the newest state", async () => {
	const created = await configMaps.create({ metadata: { name: "newest", labels: { newest: "" } } });
	const { resourceVersion } = created.metadata;
	for (const options of [{ resourceVersion }, { resourceVersion, resourceVersionMatch: "NotOlderThan" }] as const) {
		const list = await configMaps.list({ labelSelector: "newest", ...options });
		expect(list.items.map(({ metadata }) => metadata.name)).toEqual(["newest"]);
		expect(BigInt(list.metadata.resourceVersion ?? "0")).toBeGreaterThanOrEqual(BigInt(resourceVersion));
	}
});

check("ST3 I7 an exact resourceVersion shows the past", async () => {
	const before = await configMaps.create({ metadata: { name: "past-1", labels: { past: "" } } });
	const { resourceVersion } = before.metadata;
	await configMaps.create({ metadata: { name: "past-2", labels: { past: "" } } });
	await configMaps.replace("past-1", { ...before, data: { changed: "yes" } });
	const past = await configMaps.list({ labelSelector: "past", resourceVersion, resourceVersionMatch: "Exact" });
	expect(past.items).toEqual([before]);
	expect(past.metadata.resourceVersion).toBe(resourceVersion);
	const now = await configMaps.list({ labelSelector: "past" });
	expect(now.items.map(({ data }) => data)).toEqual([{ changed: "yes" }, undefined]);
});

check("I7 a resourceVersion that lies in the future is a 504", async () => {
	const error = await failureOf(configMaps.list({ resourceVersion: "9000000000000" }));
	expect(error).toBeInstanceOf(GatewayTimeoutError);
	expect(error.status.details).toEqual({
		causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
		retryAfterSeconds: 1,
	});
});

const exactZero = 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"';
for (const [query, reason, detail, field] of [
	["resourceVersion=0&resourceVersionMatch=Exact", "FieldValueForbidden", `Forbidden: ${exactZero}`, "resourceVersionMatch"],
	[
		"resourceVersionMatch=Exact",
		"FieldValueForbidden",
		"Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
		"resourceVersionMatch",
	],
	[
		"resourceVersion=1&resourceVersionMatch=Foo",
		"FieldValueNotSupported",
		'Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
		"resourceVersionMatch",
	],
	["sendInitialEvents=true", "FieldValueForbidden", "Forbidden: sendInitialEvents is forbidden for list", "sendInitialEvents"],
] as const) {
	check(`I7 F4 a list with ${query} is a 422 about ListOptions`, async () => {
		const { status, body } = await raw("GET", `${collection}?${query}`);
		expect(status).toBe(422);
		expect(body).toEqual(
			failureBody(422, "Invalid", `ListOptions.meta.k8s.io "" is invalid: ${field}: ${detail}`, {
				group: "meta.k8s.io",
				kind: "ListOptions",
				causes: [{ reason, message: detail, field }],
			}),
		);
	});
}

for (const [query, message] of [
	["limit=abc", 'strconv.ParseInt: parsing "abc": invalid syntax'],
	["timeoutSeconds=abc", 'strconv.ParseInt: parsing "abc": invalid syntax'],
	["timeout=abc", 'invalid timeout specified in the request URL - time: invalid duration "abc"'],
	[
		"resourceVersion=abc",
		'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
	],
] as const) {
	check(`I7 A11 a list with ${query} is a 400`, async () => {
		const { status, body } = await raw("GET", `${collection}?${query}`);
		expect(status).toBe(400);
		expect(body).toEqual(failureBody(400, "BadRequest", message));
	});
}

check("I10 unknown parameters and timeoutSeconds change nothing", async () => {
	const plain = await configMaps.list(ours);
	const { body } = await raw("GET", `${collection}?labelSelector=ours&nonsense=1&allowWatchBookmarks=true`);
	expect((body as { items: unknown[] }).items).toHaveLength(plain.items.length);
	expect((await configMaps.list({ ...ours, timeoutSeconds: 5, pretty: true })).items).toEqual(plain.items);
});

check("A2 a slash at the end of a collection's path is no matter", async () => {
	expect((await raw("GET", `${collection}/`)).body).toMatchObject({ kind: "ConfigMapList" });
});

check("AP-02 a cluster-scoped kind is listed without a namespace", async () => {
	const list = await new Api(Namespace, { client }).list();
	expect(isStatus(list)).toBe(false);
	expect(list.items.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(namespaces));
	expect(list.items[0]).toMatchObject({ apiVersion: "v1", kind: "Namespace" });
});

check("I4 a limit or a time that is no whole number of at least zero is refused before anything is sent", async () => {
	for (const value of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
		await expect(configMaps.list({ limit: value })).rejects.toThrow(TypeError);
		await expect(configMaps.list({ timeoutSeconds: value })).rejects.toThrow(TypeError);
	}
});
