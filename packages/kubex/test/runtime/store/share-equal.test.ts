import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import type { Change, DeepReadonly } from "kubex/runtime";
import { expect, test } from "vitest";
import { ObjectStore } from "../../../src/runtime/store/object-store.ts";
import { shareEqual } from "../../../src/runtime/store/share-equal.ts";
import { cachedPod } from "../../support/cached-pod.ts";

/** A replica of one Deployment. */
function replica(name: string, resourceVersion: string): Pod {
	const pod = cachedPod({ name, uid: name, resourceVersion });
	pod.spec = { containers: [{ name: "main", image: "nginx" }], tolerations: [{ operator: "Exists" }] };
	return pod;
}

/** What the wire gives for a value: nobody else holds any part of it. */
const parsed = (value: unknown): object => JSON.parse(JSON.stringify({ value })) as object;

/** Few names and values, so that two objects often have something in common. */
const { value: json } = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom(null, true, 0, 1, "a", "longer than ten characters", "another one of these"),
		fc.array(tie("value"), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom("a", "b", "c", "constructor", "toString"), tie("value"), { maxKeys: 4 }),
	),
}));

test("ST-1 an object that shares what it can is still the object, and what it shares with has not changed", () => {
	fc.assert(
		fc.property(json, json, (held, incoming) => {
			const reference = parsed(held);
			const before = JSON.stringify(reference);
			const shared = shareEqual(reference, parsed(incoming));
			expect(shared).toEqual(parsed(incoming));
			expect(JSON.stringify(reference)).toBe(before);
			expect(shared === reference).toBe(isDeepStrictEqual(parsed(held), parsed(incoming)));
		}),
		{ numRuns: 3000 },
	);
});

test("a new state of an object keeps all parts of the last one that have not changed", () => {
	const held = cachedPod({ resourceVersion: "1" });
	held.spec = { containers: [{ name: "main", image: "nginx" }], tolerations: [{ operator: "Exists" }] };
	const next = structuredClone(held);
	next.metadata.resourceVersion = "2";
	next.spec?.containers.push({ name: "proxy" });
	const expected = structuredClone(next);
	const kept = shareEqual(held, next);
	expect(kept).toEqual(expected);
	expect(kept).toBe(next);
	expect(kept.spec).not.toBe(held.spec);
	expect(kept.spec?.tolerations).toBe(held.spec.tolerations);
	expect(kept.spec?.containers[0]).toBe(held.spec.containers[0]);
});

test("a store that shares keeps once what replicas and states have in common, and is the same store", () => {
	const store = new ObjectStore(Pod, { share: true, freeze: true, onError: console.error });
	store.replace(
		[replica("a", "1"), replica("b", "2")].map((pod) => store.admit(pod)),
		[],
	);
	const [a, b] = store.list();
	expect([a, b]).toEqual([replica("a", "1"), replica("b", "2")]);
	expect(b?.spec).toBe(a?.spec);
	const changes: Change<DeepReadonly<Pod>>[] = [];
	store.apply(store.admit(replica("c", "3")), changes);
	store.apply(store.admit(replica("a", "4")), changes);
	expect(changes).toMatchObject([{ type: "add" }, { type: "update", old: replica("a", "1"), object: replica("a", "4") }]);
	expect(new Set(store.list().map(({ spec }) => spec))).toEqual(new Set([a?.spec]));
	store.apply(store.admit({ ...replica("a", "5"), spec: { containers: [] } }), changes);
	expect(store.get("c", "default")?.spec).toBe(a?.spec);
	expect(store.get("a", "default")?.spec).toEqual({ containers: [] });
});

test("a store that was not asked to shares nothing", () => {
	const store = new ObjectStore(Pod, { onError: console.error });
	store.replace(
		[replica("a", "1"), replica("b", "2")].map((pod) => store.admit(pod)),
		[],
	);
	expect(store.get("a", "default")?.spec).not.toBe(store.get("b", "default")?.spec);
});

test("JS-8 a member named __proto__ is data, and never what all objects inherit", () => {
	const incoming = JSON.parse(`{"labels":{"__proto__":{}},"other":{"a":1}}`) as { labels: object };
	const kept = shareEqual(JSON.parse(`{"labels":{},"other":{"a":1}}`) as typeof incoming, incoming);
	expect(JSON.stringify(kept)).toBe(`{"labels":{"__proto__":{}},"other":{"a":1}}`);
	expect(Object.values(kept.labels)).toEqual([{}]);
	expect(Object.values(kept.labels)[0]).not.toBe(Object.prototype);
});

test("what nests without end is kept as it came", () => {
	const text = `${`{"a":[`.repeat(20_000)}${`]}`.repeat(20_000)}`;
	const next = JSON.parse(text) as object;
	expect(shareEqual(JSON.parse(text) as object, next)).toBe(next);
});
