import fc from "fast-check";
import { expect, test } from "vitest";
import { Compacted, RevisionConflict, Store, type StoreEvent } from "../../src/storage/store.ts";

const state = (value: string) => ({ metadata: { name: value }, value });
const keys = (store: Store, prefix = "", revision?: number) =>
	[...store.range("c", prefix, prefix, revision)].map((object) => object.key);

test("ST1 each write takes the next revision, which becomes the object's resourceVersion", () => {
	const store = new Store(10);
	const first = store.put("c", "a", state("1"), undefined);
	const second = store.put("c", "b", state("2"), undefined);
	expect([first.state.metadata.resourceVersion, second.state.metadata.resourceVersion, store.revision]).toEqual(["1", "2", 2]);
	store.remove("c", "a", first);
	expect(store.revision).toBe(3);
});

test("ST2 keys are in bytewise order, whichever order they came in", () => {
	const store = new Store(100);
	for (const key of ["n/b", "n/a", "n/a-1", "n/a.b", "n/a0", "n-1/z"]) store.put("c", key, state(key), undefined);
	expect(keys(store)).toEqual(["n-1/z", "n/a", "n/a-1", "n/a.b", "n/a0", "n/b"]);
	expect(keys(store, "n/")).toEqual(["n/a", "n/a-1", "n/a.b", "n/a0", "n/b"]);
});

test("ST3 what was compacted cannot be read, what came after can", () => {
	const store = new Store(100);
	const a = store.put("c", "a", state("1"), undefined);
	store.put("c", "b", state("1"), undefined);
	store.compact();
	store.remove("c", "a", a);
	expect(() => store.range("c", "", "", 1)).toThrow(Compacted);
	expect(keys(store, "", 2)).toEqual(["a", "b"]);
	expect(keys(store)).toEqual(["b"]);
});

test("ST3 the history is bounded", () => {
	const store = new Store(5);
	for (let i = 0; i < 30; i++) store.put("c", `k${i}`, state("1"), undefined);
	expect(() => store.range("c", "", "", 10)).toThrow(Compacted);
	expect(keys(store, "", 28)).toHaveLength(28);
});

test("ST5 a write that follows another version than the stored one is refused", () => {
	const store = new Store(10);
	const a = store.put("c", "a", state("1"), undefined);
	store.put("c", "a", state("2"), a);
	expect(() => store.put("c", "a", state("3"), a)).toThrow(RevisionConflict);
	expect(() => store.put("c", "a", state("3"), undefined)).toThrow(RevisionConflict);
	expect(() => store.remove("c", "a", a)).toThrow(RevisionConflict);
});

test("ST4 each write tells what was there before", () => {
	const store = new Store(10);
	const events: StoreEvent[] = [];
	store.subscribe((event) => events.push(event));
	const a = store.put("c", "a", state("1"), undefined);
	const b = store.put("c", "a", state("2"), a);
	store.remove("c", "a", b);
	expect(events.map(({ revision, previous, current }) => [revision, previous, current])).toEqual([
		[1, undefined, a],
		[2, a, b],
		[3, b, undefined],
	]);
});

test("ST3 any state since the last compaction reads as it was, whatever was written", () => {
	const write = fc.record({
		key: fc.constantFrom("a", "a-1", "b", "c"),
		kind: fc.constantFrom("put", "put", "remove", "compact"),
	});
	fc.assert(
		fc.property(fc.array(write, { maxLength: 60 }), (writes) => {
			const store = new Store(1000);
			const states = new Map<number, Record<string, unknown>>([[0, {}]]);
			let present: Record<string, unknown> = {};
			for (const [index, { key, kind }] of writes.entries()) {
				const current = store.get("c", key);
				if (kind === "put") {
					store.put("c", key, state(String(index)), current);
					present = { ...present, [key]: String(index) };
				} else if (kind === "remove" && current !== undefined) {
					store.remove("c", key, current);
					const { [key]: _gone, ...rest } = present;
					present = rest;
				} else if (kind === "compact") {
					store.compact();
					states.clear();
				}
				states.set(store.revision, present);
			}
			for (const [revision, expected] of states) {
				const read = [...store.range("c", "", "", revision)].map((object) => [object.key, object.state["value"]]);
				expect(Object.fromEntries(read)).toEqual(expected);
				expect(read.map(([key]) => key)).toEqual(Object.keys(expected).toSorted());
			}
		}),
	);
});
