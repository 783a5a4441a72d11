import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";
import { type Answer, askBy, ownersOf } from "./support/ask.ts";
import { autoscaler, autoscalersIn, isJudgedAtOnce, notePrefix, scaleTargetRef, untilJudged, use } from "./support/autoscaler.ts";
import { openWatch, type WatchLine } from "./support/watch-stream.ts";

const server = await openServer();
const { raw, target } = server;
const ask = askBy(raw);
const namespace = await server.namespace();
const autoscalers = (version: "v1" | "v2"): string => autoscalersIn(namespace, version);
const events = { core: `/api/v1/namespaces/${namespace}/events`, other: `/apis/events.k8s.io/v1/namespaces/${namespace}/events` };

check("M12 owners keep the version that they wrote in, and lose what is changed in another", async () => {
	const older = autoscaler("v1", "owned", { scaleTargetRef, maxReplicas: 3 });
	const made = await ask(201, "POST", `${autoscalers("v1")}?fieldManager=a`, older);
	const own = { "f:maxReplicas": {}, "f:minReplicas": {}, "f:scaleTargetRef": {}, "f:targetCPUUtilizationPercentage": {} };
	expect(ownersOf(made)).toEqual([["a", "autoscaling/v1", { "f:spec": own }]]);
	const newer = await ask.patch(200, "merge", `${autoscalers("v2")}/owned?fieldManager=b`, {
		spec: { metrics: [use("memory", 5)] },
	});
	const { "f:targetCPUUtilizationPercentage": _lost, ...left } = own;
	expect(ownersOf(newer)).toEqual([
		["a", "autoscaling/v1", { "f:spec": left }],
		["b", "autoscaling/v2", { "f:spec": { "f:metrics": {} } }],
	]);
	const back = await ask.patch(200, "merge", `${autoscalers("v1")}/owned?fieldManager=a`, {
		spec: { targetCPUUtilizationPercentage: 6 },
	});
	expect(ownersOf(back)).toEqual([["a", "autoscaling/v1", { "f:spec": own }]]);
});

check("M12 applying in another version converts what was applied before, and removes what is named no more", async () => {
	const cpu = { targetCPUUtilizationPercentage: 50 };
	const first = autoscaler("v1", "applied", { scaleTargetRef, maxReplicas: 3, minReplicas: 2, ...cpu }, { own: "x" });
	await ask.patch(201, "apply", `${autoscalers("v1")}/applied?fieldManager=a`, first);
	const second = autoscaler("v2", "applied", { scaleTargetRef, maxReplicas: 3, metrics: [use("cpu", 60)] });
	const applied = await ask.patch(200, "apply", `${autoscalers("v2")}/applied?fieldManager=a`, second);
	expect(applied.metadata.annotations).toBeUndefined();
	expect(applied.spec).toEqual({ scaleTargetRef, minReplicas: 1, maxReplicas: 3, metrics: [use("cpu", 60)] });
	const parts = { "f:apiVersion": {}, "f:kind": {}, "f:name": {} };
	expect(ownersOf(applied)).toEqual([
		["a", "autoscaling/v2", { "f:spec": { "f:maxReplicas": {}, "f:metrics": {}, "f:scaleTargetRef": parts } }],
	]);
	const other = autoscaler("v1", "applied", cpu);
	const refused = await ask.patch(409, "apply", `${autoscalers("v1")}/applied?fieldManager=b`, other);
	expect(refused.message).toBe('Apply failed with 1 conflict: conflict with "a": .spec.metrics');
	const forced = await ask.patch(200, "apply", `${autoscalers("v1")}/applied?fieldManager=b&force=true`, other);
	expect(ownersOf(forced)).toEqual([
		["a", "autoscaling/v2", { "f:spec": { "f:maxReplicas": {}, "f:scaleTargetRef": parts } }],
		["b", "autoscaling/v1", { "f:spec": { "f:targetCPUUtilizationPercentage": {} } }],
	]);
});

