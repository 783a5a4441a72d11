import { Pod } from "kubex/k8s/v1_35/core/v1";
import { expect, test, vi } from "vitest";
import type { KubexError } from "../../../src/core/errors/kubex-error.ts";
import { ObjectIndex } from "../../../src/runtime/store/object-index.ts";
import { ObjectStore } from "../../../src/runtime/store/object-store.ts";
import { cachedPod } from "../../support/cached-pod.ts";

const onError = (error: Error): void => {
	throw error;
};
const names = (pods: readonly { readonly metadata: { readonly name: string } }[]) => pods.map(({ metadata }) => metadata.name);

/** A store of Pods by their nodes and by the values of their labels. */
function indexedStore() {
	return new ObjectStore(Pod, {
		indexes: {
			node: (pod) => (pod.spec?.nodeName === undefined ? [] : [pod.spec.nodeName]),
			label: (pod) => Object.values(pod.metadata.labels ?? {}),
		},
		onError,
	});
}

test("ST-8 an object is found under each of its values, once", () => {
	const store = indexedStore();
	store.apply(cachedPod({ labels: { a: "x", b: "y", c: "x" } }, "n1"), []);
	expect(names(store.by("node", "n1"))).toEqual(["web"]);
	expect(names(store.by("label", "x"))).toEqual(["web"]);
	expect(names(store.by("label", "y"))).toEqual(["web"]);
	expect(store.by("label", "z")).toEqual([]);
});

test("ST-8 an update moves an object, a deletion takes it out, and what is found is its newest state", () => {
	const store = indexedStore();
	store.apply(cachedPod({}, "n1"), []);
	const moved = cachedPod({ resourceVersion: "2" }, "n2");
	store.apply(moved, []);
	expect(store.by("node", "n1")).toEqual([]);
	expect(store.by("node", "n2")).toEqual([moved]);
	const stays = cachedPod({ resourceVersion: "3", labels: { a: "b" } }, "n2");
	store.apply(stays, []);
	expect(store.by("node", "n2")[0]).toBe(stays);
	store.remove(cachedPod({ resourceVersion: "4" }, "n2"), []);
	expect(store.by("node", "n2")).toEqual([]);
});

test("ST-7 a relist and its indexes tell the same", () => {
	const store = indexedStore();
	const pod = (name: string, node: string, resourceVersion = "1") => cachedPod({ name, uid: name, resourceVersion }, node);
	store.replace([pod("a", "n1"), pod("b", "n1"), pod("c", "n2")], []);
	store.replace([pod("b", "n2", "2"), pod("c", "n2")], []);
	expect(store.by("node", "n1")).toEqual([]);
	expect(names(store.by("node", "n2")).toSorted()).toEqual(["b", "c"]);
});

test("ST-8 a function is called once for each state, and its array is not kept", () => {
	const values = ["n1"];
	const valuesOf = vi.fn<() => string[]>(() => values);
	const store = new ObjectStore(Pod, { indexes: { node: valuesOf }, onError });
	store.apply(cachedPod(), []);
	store.apply(cachedPod(), []);
	expect(valuesOf).toHaveBeenCalledOnce();
	values[0] = "n2";
	store.apply(cachedPod({ resourceVersion: "2" }), []);
	expect(valuesOf).toHaveBeenCalledTimes(2);
	expect(store.by("node", "n1")).toEqual([]);
	expect(store.by("node", "n2").length).toBe(1);
	store.remove(cachedPod({ resourceVersion: "3" }), []);
	expect(valuesOf).toHaveBeenCalledTimes(2);
});

test("ST-8 values that nothing has any more leave nothing behind", () => {
	const index = new ObjectIndex<Pod>((pod) => [pod.metadata.uid]);
	for (let at = 0; at < 100; at += 1) index.put("default/web", cachedPod({ uid: `u${at}` }));
	expect(index.size).toBe(1);
	index.delete("default/web");
	expect(index.size).toBe(0);
});

test("ST-8 an object whose function throws is held, left out of that index alone, and reported", () => {
	const errors: KubexError[] = [];
	const store = new ObjectStore(Pod, {
		indexes: {
			picky: ({ metadata }) => {
				if (metadata.labels?.["bad"] !== undefined) throw new RangeError("bad label");
				return ["good"];
			},
			all: () => ["all"],
		},
		onError: (error) => void errors.push(error),
	});
	store.apply(cachedPod(), []);
	store.apply(cachedPod({ resourceVersion: "2", labels: { bad: "" } }), []);
	expect(store.size).toBe(1);
	expect(store.by("picky", "good")).toEqual([]);
	expect(store.by("all", "all").length).toBe(1);
	expect(errors.map(String)).toEqual(['KubexError: the index "picky" leaves default/web out: its function threw']);
	expect(errors[0]?.cause).toBeInstanceOf(RangeError);
	store.apply(cachedPod({ resourceVersion: "3" }), []);
	expect(store.by("picky", "good").length).toBe(1);
});

test("ST-9 an index that is added later has what is there, and follows", () => {
	const store = indexedStore();
	store.replace([cachedPod({ labels: { app: "a" } }), cachedPod({ name: "b", uid: "b" })], []);
	const byName = store.addIndex("name", ({ metadata }) => [metadata.name]);
	expect(byName).toBe(store);
	expect(names(byName.by("name", "web"))).toEqual(["web"]);
	store.apply(cachedPod({ name: "c", uid: "c" }), []);
	expect(names(byName.by("name", "c"))).toEqual(["c"]);
	expect(names(byName.by("label", "a"))).toEqual(["web"]);
});

test("ST-9 a name can be used once, and an index that does not exist is named", () => {
	const store = indexedStore();
	expect(() => store.addIndex("node", () => [])).toThrow(/"node"/);
	expect(() => store.by("nod" as "node", "n1")).toThrow('no index "nod"; there are: node, label');
});
