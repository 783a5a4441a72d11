import fc from "fast-check";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import type { DeepReadonly } from "kubex/runtime";
import { expect, test } from "vitest";
import { ObjectStore } from "../../../src/runtime/store/object-store.ts";
import { applyChanges } from "../../support/apply-changes.ts";
import { histories, ToldServer } from "../../support/histories.ts";

test("ST-1 ST-4 ST-7 the store, its indexes and the sum of its changes are what the server has told, after every step of any history", () => {
	const property = fc.property(histories, (steps) => {
		const server = new ToldServer();
		const store = new ObjectStore(Pod, {
			indexes: { uid: ({ metadata }) => [metadata.uid], parity: ({ metadata }) => [`${Number(metadata.resourceVersion) % 2}`] },
			onError: (error) => {
				throw error;
			},
		});
		const consumer = new Map<string, DeepReadonly<Pod>>();
		for (const step of steps) {
			const changes = server.run(step, store);
			applyChanges(consumer, changes);
			const firstOther = changes.findIndex(({ type }) => type !== "delete");
			if (step.kind === "relist" && firstOther !== -1) {
				expect(changes.slice(firstOther).filter(({ type }) => type === "delete")).toEqual([]);
			}
			expect(consumer).toEqual(server.told);
			expect(new Map([...store.keys()].map((key) => [key, store.getByKey(key)]))).toEqual(server.told);
			for (const [key, pod] of consumer) {
				expect(store.getByKey(key)).toBe(pod);
				expect(store.by("uid", pod.metadata.uid)).toEqual([pod]);
			}
			expect(store.by("parity", "0").length + store.by("parity", "1").length).toBe(store.size);
		}
	});
	fc.assert(property, { numRuns: 1000 });
});
