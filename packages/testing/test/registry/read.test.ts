import { describe, expect, test } from "vitest";
import { ClusterState, configMaps } from "./cluster-state.ts";

async function withMany(count = 9): Promise<ClusterState> {
	const cluster = new ClusterState();
	for (let i = 0; i < count; i++) {
		await cluster.call("POST", configMaps, { metadata: { name: `m${i}`, labels: { odd: String(i % 2) } } });
	}
	await cluster.call("DELETE", `${configMaps}/kube-root-ca.crt`);
	return cluster;
}
const names = (body: { items: { metadata: { name: string } }[] }) => body.items.map((item) => item.metadata.name).join(" ");

test("H1 a get answers the object or a Status", async () => {
	const cluster = await withMany(1);
	expect((await cluster.call("GET", `${configMaps}/m0`)).body).toMatchObject({ kind: "ConfigMap", apiVersion: "v1" });
	const missing = await cluster.call("GET", "/apis/apps/v1/namespaces/default/deployments/nope");
	expect(missing.text).toBe(
		'{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"deployments.apps \\"nope\\" not found","reason":"NotFound","details":{"name":"nope","group":"apps","kind":"deployments"},"code":404}',
	);
	const future = await cluster.call("GET", `${configMaps}/m0?resourceVersion=99999`);
	expect(future.body).toMatchObject({
		code: 504,
		details: { causes: [{ reason: "ResourceVersionTooLarge" }], retryAfterSeconds: 1 },
	});
});

test("I1 E9 a list has the revision of the store, and items without kind", async () => {
	const cluster = await withMany(2);
	const { body } = await cluster.call("GET", configMaps);
	expect(body).toMatchObject({ kind: "ConfigMapList", apiVersion: "v1" });
	expect(Number(body.metadata.resourceVersion)).toBeGreaterThan(Number(body.items[1].metadata.resourceVersion));
	expect(Object.keys(body.items[0])).toEqual(["metadata"]);
	const empty = await cluster.call("GET", "/api/v1/namespaces/nowhere/configmaps");
	expect([empty.status, empty.body.items]).toEqual([200, []]);
});

test("I3 fields select, unknown ones are refused in the words of the kind", async () => {
	const cluster = await withMany(3);
	expect(names((await cluster.call("GET", `${configMaps}?fieldSelector=metadata.name%3Dm1`)).body)).toBe("m1");
	const messages = [];
	for (const path of ["/api/v1/configmaps", "/api/v1/pods", "/apis/batch/v1/jobs", "/apis/resource.k8s.io/v1/resourceslices"]) {
		messages.push((await cluster.call("GET", `${path}?fieldSelector=zz%3Dy`)).body.message);
	}
	expect(messages).toEqual([
		'"zz" is not a known field selector: only "metadata.name", "metadata.namespace"',
		"field label not supported: zz",
		'field label "zz" not supported for Job',
		"field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: zz",
	]);
	await cluster.call("POST", "/api/v1/namespaces/default/pods", {
		metadata: { name: "p" },
		spec: { nodeName: "n1", containers: [{ name: "c", image: "i" }] },
	});
	const pods = async (selector: string) =>
		names((await cluster.call("GET", `/api/v1/pods?fieldSelector=${encodeURIComponent(selector)}`)).body);
	expect(await pods("spec.nodeName=n1,status.phase=Pending")).toBe("p");
	expect(await pods("spec.host!=n1")).toBe("");
	expect(await pods("status.podIPs=")).toBe("");
});

test("I4 pages show the state of the first one, whatever is written between them", async () => {
	const cluster = await withMany(9);
	const seen = [];
	let token = "";
	const pages: unknown[] = [];
	do {
		const { body } = await cluster.call("GET", `${configMaps}?limit=4${token}`);
		seen.push(...body.items.map((item: { metadata: { name: string } }) => item.metadata.name));
		pages.push([body.metadata.resourceVersion, body.metadata.remainingItemCount]);
		await cluster.call("DELETE", `${configMaps}/m${8 - pages.length}`);
		await cluster.call("POST", configMaps, { metadata: { name: `n${pages.length}` } });
		token = body.metadata.continue === undefined ? "" : `&continue=${body.metadata.continue}`;
	} while (token !== "");
	expect(seen).toEqual(["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"]);
	const revision = (pages[0] as string[])[0];
	expect(pages).toEqual([
		[revision, 5],
		[revision, 1],
		[revision, undefined],
	]);
});

