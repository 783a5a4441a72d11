import { expect } from "vitest";
import { check } from "./check.ts";
import { printedValue } from "./printed-value.ts";
import { openServer } from "./server.ts";
import { type Answer, askBy, causesOf } from "./support/ask.ts";
import { autoscaler, autoscalersIn, isJudgedAtOnce, notePrefix, scaleTargetRef, untilJudged, use } from "./support/autoscaler.ts";

const server = await openServer();
const { minor, raw } = server;
const ask = askBy(raw);
const namespace = await server.namespace();
const autoscalers = (version: "v1" | "v2"): string => autoscalersIn(namespace, version);

function noteOf({ metadata }: Answer, name: string): unknown {
	const text = metadata.annotations?.[notePrefix + name];
	return text === undefined ? undefined : JSON.parse(text);
}

check(
	"M12 V an autoscaler of one version is that of the other, and annotations carry what the older one does not know",
	async () => {
		const made = await ask(201, "POST", autoscalers("v1"), autoscaler("v1", "all", { scaleTargetRef, maxReplicas: 3 }));
		expect(made.spec).toEqual({ scaleTargetRef, minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 80 });
		expect(made.status).toEqual({ currentReplicas: 0, desiredReplicas: 0 });
		await untilJudged(server, `${autoscalers("v2")}/all`);
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
		expect(older.metadata.annotations?.[`${notePrefix}metrics`]).toBe(
			JSON.stringify([
				{ type: "Resource", resource: { name: "memory", targetAverageValue: "1Gi" } },
				{ type: "Object", object: { target: describedObject, metricName: "rq", targetValue: "10k", selector } },
				{ type: "Pods", pods: { metricName: "p", targetAverageValue: "1500m" } },
				{ type: "External", external: { metricName: "e", metricSelector: selector, targetAverageValue: "3" } },
				{ type: "ContainerResource", containerResource: { name: "cpu", targetAverageUtilization: 60, container: "c" } },
			]),
		);
		// Told of since 1.33.
		const tolerance = minor < 33 ? {} : { Tolerance: null };
		const everything = { Type: "Percent", Value: 100, PeriodSeconds: 15 };
		expect(older.metadata.annotations?.[`${notePrefix}behavior`]).toBe(
			JSON.stringify({
				ScaleUp: {
					StabilizationWindowSeconds: 0,
					SelectPolicy: "Max",
					Policies: [{ Type: "Pods", Value: 4, PeriodSeconds: 15 }, everything],
					...tolerance,
				},
				ScaleDown: { StabilizationWindowSeconds: 60, SelectPolicy: "Max", Policies: [everything], ...tolerance },
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
	await untilJudged(server, `${autoscalers("v2")}/status`);
	const conditions = [
		{ type: "AbleToScale", status: "True", lastTransitionTime: "2026-01-01T00:00:00Z", reason: "R", message: "a < b & c" },
	];
	const currentMetrics = [
		{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: 7, averageValue: "30m" } } },
		{ type: "External", external: { metric: { name: "e" }, current: { value: "2" } } },
	];
	const status = { currentReplicas: 1, desiredReplicas: 2, currentMetrics, conditions };
	await ask.patch(200, "merge", `${autoscalers("v2")}/status/status`, { status, spec: { maxReplicas: 9 } });
	const older = await ask(200, "GET", `${autoscalers("v1")}/status`);
	expect(older.spec["maxReplicas"]).toBe(3);
	expect(older.status).toEqual({ currentReplicas: 1, desiredReplicas: 2, currentCPUUtilizationPercentage: 7 });
	expect(older.metadata.annotations?.[`${notePrefix}conditions`]).toContain('"message":"a \\u003c b \\u0026 c"');
	expect(noteOf(older, "current-metrics")).toEqual([
		{ type: "Resource", resource: { name: "cpu", currentAverageUtilization: 7, currentAverageValue: "30m" } },
		{ type: "External", external: { metricName: "e", currentValue: "2" } },
	]);
	const written = await ask.patch(200, "merge", `${autoscalers("v1")}/status/status?fieldManager=older`, {
		metadata: { annotations: { [`${notePrefix}conditions`]: null, [`${notePrefix}current-metrics`]: null } },
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
	await ask.patch(200, "merge", `${autoscalers("v1")}/status`, {
		metadata: {
			annotations: { [`${notePrefix}conditions`]: JSON.stringify(conditions), [`${notePrefix}current-metrics`]: null },
		},
	});
	expect((await ask(200, "GET", `${autoscalers("v2")}/status`)).status).toEqual(newer.status);
});

check("M12 V annotations of the older version become members of the newer one, where they can be read", async () => {
	const annotations = {
		own: "x",
		[`${notePrefix}metrics`]: JSON.stringify([{ type: "Resource", resource: { name: "memory", targetAverageUtilization: 50 } }]),
		[`${notePrefix}behavior`]: JSON.stringify({ scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds: 3 }] } }),
		[`${notePrefix}conditions`]: JSON.stringify([{ type: "A", status: "True" }]),
		[`${notePrefix}current-metrics`]: "nonsense",
	};
	const spec = { scaleTargetRef, maxReplicas: 3, targetCPUUtilizationPercentage: 33 };
	const made = await ask(201, "POST", `${autoscalers("v1")}?fieldManager=a`, autoscaler("v1", "notes", spec, annotations));
	expect(Object.keys(made.metadata.annotations ?? {})).toEqual([`${notePrefix}behavior`, `${notePrefix}metrics`, "own"]);
	const newer = await ask(200, "GET", `${autoscalers("v2")}/notes`);
	expect(newer.metadata.annotations).toEqual({ own: "x" });
	expect(newer.spec).toMatchObject({
		metrics: [use("memory", 50), use("cpu", 33)],
		behavior: { scaleUp: { selectPolicy: "Max" }, scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds: 3 }] } },
	});
	const bare = await ask.patch(200, "merge", `${autoscalers("v1")}/notes`, {
		metadata: { annotations: { [`${notePrefix}metrics`]: '[{"type":5}]' } },
	});
	expect(noteOf(bare, "metrics")).toBeUndefined();
	expect((await ask(200, "GET", `${autoscalers("v2")}/notes`)).spec["metrics"]).toEqual([use("cpu", 33)]);
	// The newer version drops what only conversions make.
	const dropped = await ask.patch(200, "merge", `${autoscalers("v2")}/notes`, {
		metadata: { annotations: { [`${notePrefix}metrics`]: annotations[`${notePrefix}metrics`], z: "z" } },
	});
	expect(dropped.metadata.annotations).toEqual({ own: "x", z: "z" });
});

