import type { Pod } from "kubex/k8s/v1_35/core/v1";
import { Node, Pod as PodKind } from "kubex/k8s/v1_35/core/v1";
import type { Change, DeepReadonly } from "kubex/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { ObjectStore } from "../../../src/runtime/store/object-store.ts";
import { cachedPod } from "../../support/cached-pod.ts";

const onError = (error: Error): void => {
	throw error;
};

let store: ObjectStore<Pod>;

beforeEach(() => {
	store = new ObjectStore(PodKind, { onError });
});

/** What a call has changed. */
function changesOf(write: (changes: Change<DeepReadonly<Pod>>[]) => void): Change<DeepReadonly<Pod>>[] {
	const changes: Change<DeepReadonly<Pod>>[] = [];
	write(changes);
	return changes;
}

const apply = (pod: Pod) => changesOf((changes) => store.apply(pod, changes));
const remove = (pod: Pod) => changesOf((changes) => store.remove(pod, changes));
const replace = (pods: readonly Pod[], namespace?: string) => changesOf((changes) => store.replace(pods, changes, { namespace }));

describe("apply", () => {
	test("ST-1 an object is added, then updated, with the state that was held", () => {
		const [first, second] = [cachedPod(), cachedPod({ resourceVersion: "2" })];
		expect(apply(first)).toEqual([{ type: "add", key: "default/web", object: first, initial: false }]);
		expect(apply(second)).toEqual([{ type: "update", key: "default/web", old: first, object: second }]);
		expect(store.list()).toEqual([second]);
		expect(store.size).toBe(1);
	});

	test("ST-5 a state older than the held one is dropped, by the number, not by the text", () => {
		const held = cachedPod({ resourceVersion: "10" });
		apply(held);
		expect(apply(cachedPod({ resourceVersion: "9" }))).toEqual([]);
		expect(apply(cachedPod({ resourceVersion: "9", uid: "u0" }))).toEqual([]);
		expect(store.get("web", "default")).toBe(held);
		expect(store.resourceVersion).toBe("10");
	});

	test("ST-5 the same state again changes nothing", () => {
		const held = cachedPod();
		apply(held);
		expect(apply(cachedPod())).toEqual([]);
		expect(store.get("web", "default")).toBe(held);
	});

	test("ST-5 versions that cannot be compared only tell states apart", () => {
		apply(cachedPod({ resourceVersion: "v10" }));
		expect(apply(cachedPod({ resourceVersion: "v10" }))).toEqual([]);
		expect(apply(cachedPod({ resourceVersion: "v9" }))).toMatchObject([{ type: "update" }]);
		apply(cachedPod({ resourceVersion: "" }));
		expect(apply(cachedPod({ resourceVersion: "" }))).toMatchObject([{ type: "update" }]);
	});

	test("ST-6 another uid under the same key is a deletion, whose end was missed, and an addition", () => {
		const [held, next] = [cachedPod(), cachedPod({ uid: "u2", resourceVersion: "2" })];
		apply(held);
		expect(apply(next)).toEqual([
			{ type: "delete", key: "default/web", old: held, object: held, finalStateUnknown: true },
			{ type: "add", key: "default/web", object: next, initial: false },
		]);
		expect(store.list()).toEqual([next]);
	});
});

describe("remove", () => {
	test("ST-1 a deletion carries the state that was held and the last one", () => {
		const [held, last] = [cachedPod(), cachedPod({ resourceVersion: "2" })];
		apply(held);
		expect(remove(last)).toEqual([{ type: "delete", key: "default/web", old: held, object: last, finalStateUnknown: false }]);
		expect([store.size, store.has("web", "default")]).toEqual([0, false]);
		expect(remove(last)).toEqual([]);
	});

	test("ST-5 the end of an object that was followed by the held one is dropped", () => {
		apply(cachedPod({ uid: "u2", resourceVersion: "10" }));
		expect(remove(cachedPod({ uid: "u1", resourceVersion: "9" }))).toEqual([]);
		expect(store.size).toBe(1);
	});

	test("ST-6 the end of an object that came after the held one is the end of both", () => {
		const held = cachedPod();
		apply(held);
		expect(remove(cachedPod({ uid: "u2", resourceVersion: "3" }))).toEqual([
			{ type: "delete", key: "default/web", old: held, object: held, finalStateUnknown: true },
		]);
		expect(store.size).toBe(0);
	});
});

