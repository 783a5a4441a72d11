import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";
import { openWatch, type WatchLine } from "./support/watch-stream.ts";

const server = await openServer();
const { raw, target } = server;
const namespace = await server.namespace();
const autoscalers = (version: "v1" | "v2", inside = namespace): string =>
	`/apis/autoscaling/${version}/namespaces/${inside}/horizontalpodautoscalers`;
const events = { core: `/api/v1/namespaces/${namespace}/events`, other: `/apis/events.k8s.io/v1/namespaces/${namespace}/events` };
const types = {
	apply: "application/apply-patch+yaml",
	merge: "application/merge-patch+json",
	json: "application/json-patch+json",
	strategic: "application/strategic-merge-patch+json",
};
const prefix = "autoscaling.alpha.kubernetes.io/";
const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };

interface Answer {
	readonly metadata: {
		readonly name: string;
		readonly uid: string;
		readonly resourceVersion: string;
		readonly annotations?: Readonly<Record<string, string>>;
		readonly managedFields?: readonly Owner[];
		readonly continue?: string;
	};
	readonly spec: Readonly<Record<string, unknown>>;
	readonly status: Readonly<Record<string, unknown>>;
	readonly items: readonly Answer[];
	readonly message: string;
	readonly [field: string]: unknown;
}
interface Owner {
	readonly manager: string;
	readonly operation: string;
	readonly apiVersion: string;
	readonly fieldsV1: object;
}

/** Sends a request and gives back the body of an answer that has to have this status. */
async function ask(status: number, method: string, path: string, body?: unknown): Promise<Answer> {
	const answer = await raw(method, path, { body });
	expect(answer.status, answer.text).toBe(status);
	return answer.body as Answer;
}

async function patch(status: number, type: keyof typeof types, path: string, body: unknown): Promise<Answer> {
	const answer = await raw("PATCH", path, { body, headers: { "content-type": types[type] } });
	expect(answer.status, answer.text).toBe(status);
	return answer.body as Answer;
}

/** Who owns what, without the times and without controllers, which may come in between. */
function owners({ metadata }: Answer): readonly unknown[] {
	return (metadata.managedFields ?? [])
		.filter(({ manager }) => manager !== "kube-controller-manager")
		.map(({ manager, apiVersion, fieldsV1 }) => [manager, apiVersion, fieldsV1]);
}

function noteOf({ metadata }: Answer, name: string): unknown {
	const text = metadata.annotations?.[prefix + name];
	return text === undefined ? undefined : JSON.parse(text);
}

const use = (name: string, averageUtilization: number): object => ({
	type: "Resource",
	resource: { name, target: { type: "Utilization", averageUtilization } },
});
const autoscaler = (version: "v1" | "v2", name: string, spec: object, annotations?: object): object => ({
	apiVersion: `autoscaling/${version}`,
	kind: "HorizontalPodAutoscaler",
	metadata: { name, annotations },
	spec,
});

