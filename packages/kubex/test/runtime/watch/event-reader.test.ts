import { describe, expect, test } from "vitest";
import { ConfigMap } from "../../../k8s/v1_35/core/v1.ts";
import type { WatchEvent } from "../../../src/core/watch-event.ts";
import type { Change } from "../../../src/runtime/store/change.ts";
import type { DeepReadonly } from "../../../src/runtime/store/deep-readonly.ts";
import { ObjectStore } from "../../../src/runtime/store/object-store.ts";
import { StoreSink } from "../../../src/runtime/store/store-sink.ts";
import { EventReader } from "../../../src/runtime/watch/event-reader.ts";

type Event = WatchEvent<ConfigMap>;

function configMap(name: string, resourceVersion: string, uid: string = `uid-${name}`): ConfigMap {
	const metadata = { name, namespace: "default", uid, resourceVersion, creationTimestamp: "2026-01-01T00:00:00Z" };
	return { apiVersion: "v1", kind: "ConfigMap", metadata };
}

const event = (type: "ADDED" | "MODIFIED" | "DELETED", name: string, resourceVersion: string, uid?: string): Event => ({
	type,
	object: configMap(name, resourceVersion, uid),
});

function bookmark(resourceVersion: string, end?: string): Event {
	const annotations = end === undefined ? {} : { annotations: { "k8s.io/initial-events-end": end } };
	return { type: "BOOKMARK", object: { apiVersion: "v1", kind: "ConfigMap", metadata: { resourceVersion, ...annotations } } };
}

/** A reader with its store, and what it says in words. */
function reading(initial: boolean, resourceVersion = "5", isExpected: (object: ConfigMap) => boolean = () => true) {
	const store = new ObjectStore(ConfigMap, { onError: () => {} });
	const reader = new EventReader<ConfigMap, DeepReadonly<ConfigMap>>({
		sink: new StoreSink(store),
		isExpected,
		resourceVersion: initial ? "" : resourceVersion,
		initial,
	});
	const read = (...batch: readonly Event[]): { inOrder: boolean; changes: string[] } => {
		const changes: Change<DeepReadonly<ConfigMap>>[] = [];
		const inOrder = reader.read(batch, changes);
		return { inOrder, changes: changes.map(({ key, object, type }) => `${type} ${key} ${object.metadata.resourceVersion}`) };
	};
	return { store, reader, read };
}

describe("the initial state", () => {
	test("LW-4 LW-19 nothing of it is seen until the marker, then all of it at once", () => {
		const { read, reader, store } = reading(true);
		expect(read(event("ADDED", "a", "3"), event("ADDED", "b", "1")).changes).toEqual([]);
		expect(store.size).toBe(0);
		expect(read(bookmark("4")).changes).toEqual([]);
		expect(read(bookmark("4", "yes")).changes).toEqual([]);
		expect(reader.collecting).toBe(true);
		expect(read(bookmark("7", "true"), event("MODIFIED", "a", "8")).changes).toEqual([
			"add default/a 3",
			"add default/b 1",
			"update default/a 8",
		]);
		expect(reader.collecting).toBe(false);
	});

	test("LW-7 its objects come in no order and do not move the position", () => {
		const { read, reader } = reading(true);
		read(event("ADDED", "a", "9"), event("ADDED", "b", "2"));
		expect(reader.resourceVersion).toBe("");
		read(bookmark("9", "true"));
		expect(reader.resourceVersion).toBe("9");
	});

	test("LW-21 a deletion in the middle of it is taken out of what was collected", () => {
		const { read } = reading(true);
		read(event("ADDED", "a", "3"), event("ADDED", "b", "2"), event("DELETED", "a", "4"));
		expect(read(bookmark("5", "true")).changes).toEqual(["add default/b 2"]);
	});
});

describe("what follows", () => {
	test("LW-3 ST-13 each event and each bookmark moves the position once it has been taken in", () => {
		const { read, reader, store } = reading(false);
		read(event("ADDED", "a", "6"));
		expect([reader.resourceVersion, store.resourceVersion]).toEqual(["6", "6"]);
		read(bookmark("9"));
		expect([reader.resourceVersion, store.resourceVersion]).toEqual(["9", "9"]);
		read(event("DELETED", "a", "10"));
		expect([reader.resourceVersion, store.resourceVersion, store.size]).toEqual(["10", "10", 0]);
	});

	test("a repeated event changes nothing", () => {
		const { read } = reading(false);
		expect(read(event("ADDED", "a", "6"), event("ADDED", "a", "6")).changes).toEqual(["add default/a 6"]);
		expect(read(event("DELETED", "a", "7"), event("DELETED", "a", "7"))).toEqual({
			inOrder: true,
			changes: ["delete default/a 7"],
		});
	});

	test("an event that is older than one before it says that order is lost; what came before it is kept", () => {
		const { read } = reading(false);
		expect(read(event("ADDED", "a", "6"), event("DELETED", "a", "8"), event("MODIFIED", "a", "7"))).toEqual({
			inOrder: false,
			changes: ["add default/a 6", "delete default/a 8"],
		});
	});

	test("SF-1 versions that cannot be compared have no order to lose", () => {
		const { read, reader } = reading(false, "z");
		expect(read(event("ADDED", "a", "y"), event("MODIFIED", "a", "x"))).toEqual({
			inOrder: true,
			changes: ["add default/a y", "update default/a x"],
		});
		expect(reader.resourceVersion).toBe("x");
	});

	test("a bookmark that comes late does not move the position back", () => {
		const { read, reader } = reading(false);
		read(event("ADDED", "a", "9"), bookmark("7"));
		expect(reader.resourceVersion).toBe("9");
		expect(reader.sawBookmark).toBe(true);
	});

	test("ST-6 another object of the same name is a deletion and an addition", () =>
		expect(reading(false).read(event("ADDED", "a", "6"), event("MODIFIED", "a", "9", "other")).changes).toEqual([
			"add default/a 6",
			"delete default/a 6",
			"add default/a 9",
		]));

	test("LW-18 what was not asked for is left out", () => {
		const { read } = reading(false, "5", ({ metadata }) => metadata.name !== "table");
		expect(read(event("ADDED", "table", "6"), event("ADDED", "a", "7")).changes).toEqual(["add default/a 7"]);
	});
});
