import fc from "fast-check";
import { expect, test } from "vitest";
import { autoscalerConversion, withoutNotes } from "../../src/conversion/autoscaler-conversion.ts";
import { convertedVersion, storageVersion } from "../../src/conversion/converted-versions.ts";
import { eventConversion } from "../../src/conversion/event-conversion.ts";

const text = fc.string({ maxLength: 8 });
const quantity = fc.constantFrom("1", "1500m", "10k", "1Gi");
const selector = fc.constant({ matchLabels: { a: "b" }, matchExpressions: [{ key: "k", operator: "Exists" }] });
const identity = fc.record({ name: text, selector }, { requiredKeys: ["name"], noNullPrototype: true });
const averageValue = quantity.map((value) => ({ type: "AverageValue", averageValue: value }));
const value = quantity.map((given) => ({ type: "Value", value: given }));
const percent = fc.integer({ min: 1, max: 100 }).map((given) => ({ type: "Utilization", averageUtilization: given }));
const describedObject = fc.constant({ kind: "Ingress", name: "i", apiVersion: "networking.k8s.io/v1" });
const record = <T>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(members, { noNullPrototype: true });
const metric = fc.oneof(
	record({
		type: fc.constant("Resource"),
		resource: record({ name: fc.constant("memory"), target: fc.oneof(percent, averageValue) }),
	}),
	record({ type: fc.constant("Object"), object: record({ describedObject, metric: identity, target: value }) }),
	record({ type: fc.constant("Pods"), pods: record({ metric: identity, target: averageValue }) }),
	record({ type: fc.constant("External"), external: record({ metric: identity, target: fc.oneof(value, averageValue) }) }),
	record({
		type: fc.constant("ContainerResource"),
		containerResource: record({ name: fc.constant("cpu"), container: text, target: percent }),
	}),
);
const rules = fc.record(
	{
		stabilizationWindowSeconds: fc.nat(9),
		selectPolicy: fc.constantFrom("Max", "Min"),
		policies: fc.array(record({ type: text, value: fc.nat(9), periodSeconds: fc.nat(9) })),
		tolerance: quantity,
	},
	{ noNullPrototype: true },
);
const condition = fc.record(
	{ type: text, status: text, lastTransitionTime: fc.constant("2026-01-01T00:00:00Z"), reason: text, message: text },
	{ requiredKeys: ["type", "status"], noNullPrototype: true },
);
const autoscaler = record({
	metadata: record({ name: text, annotations: fc.constant({ own: "x" }) }),
	spec: fc
		.record(
			{ maxReplicas: fc.nat(9), others: fc.array(metric, { maxLength: 4 }), cpu: percent, behavior: record({ scaleUp: rules }) },
			{ requiredKeys: ["maxReplicas", "others", "cpu"], noNullPrototype: true },
		)
		// The older version has its own metric last.
		.map(({ others, cpu, ...rest }) => ({
			...rest,
			metrics: [...others, { type: "Resource", resource: { name: "cpu", target: cpu } }],
		})),
	status: record({ currentReplicas: fc.nat(9), conditions: fc.array(condition, { minLength: 1, maxLength: 2 }) }),
});

test("M12 an autoscaler that is converted to autoscaling/v1 and back is what it was", () => {
	fc.assert(
		fc.property(autoscaler, (given) => {
			const older = autoscalerConversion.fromHub(given);
			expect(Object.keys(older["spec"] as object)).not.toContain("metrics");
			expect(autoscalerConversion.toHub(older)).toEqual(given);
			expect(withoutNotes(older).metadata).toEqual(given.metadata);
		}),
	);
});

test("M12 annotations that say nothing readable count for nothing", () => {
	const annotations = fc.record(
		Object.fromEntries(
			["metrics", "behavior", "current-metrics", "conditions"].map((name) => [
				`autoscaling.alpha.kubernetes.io/${name}`,
				fc.oneof(
					fc.oneof(text, fc.json({ maxDepth: 1 })).filter((json) => !/^\s*[[{n]/.test(json)),
					fc.constant('[{"type":5}]'),
					fc.constant('{"ScaleUp":[]}'),
				),
			]),
		),
		{ noNullPrototype: true },
	);
	fc.assert(
		fc.property(annotations, (notes) => {
			const older = { metadata: { annotations: notes }, spec: { maxReplicas: 1, targetCPUUtilizationPercentage: 5 }, status: {} };
			expect(autoscalerConversion.toHub(older)).toEqual({
				metadata: {},
				spec: {
					maxReplicas: 1,
					metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 5 } } }],
				},
				status: {},
			});
		}),
	);
});

test("V an Event that is renamed and named back is what it was", () => {
	const event = { metadata: {}, involvedObject: {}, message: "m", source: {}, count: 1, reportingComponent: "c", reason: "r" };
	expect(eventConversion.toHub(eventConversion.fromHub(event))).toEqual(event);
	expect(eventConversion.fromHub(event)).toMatchObject({ regarding: {}, note: "m", reportingController: "c", reason: "r" });
});

test("C2 what is not converted is stored as it is", () => {
	expect(storageVersion("events.k8s.io/v1", "Event")).toBe("v1");
	expect(storageVersion("apps/v1", "Deployment")).toBe("apps/v1");
	expect(convertedVersion("autoscaling/v2", "HorizontalPodAutoscaler")).toBeUndefined();
});
