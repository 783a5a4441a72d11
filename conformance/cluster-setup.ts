import { setTimeout } from "node:timers/promises";
import { createClient } from "kubex";
import { conformanceLabel } from "./conformance-label.ts";

const namespaces = { method: "GET", path: "/api/v1/namespaces", query: [["labelSelector", conformanceLabel]] } as const;
const patience = 60_000;

/** Says which server is asked, and afterwards waits until the namespaces of the tests are gone. */
export default async function setup(): Promise<() => Promise<void>> {
	await using client = await createClient();
	console.log(`conformance on a cluster of ${(await client.version()).gitVersion}`);
	return async () => {
		await using after = await createClient();
		for (const end = Date.now() + patience; ; await setTimeout(500)) {
			const { items } = (await after.request(namespaces)).body as { items: { metadata: { name: string } }[] };
			if (items.length === 0) return;
			if (Date.now() < end) continue;
			throw new Error(`namespaces are left: ${items.map(({ metadata }) => metadata.name).join(", ")}`);
		}
	};
}
