import { describe, expect, test } from "vitest";
import type { Deployment } from "../../../k8s/v1_35/apps/v1.ts";
import type { Pod } from "../../../k8s/v1_35/core/v1.ts";
import type { KubernetesObject } from "../../../src/core/kubernetes-object.ts";
import type { DeepReadonly } from "../../../src/runtime/store/deep-readonly.ts";
import { type Condition, conditionOf, type Verdict } from "../../../src/runtime/wait/condition.ts";
import * as conditions from "../../../src/runtime/wait/conditions.ts";

/** An object of which only what conditions read is given. */
function object(fields: object, metadata: object = {}): DeepReadonly<KubernetesObject> {
	const base = { name: "web", namespace: "default", uid: "1", generation: 2, ...metadata };
	return { apiVersion: "v1", kind: "Any", metadata: base, ...fields };
}

function judge(condition: Condition<never>, subject: unknown, first: unknown = subject): Verdict {
	return (condition as Condition<KubernetesObject>).judge(subject as DeepReadonly<KubernetesObject> | undefined, {
		first: first as DeepReadonly<KubernetesObject> | undefined,
	});
}

const status = (...entries: readonly object[]): object => ({ status: { conditions: entries } });

describe("WA-2 a condition of the status", () => {
	test.each<[string, object, Verdict]>([
		["holds when it has the status", status({ type: "Ready", status: "True" }), true],
		["holds whatever the case of its letters", status({ type: "ready", status: "true" }), true],
		["does not hold with another status", status({ type: "Ready", status: "False" }), false],
		["does not hold where it is missing", status({ type: "Other", status: "True" }), false],
		["does not hold without a status", {}, false],
		["does not hold where conditions are no list", { status: { conditions: "Ready" } }, false],
		["does not hold for an older generation", status({ type: "Ready", status: "True", observedGeneration: 1 }), false],
		["holds for this generation", status({ type: "Ready", status: "True", observedGeneration: 2 }), true],
		[
			"does not hold where the status is that of an older generation",
			{ status: { observedGeneration: 1, conditions: [{ type: "Ready", status: "True" }] } },
			false,
		],
		["skips entries that are none", status(null as unknown as object, { type: "Ready", status: "True" }), true],
	])("%s", (_title, fields, expected) => expect(judge(conditions.condition("Ready"), object(fields))).toBe(expected));

	test("may be waited for to have any status", () =>
		expect(judge(conditions.condition("Ready", "unknown"), object(status({ type: "Ready", status: "Unknown" })))).toBe(true));
});

describe("WA-3 existence and deletion", () => {
	test.each<[string, unknown, unknown, boolean]>([
		["gone, and never seen", undefined, undefined, true],
		["gone", undefined, object({}), true],
		["still there", object({}), object({}), false],
		["another object of the same name", object({}, { uid: "2" }), object({}), true],
	])("deleted: %s", (_title, subject, first, expected) => expect(judge(conditions.deleted(), subject, first)).toBe(expected));

	test("deleted: the object that is meant may be named by its uid", () => {
		expect(judge(conditions.deleted("1"), object({}, { uid: "2" }))).toBe(true);
		expect(judge(conditions.deleted("2"), object({}, { uid: "2" }))).toBe(false);
	});

	test("exists: whether there is one", () => {
		expect(judge(conditions.exists(), undefined)).toBe(false);
		expect(judge(conditions.exists(), object({}))).toBe(true);
	});
});

