import { setTimeout as delay } from "node:timers/promises";
import { figuresOf, interleave } from "../rounds.mjs";
import { runChild } from "../spawn.mjs";

const least = 300;
const definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const group = "bench.kubex.example";

/** @type {import("./scenario.d.ts").Scenario} */
export const discovery = {
	name: "discovery",
	needs: "cluster",
	async measure({ rounds, runnables, cluster }) {
		const { client } = cluster;
		const { length } = await client.discovery.resources();
		const plurals = Array.from({ length: Math.max(0, least - length) }, (_, index) => `things${index}`);
		try {
			for (const plural of plurals) await client.request({ method: "POST", path: definitions, body: definition(plural) });
			// They are served a little after they are defined.
			while (
				(await client.discovery.refresh()).find(({ name }) => name === group)?.versions[0]?.resources.length !== plurals.length
			) {
				await delay(250);
			}
			const samples = await interleave(rounds, runnables, async ({ node, module }) => {
				const { result } = await runChild(node, "discovery", [module, cluster.kubeconfig]);
				if (result.resources < least) throw new Error(`${module}: ${result.resources} of ${least} resources`);
				return result;
			});
			return figuresOf({ scenario: "discovery", title: `Discovery of ${least} resources`, reference: "floor" }, samples, [
				{ metric: "time", unit: "ms", of: ({ time }) => time },
				{ metric: "CPU", unit: "ms", of: ({ cpu }) => cpu },
				{ metric: "requests", unit: "", of: ({ requests }) => requests },
			]);
		} finally {
			for (const plural of plurals) await client.request({ method: "DELETE", path: `${definitions}/${plural}.${group}` });
		}
	},
};

/** @param {string} plural */
function definition(plural) {
	const kind = `T${plural.slice(1, -1)}${plural.at(-1)}`;
	return {
		apiVersion: "apiextensions.k8s.io/v1",
		kind: "CustomResourceDefinition",
		metadata: { name: `${plural}.${group}` },
		spec: {
			group,
			scope: "Namespaced",
			names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
			versions: [
				{
					name: "v1",
					served: true,
					storage: true,
					schema: { openAPIV3Schema: { type: "object" } },
					subresources: { status: {} },
				},
			],
		},
	};
}