check("M12 L V every patch of one version is seen in the other, a dry run in none", async () => {
	await ask(201, "POST", autoscalers("v2"), autoscaler("v2", "patched", { scaleTargetRef, maxReplicas: 3 }));
	const metrics = async (): Promise<unknown> => (await ask(200, "GET", `${autoscalers("v2")}/patched`)).spec["metrics"];
	const path = `${autoscalers("v1")}/patched`;
	const member = "/spec/targetCPUUtilizationPercentage";
	await ask.patch(200, "json", path, [
		{ op: "test", path: member, value: 80 },
		{ op: "replace", path: member, value: 12 },
	]);
	expect(await metrics()).toEqual([use("cpu", 12)]);
	await ask.patch(200, "strategic", path, { spec: { targetCPUUtilizationPercentage: 13 } });
	expect(await metrics()).toEqual([use("cpu", 13)]);
	const tried = await ask.patch(200, "merge", `${path}?dryRun=All`, { spec: { targetCPUUtilizationPercentage: 14 } });
	expect(tried.spec["targetCPUUtilizationPercentage"]).toBe(14);
	expect(await metrics()).toEqual([use("cpu", 13)]);
	expect((await ask.patch(422, "merge", path, { spec: { targetCPUUtilizationPercentage: "much" } })).message).toContain("patch");
});

check("L V what a patch makes may name the other version, and is read as that", async () => {
	const metrics = [use("memory", 5), use("cpu", 6)];
	await ask(201, "POST", autoscalers("v2"), autoscaler("v2", "renamed", { scaleTargetRef, maxReplicas: 3, metrics }));
	const path = `${autoscalers("v2")}/renamed`;
	await untilJudged(server, path);
	const spec = { targetCPUUtilizationPercentage: 9 };
	const read = await ask.patch(200, "merge", path, { apiVersion: "autoscaling/v1", spec });
	expect(read).toMatchObject({ apiVersion: "autoscaling/v2", spec: { metrics: [use("cpu", 9)] } });
	const strict = await ask.patch(422, "merge", `${path}?fieldValidation=Strict`, { apiVersion: "autoscaling/v1" });
	const unknown = ["spec.metrics", "status.currentMetrics", ...(isJudgedAtOnce(minor) ? ["status.conditions"] : [])];
	const problem = `: strict decoding error: ${unknown.map((field) => `unknown field "${field}"`).join(", ")}`;
	expect(strict.message.slice(-problem.length)).toBe(problem);
	const older = `${autoscalers("v1")}/renamed`;
	await ask.patch(200, "json", older, [
		{ op: "replace", path: "/apiVersion", value: "autoscaling/v2" },
		{ op: "add", path: "/spec/metrics", value: metrics },
	]);
	expect((await ask(200, "GET", path)).spec["metrics"]).toEqual(metrics);
	expect((await ask.patch(422, "merge", path, { apiVersion: "autoscaling/v3" })).message).toContain("no kind");
});