check("W V one write is one event in each version, with one resourceVersion", async () => {
	const { metadata } = await ask(200, "GET", autoscalers("v1"));
	const from = `watch=true&timeoutSeconds=60&resourceVersion=${metadata.resourceVersion}&labelSelector=seen%3Dtwice`;
	await using older = await openWatch(target, `${autoscalers("v1")}?${from}`);
	await using newer = await openWatch(target, `${autoscalers("v2")}?${from}&fieldSelector=metadata.name%3Dwatched`);
	const body = {
		...autoscaler("v1", "watched", { scaleTargetRef, maxReplicas: 3 }),
		metadata: { name: "watched", labels: { seen: "twice" } },
	};
	await ask(201, "POST", autoscalers("v1"), body);
	await untilJudged(server, `${autoscalers("v2")}/watched`);
	await ask.patch(200, "merge", `${autoscalers("v2")}/watched`, { spec: { metrics: [use("memory", 5)] } });
	await ask(200, "DELETE", `${autoscalers("v1")}/watched`);
	const types = ["ADDED", ...(isJudgedAtOnce(server.minor) ? ["MODIFIED"] : []), "MODIFIED", "DELETED"];
	const [inOlder, inNewer] = [await older.take(types.length), await newer.take(types.length)];
	expect(inOlder.map(({ type }) => type)).toEqual(types);
	const versions = (lines: readonly WatchLine[]): unknown[] => lines.map(({ object }) => object.metadata.resourceVersion);
	expect(versions(inNewer)).toEqual(versions(inOlder));
	for (const [lines, version] of [
		[inOlder, "v1"],
		[inNewer, "v2"],
	] as const) {
		expect(new Set(lines.map(({ object }) => object.apiVersion))).toEqual(new Set([`autoscaling/${version}`]));
	}
	expect(inNewer.at(-2)?.object["spec"]).toMatchObject({ metrics: [use("memory", 5)] });
	expect(inOlder.at(-1)?.object.metadata.annotations?.[`${notePrefix}metrics`]).toContain("memory");
});

check("W V initial events and their bookmark are those of the version", async () => {
	await ask(201, "POST", events.core, { metadata: { name: "initial" }, involvedObject: { namespace }, message: "m" });
	// Streaming lists were switched off in one release.
	const streamed = "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
	const query = `watch=true&timeoutSeconds=5${server.minor === 33 ? "" : streamed}`;
	await using watch = await openWatch(target, `${events.other}?${query}&fieldSelector=metadata.name%3Dinitial`);
	const [added] = await watch.take(1);
	expect(added?.object).toMatchObject({ apiVersion: "events.k8s.io/v1", note: "m" });
	if (server.minor === 33) return;
	const bookmark = await watch.next();
	expect(bookmark?.type).toBe("BOOKMARK");
	expect(bookmark?.object).toMatchObject({ kind: "Event", apiVersion: "events.k8s.io/v1", regarding: {}, deprecatedSource: {} });
});

check("T H V tables and metadata alone are made of what is stored, whole objects of the version", async () => {
	const metrics = [use("cpu", 20), use("memory", 30)];
	await ask(201, "POST", autoscalers("v2"), autoscaler("v2", "shown", { scaleTargetRef, maxReplicas: 3, metrics }));
	const form = (kind: string): Record<string, string> => ({ accept: `application/json;as=${kind};g=meta.k8s.io;v=v1` });
	const path = `${autoscalers("v1")}/shown`;
	const rows = async (query: string): Promise<{ cells: unknown[]; object: Answer }[]> =>
		((await raw("GET", path + query, { headers: form("Table") })).body as { rows: { cells: unknown[]; object: Answer }[] }).rows;
	const [row] = await rows("?includeObject=Object");
	expect(row?.cells.slice(0, 3)).toEqual(["shown", "Deployment/web", "cpu: <unknown>/20%, memory: <unknown>/30%"]);
	expect(row?.object).toMatchObject({ apiVersion: "autoscaling/v1", spec: { targetCPUUtilizationPercentage: 20 } });
	expect((await rows(""))[0]?.object.metadata.annotations?.[`${notePrefix}metrics`]).toBeUndefined();
	const alone = (await raw("GET", path, { headers: form("PartialObjectMetadata") })).body as Answer;
	expect(alone.metadata.annotations?.[`${notePrefix}metrics`]).toBeUndefined();
	await using watch = await openWatch(
		target,
		`${autoscalers("v1")}?watch=true&timeoutSeconds=5&includeObject=Object&fieldSelector=metadata.name%3Dshown`,
		form("Table"),
	);
	const { rows: seen } = ((await watch.take(1))[0]?.object ?? {}) as unknown as { rows: { cells: unknown[]; object: Answer }[] };
	expect(seen[0]?.cells.slice(0, 3)).toEqual(row?.cells.slice(0, 3));
	expect(seen[0]?.object.spec).toEqual(row?.object.spec);
});