test("I4 a filtered page does not say how many remain", async () => {
	const cluster = await withMany(9);
	const { body } = await cluster.call("GET", `${configMaps}?limit=2&labelSelector=odd%3D1`);
	expect([names(body), body.metadata.remainingItemCount, typeof body.metadata.continue]).toEqual(["m1 m3", undefined, "string"]);
});

test("I5 an expired token brings one that goes on inconsistently", async () => {
	const cluster = await withMany(6);
	const first = await cluster.call("GET", `${configMaps}?limit=2`);
	await cluster.call("POST", configMaps, { metadata: { name: "m1a" } });
	await cluster.call("DELETE", `${configMaps}/m5`);
	cluster.registry.compact();
	const expired = await cluster.call("GET", `${configMaps}?limit=2&continue=${first.body.metadata.continue}`);
	expect(expired.body).toMatchObject({ code: 410, reason: "Expired", metadata: { continue: expect.any(String) } });
	const rest = await cluster.call("GET", `${configMaps}?continue=${expired.body.metadata.continue}`);
	expect(names(rest.body)).toBe("m1a m2 m3 m4");
	expect(rest.body.metadata.resourceVersion).not.toBe(first.body.metadata.resourceVersion);
});

describe("I6 a token that is not ours is refused", () => {
	test.each([
		["!!", "illegal base64 data at input byte 0"],
		["abc", "invalid character 'i' looking for beginning of value"],
		[
			Buffer.from('{"v":"meta.k8s.io/v1","rv":0,"start":"x"}').toString("base64url"),
			"incorrect encoded start resourceVersion (version meta.k8s.io/v1)",
		],
		[
			Buffer.from('{"v":"meta.k8s.io/v1","rv":5,"start":""}').toString("base64url"),
			"encoded start key empty (version meta.k8s.io/v1)",
		],
		[Buffer.from('{"v":"meta.k8s.io/v1","rv":5,"start":"../../secrets"}').toString("base64url"), "is not a key"],
	])("%s", async (token, message) => {
		const { status, body } = await new ClusterState().call("GET", `${configMaps}?continue=${token}`);
		expect(status).toBe(400);
		expect(body.message).toContain(`invalid continue token: continue key is not valid: `);
		expect(body.message).toContain(message);
	});
});

describe("I7 resourceVersion and resourceVersionMatch", () => {
	test.each([
		["resourceVersion=0", 200],
		["resourceVersion=0&resourceVersionMatch=NotOlderThan", 200],
		["resourceVersion=0&resourceVersionMatch=Exact", 422],
		["resourceVersionMatch=Exact", 422],
		["resourceVersion=1&resourceVersionMatch=Foo", 422],
		["resourceVersion=14&resourceVersionMatch=Exact", 200],
		["resourceVersion=99999", 504],
		["resourceVersion=99999&resourceVersionMatch=Exact", 504],
		["resourceVersion=abc", 400],
		["sendInitialEvents=true", 422],
		["limit=x", 400],
	])("%s", async (query, status) => {
		const cluster = await withMany(3);
		expect((await cluster.call("GET", `${configMaps}?${query}`)).status).toBe(status);
	});

	test("Exact and the legacy form show the past, until it is compacted", async () => {
		const cluster = await withMany(3);
		const { body } = await cluster.call("GET", configMaps);
		const revision = body.metadata.resourceVersion;
		await cluster.call("DELETE", `${configMaps}/m1`);
		const past = async (query: string) => cluster.call("GET", `${configMaps}?resourceVersion=${revision}&${query}`);
		expect(names((await past("resourceVersionMatch=Exact")).body)).toBe("m0 m1 m2");
		expect(names((await past("limit=10")).body)).toBe("m0 m1 m2");
		expect(names((await past("resourceVersionMatch=NotOlderThan")).body)).toBe("m0 m2");
		cluster.registry.compact();
		expect((await past("resourceVersionMatch=Exact")).body).toMatchObject({
			code: 410,
			reason: "Expired",
			message: "The resourceVersion for the provided list is too old.",
		});
	});
});

test("I9 a list of all namespaces is ordered by namespace, then by name", async () => {
	const cluster = new ClusterState();
	for (const namespace of ["kube-system", "default"]) {
		for (const name of ["z", "a"]) await cluster.call("POST", `/api/v1/namespaces/${namespace}/secrets`, { metadata: { name } });
	}
	const { body } = await cluster.call("GET", "/api/v1/secrets");
	const places = body.items.map(
		(item: { metadata: { name: string; namespace: string } }) => `${item.metadata.namespace}/${item.metadata.name}`,
	);
	expect(places).toEqual(["default/a", "default/z", "kube-system/a", "kube-system/z"]);
});