describe("WA-7 a rollout", () => {
	const deployment = (spec: object, state: object): unknown => ({
		...object({ spec: { replicas: 3, ...spec }, status: { observedGeneration: 2, ...state } }),
		kind: "Deployment",
	});
	const complete = { replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
	const late = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "too slow" };

	test.each<[string, unknown, Verdict]>([
		["is complete", deployment({}, complete), true],
		["of nothing is complete", deployment({ replicas: 0 }, {}), true],
		["has not been seen by the controller", deployment({}, { ...complete, observedGeneration: 1 }), false],
		["has replicas that are not updated", deployment({}, { ...complete, updatedReplicas: 2 }), false],
		["has old replicas that still end", deployment({}, { ...complete, replicas: 4 }), false],
		["has replicas that are not available", deployment({}, { ...complete, availableReplicas: 2 }), false],
		[
			"has exceeded its deadline",
			deployment({}, { ...complete, updatedReplicas: 1, conditions: [late] }),
			{ failed: "too slow" },
		],
	])("of a Deployment %s", (_title, subject, expected) =>
		expect(judge(conditions.rolledOut<Deployment>(), subject)).toEqual(expected),
	);

	const statefulSet = (strategy: object, state: object): unknown => ({
		...object({ spec: { replicas: 3, updateStrategy: strategy }, status: { observedGeneration: 2, readyReplicas: 3, ...state } }),
		kind: "StatefulSet",
	});

	test.each<[string, unknown, Verdict]>([
		["is complete", statefulSet({}, { currentRevision: "b", updateRevision: "b" }), true],
		["is on its way", statefulSet({}, { currentRevision: "a", updateRevision: "b" }), false],
		["has replicas that are not ready", statefulSet({}, { readyReplicas: 2, currentRevision: "b", updateRevision: "b" }), false],
		["of a part is complete", statefulSet({ rollingUpdate: { partition: 2 } }, { updatedReplicas: 1 }), true],
		["of a part is on its way", statefulSet({ rollingUpdate: { partition: 1 } }, { updatedReplicas: 1 }), false],
		["is nobody's affair", statefulSet({ type: "OnDelete" }, {}), { failed: "the update strategy OnDelete rolls nothing out" }],
	])("of a StatefulSet %s", (_title, subject, expected) => expect(judge(conditions.rolledOut(), subject)).toEqual(expected));

	const daemonSet = (state: object): unknown => ({
		...object({ spec: {}, status: { observedGeneration: 2, desiredNumberScheduled: 2, ...state } }),
		kind: "DaemonSet",
	});

	test.each<[string, unknown, Verdict]>([
		["is complete", daemonSet({ updatedNumberScheduled: 2, numberAvailable: 2 }), true],
		["is on its way", daemonSet({ updatedNumberScheduled: 1, numberAvailable: 2 }), false],
		["has Pods that are not available", daemonSet({ updatedNumberScheduled: 2, numberAvailable: 1 }), false],
	])("of a DaemonSet %s", (_title, subject, expected) => expect(judge(conditions.rolledOut(), subject)).toEqual(expected));

	test("of another kind there is none", () =>
		expect(judge(conditions.rolledOut(), object({ status: { observedGeneration: 2 } }))).toEqual({
			failed: "Any has no rollout",
		}));
});

describe("Pods, Jobs and definitions", () => {
	const pod = (phase: string, ...entries: readonly object[]): unknown => object({ status: { phase, conditions: entries } });
	const ready = { type: "Ready", status: "True" };

	test.each<[string, Condition<never>, unknown, Verdict]>([
		["a Pod runs", conditions.podRunning<Pod>(), pod("Running"), true],
		["a Pod that has run to its end has run", conditions.podRunning<Pod>(), pod("Succeeded"), true],
		["a Pod waits", conditions.podRunning<Pod>(), pod("Pending"), false],
		["a Pod has failed", conditions.podRunning<Pod>(), pod("Failed"), { failed: "the Pod has failed" }],
		["a Pod is ready", conditions.podReady<Pod>(), pod("Running", ready), true],
		["a Pod runs and is not ready", conditions.podReady<Pod>(), pod("Running"), false],
		[
			"a Pod that has ended is never ready",
			conditions.podReady<Pod>(),
			pod("Succeeded"),
			{ failed: "the Pod has run to its end" },
		],
		["a Job is complete", conditions.jobComplete(), object(status({ type: "Complete", status: "True" })), true],
		["a Job runs", conditions.jobComplete(), object(status({ type: "Complete", status: "False" })), false],
		[
			"a Job has failed",
			conditions.jobComplete(),
			object(status({ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "too often" })),
			{ failed: "the Job has failed: BackoffLimitExceeded: too often" },
		],
		["a Job's failure is waited for", conditions.jobFailed(), object(status({ type: "Failed", status: "True" })), true],
		[
			"a Job that is complete never fails",
			conditions.jobFailed(),
			object(status({ type: "Complete", status: "True" })),
			{ failed: "the Job is complete" },
		],
		["a definition is established", conditions.established(), object(status({ type: "Established", status: "True" })), true],
		[
			"a definition's names are taken",
			conditions.established(),
			object(status({ type: "NamesAccepted", status: "False", message: "widgets is taken" })),
			{ failed: "its names are not accepted: widgets is taken" },
		],
		["a generation is observed", conditions.generationObserved(), object({ status: { observedGeneration: 2 } }), true],
		["a generation is not observed", conditions.generationObserved(), object({ status: { observedGeneration: 1 } }), false],
		["nothing is said of generations", conditions.generationObserved(), object({}), false],
	])("%s", (_title, condition, subject, expected) => expect(judge(condition, subject)).toEqual(expected));
});

