import fc from "fast-check";
import type { ObjectMeta } from "kubex";
import type { Pod } from "kubex/k8s/v1_35/core/v1";
import {
	and,
	annotationsChanged,
	type Change,
	finalizersChanged,
	generationChanged,
	ignoreDeletes,
	labelsChanged,
	not,
	onlyWhere,
	or,
	type Predicate,
	resourceVersionChanged,
} from "kubex/runtime";
import { describe, expect, test } from "vitest";
import { cachedPod } from "../../support/cached-pod.ts";

const key = "default/web";
const add = (metadata: ObjectMeta = {}, initial = false): Change<Pod> => ({
	type: "add",
	key,
	object: cachedPod(metadata),
	initial,
});
const update = (old: ObjectMeta, object: ObjectMeta): Change<Pod> => ({
	type: "update",
	key,
	old: cachedPod(old),
	object: cachedPod({ resourceVersion: "2", ...object }),
});
const deletion = (metadata: ObjectMeta = {}, finalStateUnknown = false): Change<Pod> => ({
	type: "delete",
	key,
	old: cachedPod(metadata),
	object: cachedPod(metadata),
	finalStateUnknown,
});

const onUpdates = { generationChanged, labelsChanged, annotationsChanged, finalizersChanged, resourceVersionChanged };

describe.each(Object.entries<Predicate<Pod>>(onUpdates))("%s", (_, predicate) => {
	test("PR-3 passes every deletion", () => expect([deletion(), deletion({}, true)].map(predicate)).toEqual([true, true]));

	test("PR-6 passes additions, initial ones as well", () => expect([add(), add({}, true)].map(predicate)).toEqual([true, true]));

	test("PR-2 passes an object that was made again, however much it looks like the one before", () => {
		expect(predicate(update({ generation: 1 }, { generation: 1, uid: "u2", resourceVersion: "1" }))).toBe(true);
	});

	test("PR-1 drops an update in which both states are the same", () => {
		const object = cachedPod({ generation: 1, labels: { a: "b" }, finalizers: ["x"] });
		expect(predicate({ type: "update", key, old: object, object })).toBe(false);
	});
});

test.each([
	["status only", { generation: 1 }, { generation: 1 }, false],
	["another generation", { generation: 1 }, { generation: 2 }, true],
	["labels only", { generation: 1 }, { generation: 1, labels: { a: "b" } }, false],
	["PR-4 deletion has begun", { generation: 1 }, { generation: 1, deletionTimestamp: "2026-01-01T00:00:00Z" }, true],
	[
		"PR-4 deletion goes on",
		{ generation: 1, deletionTimestamp: "2026-01-01T00:00:00Z" },
		{ generation: 1, deletionTimestamp: "2026-01-01T00:00:00Z" },
		false,
	],
	["PR-4 a finalizer is gone", { generation: 1, finalizers: ["a", "b"] }, { generation: 1, finalizers: ["b"] }, true],
	[
		"PR-4 finalizers in another order",
		{ generation: 1, finalizers: ["a", "b"] },
		{ generation: 1, finalizers: ["b", "a"] },
		false,
	],
	["PR-5 no generations, another state", {}, {}, true],
	["PR-5 no generations, the same state", {}, { resourceVersion: "1" }, false],
	["PR-5 a generation that begins", {}, { generation: 1 }, true],
])("PR-1 generationChanged: %s", (_, old, object, passes) => expect(generationChanged(update(old, object))).toBe(passes));

test.each([
	["labelsChanged", { labels: { a: "b" } }, { labels: { a: "c" } }, true],
	["labelsChanged", { labels: { a: "b" } }, { labels: { b: "b" } }, true],
	["labelsChanged", { labels: { a: "b" } }, {}, true],
	["labelsChanged", {}, { labels: {} }, false],
	["labelsChanged", { labels: { a: "b", c: "d" } }, { labels: { c: "d", a: "b" } }, false],
	["labelsChanged", {}, { annotations: { a: "b" } }, false],
	["annotationsChanged", {}, { annotations: { a: "b" } }, true],
	["annotationsChanged", { annotations: { a: "b" } }, { annotations: { a: "b" }, labels: { a: "b" } }, false],
	["finalizersChanged", { finalizers: ["a"] }, { finalizers: ["b"] }, true],
	["finalizersChanged", { finalizers: ["a"] }, { finalizers: ["a"], generation: 2 }, false],
	["resourceVersionChanged", {}, {}, true],
] as const)("PR-1 %s of %j and %j", (name, old, object, passes) => {
	expect(onUpdates[name](update(old as ObjectMeta, object as ObjectMeta))).toBe(passes);
});

test.each(["__proto__", "constructor", "toString"])("JS-8 a label called %s is a label", (label) => {
	const labels = (value: string) => JSON.parse(`{${JSON.stringify(label)}:${JSON.stringify(value)}}`) as Record<string, string>;
	expect(labelsChanged(update({ labels: labels("a") }, { labels: labels("b") }))).toBe(true);
	expect(labelsChanged(update({ labels: labels("a") }, { labels: labels("a") }))).toBe(false);
	expect(labelsChanged(update({ labels: labels("a") }, { labels: { other: "a" } }))).toBe(true);
});

test("PR-1 onlyWhere passes what begins to match, matches and ceases to match", () => {
	const [yes, no] = [{ labels: { a: "yes" } }, { labels: { a: "no" } }];
	const predicate = onlyWhere<Pod>(({ metadata }) => metadata.labels?.["a"] === "yes");
	const changes = [add(yes), add(no), update(yes, yes), update(no, yes), update(yes, no), update(no, no)];
	expect(changes.map(predicate)).toEqual([true, false, true, true, true, false]);
	expect([deletion(yes), deletion(no)].map(predicate), "PR-3").toEqual([true, true]);
});

test("PR-3 deletions are filtered when one says so", () => {
	expect([add(), add({}, true), update({}, {}), deletion(), deletion({}, true)].map(ignoreDeletes)).toEqual([
		true,
		true,
		true,
		false,
		false,
	]);
	expect(and<Pod>(generationChanged, ignoreDeletes)(deletion())).toBe(false);
});

test("PR-6 and, or and not obey Boolean algebra on every kind of change", () => {
	const change = fc.constantFrom(add(), add({}, true), update({}, {}), deletion(), deletion({}, true));
	const predicate = fc.func(fc.boolean()) as fc.Arbitrary<Predicate<Pod>>;
	const algebra = fc.property(change, predicate, predicate, predicate, (one, a, b, c) => {
		const same = (left: Predicate<Pod>, right: Predicate<Pod>) => expect(left(one)).toBe(right(one));
		expect(and(a, b)(one)).toBe(a(one) && b(one));
		expect(or(a, b)(one)).toBe(a(one) || b(one));
		same(not(not(a)), a);
		same(not(and(a, b)), or(not(a), not(b)));
		same(not(or(a, b)), and(not(a), not(b)));
		same(and(a, or(b, c)), or(and(a, b), and(a, c)));
		expect([and()(one), or()(one)]).toEqual([true, false]);
	});
	fc.assert(algebra);
});
