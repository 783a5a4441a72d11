import { TestCluster } from "@kubex/testing";
import { Api, type Client } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { Informer } from "kubex/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";

let cluster: TestCluster;
let client: Client;
let configMaps: Api<ConfigMap>;

beforeAll(async () => {
	cluster = await TestCluster.start();
	client = await cluster.createClient();
	configMaps = new Api(ConfigMap, { client, namespace: "default" });
	for (const name of ["a", "b"]) await configMaps.create({ metadata: { name, labels: { app: "web" } }, data: { n: "1" } });
});

afterAll(async () => {
	await client.close();
	await cluster.close();
});

test("an informer holds once what objects and their states have in common", async () => {
	await using informer = new Informer(configMaps, { labelSelector: "app=web" });
	await informer.synced;
	const [a, b] = [informer.store.get("a"), informer.store.get("b")];
	expect(a?.data).toEqual({ n: "1" });
	expect(b?.data).toBe(a?.data);
	await configMaps.replace("a", { ...(await configMaps.get("a")), data: { n: "2" } });
	await expect.poll(() => informer.store.get("a")?.data).toEqual({ n: "2" });
	expect(informer.store.get("b")?.data).toEqual({ n: "1" });
	expect(informer.store.get("a")?.metadata.labels).toBe(a?.metadata.labels);
});

test("ST-10 what a transform of the user's returns is held as it is", async () => {
	await using informer = new Informer(configMaps, { labelSelector: "app=web", transform: (object) => object });
	await informer.synced;
	expect(informer.store.get("b")?.data).not.toBe(informer.store.get("a")?.data);
	expect(informer.store.get("b")?.metadata.labels).toEqual(informer.store.get("a")?.metadata.labels);
});