check(
	"M12 V an autoscaler of one version is that of the other, and annotations carry what the older one does not know",
	async () => {
		const made = await ask(201, "POST", autoscalers("v1"), autoscaler("v1", "all", { scaleTargetRef, maxReplicas: 3 }));
		expect(made.spec).toEqual({ scaleTargetRef, minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 80 });
		expect(made.status).toEqual({ currentReplicas: 0, desiredReplicas: 0 });
		const same = await ask(200, "GET", `${autoscalers("v2")}/all`);
		expect(same.metadata.uid).toBe(made.metadata.uid);
		expect(same.spec).toEqual({ scaleTargetRef, minReplicas: 1, maxReplicas: 3, metrics: [use("cpu", 80)] });
		const describedObject = { kind: "Ingress", name: "i", apiVersion: "networking.k8s.io/v1" };
		const selector = { matchLabels: { a: "b" }, matchExpressions: [{ key: "k", operator: "In", values: ["x"] }] };
		const metrics = [
			{ type: "Resource", resource: { name: "memory", target: { type: "AverageValue", averageValue: "1Gi" } } },
			use("cpu", 50),
			{ type: "Object", object: { describedObject, metric: { name: "rq", selector }, target: { type: "Value", value: "10k" } } },
			{ type: "Pods", pods: { metric: { name: "p" }, target: { type: "AverageValue", averageValue: "1500m" } } },
			{ type: "External", external: { metric: { name: "e", selector }, target: { type: "AverageValue", averageValue: "3" } } },
			{
				type: "ContainerResource",
				containerResource: { name: "cpu", container: "c", target: { type: "Utilization", averageUtilization: 60 } },
			},
		];
		const behavior = { scaleDown: { stabilizationWindowSeconds: 60 } };
		await ask(
			200,
			"PUT",
			`${autoscalers("v2")}/all`,
			autoscaler("v2", "all", { scaleTargetRef, maxReplicas: 4, metrics, behavior }),
		);
		const older = await ask(200, "GET", `${autoscalers("v1")}/all`);
		expect(older.spec).toEqual({ scaleTargetRef, minReplicas: 1, maxReplicas: 4, targetCPUUtilizationPercentage: 50 });
		expect(older.metadata.annotations?.[`${prefix}metrics`]).toBe(
			JSON.stringify([
				{ type: "Resource", resource: { name: "memory", targetAverageValue: "1Gi" } },
				{ type: "Object", object: { target: describedObject, metricName: "rq", targetValue: "10k", selector } },
				{ type: "Pods", pods: { metricName: "p", targetAverageValue: "1500m" } },
				{ type: "External", external: { metricName: "e", metricSelector: selector, targetAverageValue: "3" } },
				{ type: "ContainerResource", containerResource: { name: "cpu", targetAverageUtilization: 60, container: "c" } },
			]),
		);
		const everything = { Type: "Percent", Value: 100, PeriodSeconds: 15 };
		expect(older.metadata.annotations?.[`${prefix}behavior`]).toBe(
			JSON.stringify({
				ScaleUp: {
					StabilizationWindowSeconds: 0,
					SelectPolicy: "Max",
					Policies: [{ Type: "Pods", Value: 4, PeriodSeconds: 15 }, everything],
					Tolerance: null,
				},
				ScaleDown: { StabilizationWindowSeconds: 60, SelectPolicy: "Max", Policies: [everything], Tolerance: null },
			}),
		);
		// Whoever writes the older version back as it was changes nothing but the order of the metrics.
		await ask(200, "PUT", `${autoscalers("v1")}/all`, older);
		const [memory, cpu, ...others] = metrics;
		const kept = await ask(200, "GET", `${autoscalers("v2")}/all`);
		expect(kept.spec["metrics"]).toEqual([memory, ...others, cpu]);
		expect(kept.spec["behavior"]).toMatchObject(behavior);
		expect(kept.metadata.annotations).toBeUndefined();
		const again = await ask(200, "PUT", `${autoscalers("v1")}/all`, await ask(200, "GET", `${autoscalers("v1")}/all`));
		expect(again.metadata.resourceVersion).toBe(kept.metadata.resourceVersion);
	},
);

