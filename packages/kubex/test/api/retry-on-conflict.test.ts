import { TestCluster } from "@kubex/testing";
import { Api, ConflictError, NotFoundError, retryOnConflict } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";

test("GAP-06 changes by many writers all arrive", async () => {
	await using cluster = await TestCluster.start();
	await using client = await cluster.createClient();
	const configMaps = new Api(ConfigMap, { client });
	await configMaps.create({ metadata: { name: "counter" }, data: { count: "0" } });
	const increment = (): Promise<ConfigMap> =>
		retryOnConflict(
			async () => {
				const current = await configMaps.get("counter");
				current.data = { count: String(Number(current.data?.["count"]) + 1) };
				return await configMaps.replace("counter", current);
			},
			{ attempts: 20 },
		);
	await Promise.all(Array.from({ length: 8 }, increment));
	expect((await configMaps.get("counter")).data).toEqual({ count: "8" });
});

test("GAP-06 a conflict that stays is thrown, and so is anything else at once", async () => {
	await using cluster = await TestCluster.start();
	await using client = await cluster.createClient();
	const configMaps = new Api(ConfigMap, { client });
	const stale = await configMaps.create({ metadata: { name: "stale" } });
	await configMaps.replace("stale", { ...stale, data: { changed: "yes" } });
	let tries = 0;
	const write = (): Promise<ConfigMap> => {
		tries += 1;
		return configMaps.replace("stale", { ...stale, data: { other: "yes" } });
	};
	await expect(retryOnConflict(write, { attempts: 3 })).rejects.toBeInstanceOf(ConflictError);
	expect(tries).toBe(3);
	await expect(retryOnConflict(() => configMaps.create({ metadata: { name: "stale" } }))).rejects.toMatchObject({
		reason: "AlreadyExists",
	});
	await expect(retryOnConflict(() => configMaps.get("gone"))).rejects.toBeInstanceOf(NotFoundError);
	await expect(retryOnConflict(write, { attempts: 0 })).rejects.toBeInstanceOf(TypeError);
	await expect(retryOnConflict(write, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
});