describe("replace", () => {
	test("ST-4 a relist tells the differences, deletions first", () => {
		const [gone, same, old] = ["gone", "same", "changed"].map((name) => cachedPod({ name, uid: name })) as [Pod, Pod, Pod];
		for (const pod of [gone, same, old]) apply(pod);
		const [now, added] = [
			cachedPod({ name: "changed", uid: "changed", resourceVersion: "2" }),
			cachedPod({ name: "new", uid: "new", resourceVersion: "3" }),
		];
		expect(replace([added, now, cachedPod({ name: "same", uid: "same" })])).toEqual([
			{ type: "delete", key: "default/gone", old: gone, object: gone, finalStateUnknown: true },
			{ type: "add", key: "default/new", object: added, initial: false },
			{ type: "update", key: "default/changed", old, object: now },
		]);
		expect(store.get("same", "default")).toBe(same);
		expect(new Set(store.keys())).toEqual(new Set(["default/same", "default/changed", "default/new"]));
	});

	test("ST-5 a relist is believed even when its states are older", () => {
		apply(cachedPod({ resourceVersion: "10" }));
		expect(replace([cachedPod({ resourceVersion: "3" })])).toMatchObject([{ type: "update" }]);
		expect(store.get("web", "default")?.metadata.resourceVersion).toBe("3");
	});

	test("ST-6 a relist with another uid is a deletion and an addition", () => {
		const [held, other, next] = [cachedPod(), cachedPod({ name: "other" }), cachedPod({ uid: "u2", resourceVersion: "5" })];
		apply(held);
		apply(other);
		expect(replace([next]).map(({ type, key }) => [type, key])).toEqual([
			["delete", "default/web"],
			["delete", "default/other"],
			["add", "default/web"],
		]);
	});

	test("ST-4 the relist of one namespace leaves the others alone", () => {
		const elsewhere = cachedPod({ namespace: "a" });
		apply(elsewhere);
		apply(cachedPod({ namespace: "b" }));
		expect(replace([], "b").map(({ type, key }) => [type, key])).toEqual([["delete", "b/web"]]);
		expect(store.list()).toEqual([elsewhere]);
	});

	test("IN-2 what the first list adds is marked", () => {
		const changes = changesOf((into) => store.replace([cachedPod()], into, { initial: true }));
		expect(changes).toMatchObject([{ type: "add", initial: true }]);
	});

	test("ST-2 whoever reads in the middle of a relist finds all of the state before, or all of that after it", () => {
		const seen: string[] = [];
		const states = new Set(["a,b", "c,d"]);
		const names = () => [...store.keys()].map((key) => key.slice("default/".length)).join(",");
		const pods = (...list: string[]) => list.map((name) => cachedPod({ name, uid: name }));
		store = new ObjectStore(PodKind, { onError: () => void seen.push(names()) });
		replace(pods("a", "b"));
		store.addIndex("broken", () => {
			throw new Error("no");
		});
		seen.length = 0;
		replace(pods("c", "d"));
		expect(seen.length).toBe(2);
		expect(seen.filter((state) => !states.has(state))).toEqual([]);
	});

	test("ST-2 a list that cannot be taken in as a whole changes nothing", () => {
		const held = cachedPod();
		apply(held);
		const changes: Change<DeepReadonly<Pod>>[] = [];
		expect(() => store.replace([cachedPod({ name: "a", uid: "a" }), cachedPod({ name: "b/c" })], changes)).toThrow(TypeError);
		expect(changes).toEqual([]);
		expect(store.list()).toEqual([held]);
	});
});

test("ST-13 the resource version is that of what was taken in last", () => {
	expect(store.resourceVersion).toBeUndefined();
	replace([cachedPod({ resourceVersion: "5" })]);
	expect(store.resourceVersion).toBeUndefined();
	store.touch("7");
	expect(store.resourceVersion).toBe("7");
	apply(cachedPod({ resourceVersion: "8" }));
	expect(store.resourceVersion).toBe("8");
	remove(cachedPod({ resourceVersion: "9" }));
	expect(store.resourceVersion).toBe("9");
	store.touch("12");
	expect(store.resourceVersion).toBe("12");
});

test("ST-12 a namespace means nothing for a kind that belongs to the whole cluster", () => {
	const nodes = new ObjectStore(Node, { onError });
	const node = { ...cachedPod({ name: "n1" }), kind: "Node" } as unknown as Node;
	delete (node.metadata as { namespace?: string }).namespace;
	nodes.apply(node, []);
	expect(nodes.get("n1")).toBe(node);
	expect(nodes.get("n1", "default")).toBe(node);
	expect(nodes.has("n1", "default")).toBe(true);
	expect(nodes.getByKey("n1")).toBe(node);
});

test("ST-12 an object of a namespace is not found without it, unless all are of one", () => {
	apply(cachedPod());
	expect(store.get("web")).toBeUndefined();
	expect(store.has("web")).toBe(false);
	expect(() => store.get("default/web")).toThrow(TypeError);
	const one = new ObjectStore(PodKind, { namespace: "default", onError });
	one.apply(cachedPod(), []);
	expect(one.has("web")).toBe(true);
	expect(one.get("web", "other")).toBeUndefined();
});

test("ST-1 iteration and lists show the same objects", () => {
	replace([cachedPod(), cachedPod({ name: "b", uid: "b" })]);
	expect([...store]).toEqual(store.list());
	expect(store.list().map(({ metadata }) => metadata.name)).toEqual(["web", "b"]);
});

test("JS-8 objects, labels and index values named like what every object inherits are plain data", () => {
	const indexed = store.addIndex("label", ({ metadata }) => Object.keys(metadata.labels ?? {}));
	const labels = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
	for (const name of ["constructor", "__proto__"]) apply(cachedPod({ name, uid: name, labels }));
	expect(indexed.by("label", "__proto__").map(({ metadata }) => metadata.name)).toEqual(["constructor", "__proto__"]);
	expect(indexed.by("label", "toString")).toEqual([]);
	expect(store.get("toString", "default")).toBeUndefined();
	expect(store.get("__proto__", "default")?.metadata.labels).toEqual(labels);
});