check("F G V a body of the other version is refused by name, and by apply as another type", async () => {
	const wrong = await ask(400, "POST", autoscalers("v2"), autoscaler("v1", "wrong", { scaleTargetRef, maxReplicas: 1 }));
	expect(wrong.message).toBe(
		"the API version in the data (autoscaling/v1) does not match the expected API version (autoscaling/v2)",
	);
	const event = await ask(400, "POST", events.core, { apiVersion: "events.k8s.io/v1", kind: "Event", metadata: { name: "e" } });
	expect(event.message).toBe("the API version in the data (events.k8s.io/v1) does not match the expected API version (v1)");
	const applied = await ask.patch(400, "apply", `${autoscalers("v2")}/wrong?fieldManager=a`, autoscaler("v1", "wrong", {}));
	expect(applied.message).toBe("invalid object type: autoscaling/v1, Kind=HorizontalPodAutoscaler");
});

check("J N V pages go on in the other version, and a collection is deleted in both", async () => {
	const inside = await server.namespace();
	for (const name of ["a", "b", "c"]) {
		await ask(201, "POST", autoscalersIn(inside, "v1"), autoscaler("v1", name, { scaleTargetRef, maxReplicas: 1 }));
	}
	const first = await ask(200, "GET", `${autoscalersIn(inside, "v1")}?limit=2`);
	const second = await ask(200, "GET", `${autoscalersIn(inside, "v2")}?limit=2&continue=${first.metadata.continue ?? ""}`);
	expect([...first.items, ...second.items].map(({ metadata }) => metadata.name)).toEqual(["a", "b", "c"]);
	const gone = await ask(200, "DELETE", autoscalersIn(inside, "v1"));
	expect(gone.items.map(({ spec }) => spec["targetCPUUtilizationPercentage"])).toEqual([80, 80, 80]);
	expect((await ask(200, "GET", autoscalersIn(inside, "v2"))).items).toEqual([]);
});

check("C2 V both versions are stored in one form", async () => {
	const hash = async (path: string, name: string): Promise<unknown> => {
		const { resources } = (await raw("GET", path)).body as { resources: { name: string; storageVersionHash?: string }[] };
		return resources.find((resource) => resource.name === name)?.storageVersionHash;
	};
	const autoscalerHash = await hash("/apis/autoscaling/v2", "horizontalpodautoscalers");
	expect(autoscalerHash).toBe("qwQve8ut294=");
	expect(await hash("/apis/autoscaling/v1", "horizontalpodautoscalers")).toBe(autoscalerHash);
	expect(await hash("/apis/events.k8s.io/v1", "events")).toBe("r2yiGXH7wu8=");
	expect(await hash("/api/v1", "events")).toBe("r2yiGXH7wu8=");
});

check("P V an owner is found in either version, and goes once [needs:gc]", async () => {
	const { metadata } = await ask(201, "POST", autoscalers("v2"), autoscaler("v2", "owner", { scaleTargetRef, maxReplicas: 1 }));
	const maps = `/api/v1/namespaces/${namespace}/configmaps`;
	for (const version of ["v1", "v2"]) {
		const owner = { apiVersion: `autoscaling/${version}`, kind: "HorizontalPodAutoscaler", name: "owner", uid: metadata.uid };
		await ask(201, "POST", maps, { metadata: { name: `of-${version}`, ownerReferences: [owner] } });
	}
	await ask(200, "DELETE", `${autoscalers("v1")}/owner`);
	for (const version of ["v1", "v2"]) await eventually(async () => (await raw("GET", `${maps}/of-${version}`)).status === 404);
});