check("V what is wrong with an autoscaler is told by the names of the newer version", async () => {
	const wrong = async (version: "v1" | "v2", spec: object): Promise<string[]> =>
		causesOf(await ask(422, "POST", autoscalers(version), autoscaler(version, "wrong", spec)));
	const nothing = [
		...(minor >= 37 ? [] : ["spec.maxReplicas: Invalid value: 0: must be greater than 0"]),
		"spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`",
		"spec.scaleTargetRef.kind: Required value",
		"spec.scaleTargetRef.name: Required value",
		...(minor >= 34 ? ['spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group'] : []),
		...(minor >= 37 ? ["spec.maxReplicas: Required value"] : []),
	];
	expect(await wrong("v1", {})).toEqual(nothing);
	expect(await wrong("v2", {})).toEqual(nothing);
	expect(await wrong("v1", { scaleTargetRef, maxReplicas: 2, targetCPUUtilizationPercentage: 0 })).toEqual([
		"spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0",
	]);
	const target = { type: "Value", value: "-1" };
	const metrics = [
		{ type: "Resource" },
		{ type: "Pods", pods: { metric: { name: "" }, target: { type: "X" } } },
		{ type: "Object", object: { describedObject: { kind: "a/b" }, metric: { name: "m" }, target } },
		{ type: "External", external: { metric: { name: "m" }, target: { type: "Value", value: "1", averageValue: "1" } } },
		{
			type: "ContainerResource",
			containerResource: {
				name: "foo",
				container: "c",
				target: { type: "Utilization", averageUtilization: 0, averageValue: "1" },
			},
		},
		{ type: "Foo" },
		{ ...use("cpu", 1), pods: { metric: { name: "m" }, target: { type: "AverageValue", averageValue: "1" } } },
	];
	const behavior = {
		scaleUp: { selectPolicy: "Foo", stabilizationWindowSeconds: -1 },
		scaleDown: {
			stabilizationWindowSeconds: 4000,
			policies: [
				{ type: "Foo", value: 0, periodSeconds: 0 },
				{ type: "Pods", value: 1, periodSeconds: 2000 },
			],
		},
	};
	const foo = printedValue(minor, "foo", "foo");
	const negative = printedValue(
		minor,
		target.value,
		'resource.Quantity{i:resource.int64Amount{value:-1, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"-1", Format:"DecimalSI"}',
	);
	const types = 'Unsupported value: "Foo": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"';
	expect(await wrong("v2", { scaleTargetRef, minReplicas: 5, maxReplicas: 2, metrics, behavior })).toEqual([
		"spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`",
		"spec.metrics[0].resource: Required value: must populate information for the given metric source",
		"spec.metrics[1].pods.metric.name: Required value: must specify a metric name",
		'spec.metrics[1].pods.target.type: Invalid value: "X": must be either Utilization, Value, or AverageValue',
		"spec.metrics[1].pods.target.averageValue: Required value: must specify a positive target averageValue",
		"spec.metrics[2].object.describedObject.kind: Invalid value: \"a/b\": may not contain '/'",
		"spec.metrics[2].object.describedObject.name: Required value",
		`spec.metrics[2].object.target.value: Invalid value: ${negative}: must be positive`,
		"spec.metrics[3].external.target.value: Forbidden: may not set both a target value for metric and a per-pod target",
		`spec.metrics[4].containerResource.name: Invalid value: ${foo}: must be a standard resource type or fully qualified`,
		`spec.metrics[4].containerResource.name: Invalid value: ${foo}: must be a standard resource for containers`,
		"spec.metrics[4].containerResource.target.averageUtilization: Invalid value: 0: must be greater than 0",
		"spec.metrics[4].containerResource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization",
		`spec.metrics[5].type: ${types}`,
		// Later servers say the same thing once.
		...(minor >= 37 ? [] : [`spec.metrics[5].type: ${types}`]),
		"spec.metrics[6].pods: Forbidden: must populate the given metric source only",
		"spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero",
		'spec.behavior.scaleUp.selectPolicy: Unsupported value: "Foo": supported values: "Disabled", "Max", "Min"',
		"spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600",
		'spec.behavior.scaleDown.policies[0].type: Unsupported value: "Foo": supported values: "Percent", "Pods"',
		"spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero",
		"spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 0: must be greater than zero",
		"spec.behavior.scaleDown.policies[1].periodSeconds: Invalid value: 2000: must be less than or equal to 1800",
	]);
});