check("M12 V the status of an autoscaler is one in both versions", async () => {
	await ask(201, "POST", autoscalers("v2"), autoscaler("v2", "status", { scaleTargetRef, maxReplicas: 3 }));
	const conditions = [
		{ type: "AbleToScale", status: "True", lastTransitionTime: "2026-01-01T00:00:00Z", reason: "R", message: "a < b & c" },
	];
	const currentMetrics = [
		{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: 7, averageValue: "30m" } } },
		{ type: "External", external: { metric: { name: "e" }, current: { value: "2" } } },
	];
	const status = { currentReplicas: 1, desiredReplicas: 2, currentMetrics, conditions };
	await patch(200, "merge", `${autoscalers("v2")}/status/status`, { status, spec: { maxReplicas: 9 } });
	const older = await ask(200, "GET", `${autoscalers("v1")}/status`);
	expect(older.spec["maxReplicas"]).toBe(3);
	expect(older.status).toEqual({ currentReplicas: 1, desiredReplicas: 2, currentCPUUtilizationPercentage: 7 });
	expect(older.metadata.annotations?.[`${prefix}conditions`]).toContain('"message":"a \\u003c b \\u0026 c"');
	expect(noteOf(older, "current-metrics")).toEqual([
		{ type: "Resource", resource: { name: "cpu", currentAverageUtilization: 7, currentAverageValue: "30m" } },
		{ type: "External", external: { metricName: "e", currentValue: "2" } },
	]);
	const written = await patch(200, "merge", `${autoscalers("v1")}/status/status?fieldManager=older`, {
		metadata: { annotations: { [`${prefix}conditions`]: null, [`${prefix}current-metrics`]: null } },
		status: { currentCPUUtilizationPercentage: 9 },
	});
	expect(noteOf(written, "current-metrics")).toEqual([
		{ type: "Resource", resource: { name: "cpu", currentAverageUtilization: 9, currentAverageValue: "0" } },
	]);
	const newer = await ask(200, "GET", `${autoscalers("v2")}/status`);
	expect(newer.status).toEqual({
		currentReplicas: 1,
		desiredReplicas: 2,
		currentMetrics: [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: 9 } } }],
	});
	// Through the main endpoint annotations change the status no more than members do.
	await patch(200, "merge", `${autoscalers("v1")}/status`, {
		metadata: { annotations: { [`${prefix}conditions`]: JSON.stringify(conditions), [`${prefix}current-metrics`]: null } },
	});
	expect((await ask(200, "GET", `${autoscalers("v2")}/status`)).status).toEqual(newer.status);
});

check("M12 V annotations of the older version become members of the newer one, where they can be read", async () => {
	const annotations = {
		own: "x",
		[`${prefix}metrics`]: JSON.stringify([{ type: "Resource", resource: { name: "memory", targetAverageUtilization: 50 } }]),
		[`${prefix}behavior`]: JSON.stringify({ scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds: 3 }] } }),
		[`${prefix}conditions`]: JSON.stringify([{ type: "A", status: "True" }]),
		[`${prefix}current-metrics`]: "nonsense",
	};
	const spec = { scaleTargetRef, maxReplicas: 3, targetCPUUtilizationPercentage: 33 };
	const made = await ask(201, "POST", `${autoscalers("v1")}?fieldManager=a`, autoscaler("v1", "notes", spec, annotations));
	expect(Object.keys(made.metadata.annotations ?? {})).toEqual([`${prefix}behavior`, `${prefix}metrics`, "own"]);
	const newer = await ask(200, "GET", `${autoscalers("v2")}/notes`);
	expect(newer.metadata.annotations).toEqual({ own: "x" });
	expect(newer.spec).toMatchObject({
		metrics: [use("memory", 50), use("cpu", 33)],
		behavior: { scaleUp: { selectPolicy: "Max" }, scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds: 3 }] } },
	});
	const bare = await patch(200, "merge", `${autoscalers("v1")}/notes`, {
		metadata: { annotations: { [`${prefix}metrics`]: '[{"type":5}]' } },
	});
	expect(noteOf(bare, "metrics")).toBeUndefined();
	expect((await ask(200, "GET", `${autoscalers("v2")}/notes`)).spec["metrics"]).toEqual([use("cpu", 33)]);
	// The newer version drops what only conversions make.
	const dropped = await patch(200, "merge", `${autoscalers("v2")}/notes`, {
		metadata: { annotations: { [`${prefix}metrics`]: annotations[`${prefix}metrics`], z: "z" } },
	});
	expect(dropped.metadata.annotations).toEqual({ own: "x", z: "z" });
});

