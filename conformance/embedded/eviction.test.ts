import { TestCluster } from "@kubex/testing";
import { Api, mergePatch, TooManyRequestsError } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { PodDisruptionBudget } from "kubex/k8s/v1_35/policy/v1";
import { expect, test } from "vitest";

// Where a controller runs, it has looked at a budget before anybody could evict.
test("SR-05 patience for a budget that nobody has looked at ends in time, whatever the server asks for", async () => {
	await using cluster = await TestCluster.start();
	const sent: string[] = [];
	await using client = await cluster.createClient({ hooks: [{ onRequest: ({ path }) => void sent.push(path) }] });
	const pods = new Api(Pod, { client });
	const budgets = new Api(PodDisruptionBudget, { client });
	const labels = { app: "web" };
	await pods.create({ metadata: { name: "web", labels }, spec: { containers: [{ name: "main", image: "nginx" }] } });
	await pods.status.patch("web", mergePatch({ status: { phase: "Running" } }));
	await budgets.create({ metadata: { name: "web" }, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } });

	sent.length = 0;
	const refused = pods.eviction.create("web", { retryOnDisruptionBudget: { timeout: 600 } });
	await expect(refused).rejects.toThrow(TooManyRequestsError);
	await expect(refused).rejects.toMatchObject({ retryAfter: 10_000 });
	// Ten seconds would be too long, so there is no second try.
	expect(sent).toHaveLength(1);

	await expect(pods.eviction.create("web")).rejects.toThrow(TooManyRequestsError);
	expect(sent).toHaveLength(2);
});
