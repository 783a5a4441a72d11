import fc from "fast-check";
import { expect, test } from "vitest";
import { ClusterState, configMaps } from "../registry/cluster-state.ts";

interface Reference {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly uid: string;
}

const make = async (cluster: ClusterState, name: string, owners: readonly Reference[] = []): Promise<Reference> => {
	const { body } = await cluster.call("POST", configMaps, { metadata: { name, ownerReferences: owners } });
	return { apiVersion: "v1", kind: "ConfigMap", name, uid: body.metadata.uid };
};
const names = async (cluster: ClusterState): Promise<string[]> => {
	const { body } = await cluster.call("GET", configMaps);
	const items: { metadata: { name: string } }[] = body.items;
	return items.map(({ metadata }) => metadata.name).filter((name) => name !== "kube-root-ca.crt");
};

test("N7 settling waits for the garbage collector", async () => {
	const cluster = new ClusterState();
	const owner = await make(cluster, "owner");
	await make(cluster, "b", [await make(cluster, "a", [owner])]);
	await cluster.call("DELETE", `${configMaps}/owner`);
	expect(await names(cluster)).toEqual(["a", "b"]);
	await cluster.registry.settle();
	expect(await names(cluster)).toEqual([]);
});

test("N7 after the store has gone back, dependents follow their owners again", async () => {
	const cluster = new ClusterState();
	await make(cluster, "dependent", [await make(cluster, "owner")]);
	const state = cluster.registry.state();
	for (let round = 0; round < 2; round++) {
		await cluster.call("DELETE", `${configMaps}/owner`);
		await cluster.registry.settle();
		expect(await names(cluster)).toEqual([]);
		cluster.registry.restore(state);
		await cluster.registry.settle();
		expect(await names(cluster)).toEqual(["dependent", "owner"]);
	}
});

test("N7 without the garbage collector dependents and finalizers stay", async () => {
	const cluster = new ClusterState({ garbageCollection: false });
	await make(cluster, "dependent", [await make(cluster, "owner")]);
	await cluster.call("DELETE", `${configMaps}/owner`, { propagationPolicy: "Foreground" });
	await cluster.registry.settle();
	expect(await names(cluster)).toEqual(["dependent", "owner"]);
});

test("N7 whatever the owners, exactly what has none left goes, whichever way they are deleted", async () => {
	// Each object names some of those before it, so that there is no circle.
	const graphs = fc.array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 8 });
	const policies = fc.constantFrom("Background", "Foreground");
	await fc.assert(
		fc.asyncProperty(graphs, fc.nat(), policies, async (graph, deleted, propagationPolicy) => {
			const cluster = new ClusterState();
			const objects: Reference[] = [];
			const owners = graph.map((picks, index) => new Set(index === 0 ? [] : picks.map((pick) => pick % index)));
			for (const [index, of] of owners.entries()) {
				const references = [...of].flatMap((owner) => objects[owner] ?? []).map((one) => ({ ...one, blockOwnerDeletion: true }));
				objects.push(await make(cluster, `o${index}`, references));
			}
			const first = deleted % graph.length;
			await cluster.call("DELETE", `${configMaps}/o${first}`, { propagationPolicy });
			await cluster.registry.settle();
			const left = new Set<number>();
			for (const [index, of] of owners.entries()) {
				if (index !== first && (of.size === 0 || [...of].some((owner) => left.has(owner)))) left.add(index);
			}
			expect(await names(cluster)).toEqual([...left].map((index) => `o${index}`));
		}),
		{ numRuns: 60 },
	);
});