check("Q V an ending namespace counts an autoscaler once, and an Event in each group [needs:kcm]", async () => {
	const inside = await server.namespace();
	const held = { name: "held", finalizers: ["kubex.example/held"] };
	const autoscaled = { ...autoscaler("v1", "held", { scaleTargetRef, maxReplicas: 1 }), metadata: held };
	await ask(201, "POST", autoscalersIn(inside, "v1"), autoscaled);
	const core = `/api/v1/namespaces/${inside}/events`;
	await ask(201, "POST", core, { metadata: held, involvedObject: { namespace: inside } });
	await ask(200, "DELETE", `/api/v1/namespaces/${inside}`);
	const messages = async (): Promise<string[]> => {
		const { status } = await ask(200, "GET", `/api/v1/namespaces/${inside}`);
		return ((status["conditions"] ?? []) as { message: string }[]).map(({ message }) => message);
	};
	const remaining =
		"Some resources are remaining: events. has 1 resource instances, events.events.k8s.io has 1 resource instances, horizontalpodautoscalers.autoscaling has 1 resource instances";
	await eventually(async () => (await messages()).includes(remaining));
	expect(await messages()).toContain(
		"Some content in the namespace has finalizers remaining: kubex.example/held in 3 resource instances",
	);
	await ask.patch(200, "merge", `${autoscalersIn(inside, "v2")}/held`, { metadata: { finalizers: null } });
	await ask.patch(200, "merge", `${core}/held`, { metadata: { finalizers: null } });
	await eventually(async () => (await raw("GET", `/api/v1/namespaces/${inside}`)).status === 404);
});

check("M12 R13 owners of a custom kind are judged by the schema of their version [needs:crd]", async () => {
	const text = { type: "string" };
	const list = { type: "array", items: { type: "object", required: ["k"], properties: { k: text, v: text } } };
	const version = (name: string, storage: boolean, items: object): object => ({
		name,
		served: true,
		storage,
		schema: {
			openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties: { items, plain: text } } } },
		},
	});
	const kind = await serveCustomKind(server, {
		group: "versions.kubex.example",
		plural: "pairs",
		kind: "Pair",
		versions: [
			version("v1", true, list),
			version("v2", false, { ...list, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"] }),
		],
	});
	const path = (name: string): string => `${kind.collection(namespace, name)}/x`;
	await eventually(async () => (await raw("GET", kind.collection(namespace, "v2"))).status === 200);
	const pair = (name: string, spec: object): object => ({
		apiVersion: `versions.kubex.example/${name}`,
		kind: "Pair",
		metadata: { name: "x" },
		spec,
	});
	const items = [{ k: "a", v: "1" }];
	const first = await ask.patch(201, "apply", `${path("v1")}?fieldManager=a`, pair("v1", { items, plain: "p" }));
	expect(ownersOf(first)).toEqual([["a", "versions.kubex.example/v1", { "f:spec": { "f:items": {}, "f:plain": {} } }]]);
	const second = await ask.patch(
		200,
		"apply",
		`${path("v2")}?fieldManager=a`,
		pair("v2", { items: [{ k: "a", v: "1" }, { k: "b" }] }),
	);
	expect(second.spec).toEqual({ items: [{ k: "a", v: "1" }, { k: "b" }] });
	const keyed = (key: string, ...more: string[]): object => ({
		[`k:{"k":"${key}"}`]: Object.fromEntries([".", "f:k", ...more].map((name) => [name, {}])),
	});
	expect(ownersOf(second)).toEqual([
		["a", "versions.kubex.example/v2", { "f:spec": { "f:items": { ...keyed("a", "f:v"), ...keyed("b") } } }],
	]);
	const updated = await ask.patch(200, "merge", `${path("v1")}?fieldManager=b`, {
		spec: { items: [{ k: "a", v: "2" }, { k: "b" }] },
	});
	expect(ownersOf(updated)).toEqual([
		["a", "versions.kubex.example/v2", { "f:spec": { "f:items": { 'k:{"k":"a"}': { ".": {}, "f:k": {} }, ...keyed("b") } } }],
		["b", "versions.kubex.example/v1", { "f:spec": { "f:items": {} } }],
	]);
});