check("M12 L V every patch of one version is seen in the other, a dry run in none", async () => {
	await ask(201, "POST", autoscalers("v2"), autoscaler("v2", "patched", { scaleTargetRef, maxReplicas: 3 }));
	const metrics = async (): Promise<unknown> => (await ask(200, "GET", `${autoscalers("v2")}/patched`)).spec["metrics"];
	const path = `${autoscalers("v1")}/patched`;
	const member = "/spec/targetCPUUtilizationPercentage";
	await patch(200, "json", path, [
		{ op: "test", path: member, value: 80 },
		{ op: "replace", path: member, value: 12 },
	]);
	expect(await metrics()).toEqual([use("cpu", 12)]);
	await patch(200, "strategic", path, { spec: { targetCPUUtilizationPercentage: 13 } });
	expect(await metrics()).toEqual([use("cpu", 13)]);
	const tried = await patch(200, "merge", `${path}?dryRun=All`, { spec: { targetCPUUtilizationPercentage: 14 } });
	expect(tried.spec["targetCPUUtilizationPercentage"]).toBe(14);
	expect(await metrics()).toEqual([use("cpu", 13)]);
	expect((await patch(422, "merge", path, { spec: { targetCPUUtilizationPercentage: "much" } })).message).toContain("patch");
});

check("M12 owners keep the version that they wrote in, and lose what is changed in another", async () => {
	const older = autoscaler("v1", "owned", { scaleTargetRef, maxReplicas: 3 });
	const made = await ask(201, "POST", `${autoscalers("v1")}?fieldManager=a`, older);
	const own = { "f:maxReplicas": {}, "f:minReplicas": {}, "f:scaleTargetRef": {}, "f:targetCPUUtilizationPercentage": {} };
	expect(owners(made)).toEqual([["a", "autoscaling/v1", { "f:spec": own }]]);
	const newer = await patch(200, "merge", `${autoscalers("v2")}/owned?fieldManager=b`, { spec: { metrics: [use("memory", 5)] } });
	const { "f:targetCPUUtilizationPercentage": _lost, ...left } = own;
	expect(owners(newer)).toEqual([
		["a", "autoscaling/v1", { "f:spec": left }],
		["b", "autoscaling/v2", { "f:spec": { "f:metrics": {} } }],
	]);
	const back = await patch(200, "merge", `${autoscalers("v1")}/owned?fieldManager=a`, {
		spec: { targetCPUUtilizationPercentage: 6 },
	});
	expect(owners(back)).toEqual([["a", "autoscaling/v1", { "f:spec": own }]]);
});