describe("the value of a field", () => {
	const subject = object(
		{ spec: { replicas: 3, on: true, list: [{ name: "a" }, { name: "b" }], none: null } },
		{ labels: { "app.kubernetes.io/name": "web", "it's": "so" } },
	);
	test.each<[string, string | number | boolean | undefined, boolean]>([
		[".spec.replicas", 3, true],
		["spec.replicas", "3", true],
		["{.spec.replicas}", 4, false],
		["$.spec.list[1].name", "b", true],
		[".spec.on", true, true],
		[".metadata.labels['app.kubernetes.io/name']", "web", true],
		['.metadata.labels["app.kubernetes.io/name"]', "web", true],
		[".metadata.labels['it\\'s']", "so", true],
		[".spec.list[0]", '{"name":"a"}', true],
		[".spec.list[7].name", "b", false],
		[".spec.toString", undefined, false],
		[".spec.none", undefined, false],
		[".spec.list", undefined, true],
	])("%s is %j: %s", (path, value, expected) => expect(judge(conditions.field(path, value), subject)).toBe(expected));

	test.each(["", ".", "{}", ".spec..x", ".spec[a]", ".spec[*]", "spec replicas"])(
		"the path %j is refused, with the rest that cannot be read",
		(path) => expect(() => conditions.field(path)).toThrow(TypeError),
	);
});

describe("WA-6 combinations", () => {
	const yes = (): Verdict => true;
	const no = (): Verdict => false;
	const never = (): Verdict => ({ failed: "never" });
	const unasked = (): Verdict => {
		throw new Error("was asked");
	};

	test.each<[string, Condition<KubernetesObject>, Verdict]>([
		["and of none", conditions.and(), true],
		["and of two", conditions.and(yes, yes), true],
		["and stops at the first that does not hold", conditions.and(yes, no, unasked), false],
		["and stops at the first that never will", conditions.and(yes, never, unasked), { failed: "never" }],
		["or of none", conditions.or(), false],
		["or stops at the first that holds", conditions.or(no, yes, unasked), true],
		["or goes on while one may hold", conditions.or(never, no), false],
		["or fails when none ever will", conditions.or(never, never), { failed: "never; never" }],
		["not of what holds", conditions.not(yes), false],
		["not of what does not hold", conditions.not(no), true],
		["not of what never will", conditions.not(never), true],
	])("%s", (_title, condition, expected) => expect(judge(condition as Condition<never>, object({}))).toEqual(expected));

	test("WA-4 whether there may be no object is a condition's own affair; a function of the caller decides itself", () => {
		expect(conditions.condition("Ready").allowsAbsence).toBe(false);
		expect(conditions.and(conditions.exists(), conditions.condition("Ready")).allowsAbsence).toBe(true);
		expect(conditions.or(conditions.deleted(), conditions.podReady<Pod>()).allowsAbsence).toBe(true);
		expect(conditions.not(conditions.condition("Ready")).allowsAbsence).toBe(false);
		expect(conditionOf(yes).allowsAbsence).toBe(true);
	});

	test("their descriptions say what is waited for", () =>
		expect(conditions.and(conditions.exists(), conditions.not(conditions.condition("Ready"))).description).toBe(
			"it exists and not (condition Ready=True)",
		));
});