check("M12 applying in another version converts what was applied before, and removes what is named no more", async () => {
	const cpu = { targetCPUUtilizationPercentage: 50 };
	const first = autoscaler("v1", "applied", { scaleTargetRef, maxReplicas: 3, minReplicas: 2, ...cpu }, { own: "x" });
	await patch(201, "apply", `${autoscalers("v1")}/applied?fieldManager=a`, first);
	const second = autoscaler("v2", "applied", { scaleTargetRef, maxReplicas: 3, metrics: [use("cpu", 60)] });
	const applied = await patch(200, "apply", `${autoscalers("v2")}/applied?fieldManager=a`, second);
	expect(applied.metadata.annotations).toBeUndefined();
	expect(applied.spec).toEqual({ scaleTargetRef, minReplicas: 1, maxReplicas: 3, metrics: [use("cpu", 60)] });
	const parts = { "f:apiVersion": {}, "f:kind": {}, "f:name": {} };
	expect(owners(applied)).toEqual([
		["a", "autoscaling/v2", { "f:spec": { "f:maxReplicas": {}, "f:metrics": {}, "f:scaleTargetRef": parts } }],
	]);
	const other = autoscaler("v1", "applied", cpu);
	const refused = await patch(409, "apply", `${autoscalers("v1")}/applied?fieldManager=b`, other);
	expect(refused.message).toBe('Apply failed with 1 conflict: conflict with "a": .spec.metrics');
	const forced = await patch(200, "apply", `${autoscalers("v1")}/applied?fieldManager=b&force=true`, other);
	expect(owners(forced)).toEqual([
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
	await patch(200, "merge", `${autoscalers("v2")}/watched`, { spec: { metrics: [use("memory", 5)] } });
	await ask(200, "DELETE", `${autoscalers("v1")}/watched`);
	const [inOlder, inNewer] = [await older.take(3), await newer.take(3)];
	expect(inOlder.map(({ type }) => type)).toEqual(["ADDED", "MODIFIED", "DELETED"]);
	const versions = (lines: readonly WatchLine[]): unknown[] => lines.map(({ object }) => object.metadata.resourceVersion);
	expect(versions(inNewer)).toEqual(versions(inOlder));
	for (const [lines, version] of [
		[inOlder, "v1"],
		[inNewer, "v2"],
	] as const) {
		expect(new Set(lines.map(({ object }) => object.apiVersion))).toEqual(new Set([`autoscaling/${version}`]));
	}
	expect(inNewer[1]?.object["spec"]).toMatchObject({ metrics: [use("memory", 5)] });
	expect(inOlder[2]?.object.metadata.annotations?.[`${prefix}metrics`]).toContain("memory");
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
	expect((await rows(""))[0]?.object.metadata.annotations?.[`${prefix}metrics`]).toBeUndefined();
	const alone = (await raw("GET", path, { headers: form("PartialObjectMetadata") })).body as Answer;
	expect(alone.metadata.annotations?.[`${prefix}metrics`]).toBeUndefined();
	await using watch = await openWatch(
		target,
		`${autoscalers("v1")}?watch=true&timeoutSeconds=5&includeObject=Object&fieldSelector=metadata.name%3Dshown`,
		form("Table"),
	);
	const { rows: seen } = ((await watch.take(1))[0]?.object ?? {}) as unknown as { rows: { cells: unknown[]; object: Answer }[] };
	expect(seen[0]?.cells.slice(0, 3)).toEqual(row?.cells.slice(0, 3));
	expect(seen[0]?.object.spec).toEqual(row?.object.spec);
});

const referenced = (): object => ({ kind: "Pod", namespace, name: "p" });
const strict = (name: string): Record<string, unknown> => ({
	metadata: { name },
	regarding: referenced(),
	reason: "Started",
	note: "It started.",
	type: "Normal",
	eventTime: "2026-01-01T00:00:00.000000Z",
	reportingController: "kubex.example/tests",
	reportingInstance: "one",
	action: "Start",
	related: { kind: "Node", name: "n" },
});

check("V an Event of one group is that of the other, member by member", async () => {
	const times = { firstTimestamp: "2026-01-01T00:00:00Z", lastTimestamp: "2026-01-02T00:00:00Z" };
	const source = { component: "c", host: "h" };
	const about = { metadata: { name: "old" }, involvedObject: referenced(), message: "m", reason: "R", type: "Normal" };
	const made = await ask(201, "POST", events.core, { ...about, source, ...times, count: 3 });
	const other = await ask(200, "GET", `${events.other}/old`);
	expect(other).toEqual({
		kind: "Event",
		apiVersion: "events.k8s.io/v1",
		metadata: made.metadata,
		eventTime: null,
		reason: "R",
		regarding: referenced(),
		note: "m",
		type: "Normal",
		deprecatedSource: source,
		deprecatedFirstTimestamp: times.firstTimestamp,
		deprecatedLastTimestamp: times.lastTimestamp,
		deprecatedCount: 3,
	});
	const series = { count: 2, lastObservedTime: "2026-01-01T00:00:00.000000Z" };
	const newer = await ask(201, "POST", events.other, { ...strict("new"), series });
	expect(newer).toMatchObject({ deprecatedSource: {}, deprecatedFirstTimestamp: null, deprecatedLastTimestamp: null });
	const core = await ask(200, "GET", `${events.core}/new`);
	expect(core).toEqual({
		kind: "Event",
		apiVersion: "v1",
		metadata: newer.metadata,
		involvedObject: referenced(),
		reason: "Started",
		message: "It started.",
		source: {},
		firstTimestamp: null,
		lastTimestamp: null,
		type: "Normal",
		eventTime: "2026-01-01T00:00:00.000000Z",
		series,
		action: "Start",
		related: { kind: "Node", name: "n" },
		reportingComponent: "kubex.example/tests",
		reportingInstance: "one",
	});
	const exists = await ask(409, "POST", events.other, strict("old"));
	expect(exists.message).toBe('events.events.k8s.io "old" already exists');
	await ask(200, "DELETE", `${events.other}/old`);
	expect((await ask(404, "GET", `${events.core}/old`)).message).toBe('events "old" not found');
	expect((await ask(404, "GET", `${events.other}/old`)).message).toBe('events.events.k8s.io "old" not found');
});

const shownErrors = ({ details }: Answer): string[] =>
	(details as { causes: { field: string; message: string }[] }).causes.map(({ field, message }) => `${field}: ${message}`);
const unset = 'Invalid value: "": needs to be unset';
const frozen = (field: string, value: unknown): string => `${field}: Invalid value: ${JSON.stringify(value)}: field is immutable`;

check("V events.k8s.io insists on what a new Event says, the core group does not", async () => {
	const bare = await ask(422, "POST", events.other, { metadata: { name: "bare" } });
	expect(bare.message).toBe(
		'Event "bare" is invalid: [involvedObject.namespace: Invalid value: "": does not match event.namespace, eventTime: Required value, type: Invalid value: "": has invalid value: ]',
	);
	expect(bare["details"]).toMatchObject({ name: "bare", kind: "Event" });
	expect(bare["details"]).not.toHaveProperty("group");
	const wrong = await ask(422, "POST", events.other, {
		metadata: { name: "Wrong_" },
		regarding: referenced(),
		eventTime: "2026-01-01T00:00:00.000000Z",
		note: "x".repeat(1025),
		action: "x".repeat(129),
		reportingController: "kubex.example/tests",
		series: { count: 1, lastObservedTime: null },
		deprecatedCount: 2,
		deprecatedSource: { component: "x" },
		deprecatedFirstTimestamp: "2026-01-01T00:00:00Z",
		deprecatedLastTimestamp: "2026-01-01T00:00:00Z",
	});
	expect(shownErrors(wrong).map((text) => (text.startsWith("metadata.name") ? "metadata.name" : text))).toEqual([
		"reportingInstance: Required value",
		'action: Invalid value: "": can have at most 128 characters',
		"reason: Required value",
		'message: Invalid value: "": can have at most 1024 characters',
		"metadata.name",
		'series.count: Invalid value: "": should be at least 2',
		"series.lastObservedTime: Required value",
		'type: Invalid value: "": has invalid value: ',
		`firstTimestamp: ${unset}`,
		`lastTimestamp: ${unset}`,
		`count: ${unset}`,
		`source: ${unset}`,
	]);
	await ask(201, "POST", events.core, { metadata: { name: "Lenient_" }, involvedObject: { namespace } });
	await ask(201, "POST", events.core, {
		metadata: { name: "lenient" },
		involvedObject: { namespace },
		message: "x".repeat(1025),
	});
	const elsewhere = await ask(422, "POST", events.core, { metadata: { name: "e" }, involvedObject: { namespace: "other" } });
	expect(shownErrors(elsewhere)).toEqual(['involvedObject.namespace: Invalid value: "other": does not match event.namespace']);
	const timed = { involvedObject: { namespace }, eventTime: "2026-01-01T00:00:00.000000Z", reportingComponent: "a b" };
	const named = await ask(422, "POST", events.core, { metadata: { name: "e" }, ...timed });
	expect(shownErrors(named).map((text) => text.split(": ").slice(0, 2).join(": "))).toEqual([
		"reportingComponent: Invalid value",
		"reportingInstance: Required value",
		"action: Required value",
		"reason: Required value",
	]);
});

check("V of an Event of events.k8s.io only the series changes, in the core group everything does", async () => {
	await ask(201, "POST", events.other, strict("kept"));
	const other = {
		...strict("kept"),
		regarding: { kind: "Pod", namespace, name: "q" },
		reason: "Other",
		note: "n",
		type: "Warning",
		eventTime: "2026-01-01T00:00:01.000000Z",
		action: "B",
		related: undefined,
		reportingController: "kubex.example/others",
		reportingInstance: "two",
		series: { count: 1, lastObservedTime: "2026-01-01T00:00:00.000000Z" },
		deprecatedSource: { component: "x" },
		deprecatedCount: 4,
		deprecatedFirstTimestamp: "2026-01-01T00:00:00Z",
	};
	const reference = { Kind: "Pod", Namespace: namespace, Name: "q", UID: "", APIVersion: "", ResourceVersion: "", FieldPath: "" };
	expect(shownErrors(await ask(422, "PUT", `${events.other}/kept`, other))).toEqual([
		'series.count: Invalid value: "": should be at least 2',
		frozen("involvedObject", reference),
		frozen("reason", "Other"),
		frozen("message", "n"),
		frozen("source", { Component: "x", Host: "" }),
		frozen("firstTimestamp", "2026-01-01T00:00:00Z"),
		frozen("count", 4),
		frozen("reason", "Other"),
		frozen("type", "Warning"),
		frozen("eventTime", "2026-01-01T00:00:01.000000Z"),
		frozen("action", "B"),
		frozen("related", null),
		frozen("reportingController", "kubex.example/others"),
		frozen("reportingInstance", "two"),
	]);
	const series = { count: 5, lastObservedTime: "2026-01-01T00:00:05.000000Z" };
	expect(await patch(200, "merge", `${events.other}/kept`, { series })).toMatchObject({ series });
	expect(await patch(200, "merge", `${events.core}/kept`, { message: "n", type: "Odd" })).toMatchObject({ message: "n", series });
});

check("M12 V owners of an Event are forgotten by writes of the other group", async () => {
	const made = await ask(201, "POST", `${events.core}?fieldManager=a`, {
		metadata: { name: "mine" },
		involvedObject: { namespace },
	});
	expect(owners(made)).toEqual([["a", "v1", { "f:involvedObject": {} }]]);
	const note = { apiVersion: "events.k8s.io/v1", kind: "Event", metadata: { name: "mine" }, regarding: { namespace } };
	const applied = await patch(200, "apply", `${events.other}/mine?fieldManager=b`, note);
	expect(owners(applied)).toEqual([["b", "events.k8s.io/v1", { "f:regarding": {} }]]);
	const again = await patch(200, "apply", `${events.core}/mine?fieldManager=b`, {
		apiVersion: "v1",
		kind: "Event",
		metadata: { name: "mine" },
		message: "m",
	});
	expect(owners(again)).toEqual([["b", "v1", { "f:message": {} }]]);
});

check("I3 V Events are selected by the names of their group", async () => {
	await ask(201, "POST", events.other, strict("chosen"));
	const names = async (path: string, selector: string): Promise<string[]> =>
		(await ask(200, "GET", `${path}?fieldSelector=${encodeURIComponent(selector)}`)).items.map(({ metadata }) => metadata.name);
	const own = "reportingController=kubex.example/tests,regarding.name=p,metadata.name=chosen";
	expect(await names(events.other, own)).toEqual(["chosen"]);
	const core = "reportingComponent=kubex.example/tests,involvedObject.name=p,metadata.name=chosen";
	expect(await names(events.core, core)).toEqual(["chosen"]);
	for (const [path, field] of [
		[events.other, "involvedObject.name"],
		[events.other, "source"],
		[events.core, "regarding.name"],
	] as const) {
		expect((await ask(400, "GET", `${path}?fieldSelector=${field}%3Dx`)).message).toBe(`field label not supported: ${field}`);
	}
});

check("F G V a body of the other version is refused by name, and by apply as another type", async () => {
	const wrong = await ask(400, "POST", autoscalers("v2"), autoscaler("v1", "wrong", { scaleTargetRef, maxReplicas: 1 }));
	expect(wrong.message).toBe(
		"the API version in the data (autoscaling/v1) does not match the expected API version (autoscaling/v2)",
	);
	const event = await ask(400, "POST", events.core, { apiVersion: "events.k8s.io/v1", kind: "Event", metadata: { name: "e" } });
	expect(event.message).toBe("the API version in the data (events.k8s.io/v1) does not match the expected API version (v1)");
	const applied = await patch(400, "apply", `${autoscalers("v2")}/wrong?fieldManager=a`, autoscaler("v1", "wrong", {}));
	expect(applied.message).toBe("invalid object type: autoscaling/v1, Kind=HorizontalPodAutoscaler");
});

check("J N V pages go on in the other version, and a collection is deleted in both", async () => {
	const inside = await server.namespace();
	for (const name of ["a", "b", "c"]) {
		await ask(201, "POST", autoscalers("v1", inside), autoscaler("v1", name, { scaleTargetRef, maxReplicas: 1 }));
	}
	const first = await ask(200, "GET", `${autoscalers("v1", inside)}?limit=2`);
	const second = await ask(200, "GET", `${autoscalers("v2", inside)}?limit=2&continue=${first.metadata.continue ?? ""}`);
	expect([...first.items, ...second.items].map(({ metadata }) => metadata.name)).toEqual(["a", "b", "c"]);
	const gone = await ask(200, "DELETE", autoscalers("v1", inside));
	expect(gone.items.map(({ spec }) => spec["targetCPUUtilizationPercentage"])).toEqual([80, 80, 80]);
	expect((await ask(200, "GET", autoscalers("v2", inside))).items).toEqual([]);
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
	await ask(201, "POST", autoscalers("v1", inside), autoscaled);
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
	await patch(200, "merge", `${autoscalers("v2", inside)}/held`, { metadata: { finalizers: null } });
	await patch(200, "merge", `${core}/held`, { metadata: { finalizers: null } });
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
	const first = await patch(201, "apply", `${path("v1")}?fieldManager=a`, pair("v1", { items, plain: "p" }));
	expect(owners(first)).toEqual([["a", "versions.kubex.example/v1", { "f:spec": { "f:items": {}, "f:plain": {} } }]]);
	const second = await patch(
		200,
		"apply",
		`${path("v2")}?fieldManager=a`,
		pair("v2", { items: [{ k: "a", v: "1" }, { k: "b" }] }),
	);
	expect(second.spec).toEqual({ items: [{ k: "a", v: "1" }, { k: "b" }] });
	const keyed = (key: string, ...more: string[]): object => ({
		[`k:{"k":"${key}"}`]: Object.fromEntries([".", "f:k", ...more].map((name) => [name, {}])),
	});
	expect(owners(second)).toEqual([
		["a", "versions.kubex.example/v2", { "f:spec": { "f:items": { ...keyed("a", "f:v"), ...keyed("b") } } }],
	]);
	const updated = await patch(200, "merge", `${path("v1")}?fieldManager=b`, {
		spec: { items: [{ k: "a", v: "2" }, { k: "b" }] },
	});
	expect(owners(updated)).toEqual([
		["a", "versions.kubex.example/v2", { "f:spec": { "f:items": { 'k:{"k":"a"}': { ".": {}, "f:k": {} }, ...keyed("b") } } }],
		["b", "versions.kubex.example/v1", { "f:spec": { "f:items": {} } }],
	]);
});
