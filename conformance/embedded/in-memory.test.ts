import { TestCluster } from "@kubex/testing";
import { AlreadyExistsError, Api, ConflictError, isStatus, NotFoundError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Namespace } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";

test("design 5: every verb works without sockets, on the state that sockets show", async () => {
	await using cluster = await TestCluster.start();
	await using client = await cluster.createClient({ transport: cluster.transport });
	await using socketClient = await cluster.createClient();
	const { metadata } = await new Api(Namespace, { client }).create({ metadata: { generateName: "in-memory-" } });
	const namespace = metadata.name;
	const configMaps = new Api(ConfigMap, { client, namespace });
	const overSockets = new Api(ConfigMap, { client: socketClient, namespace });

	const created = await configMaps.create({ metadata: { name: "a", labels: { x: "y" } }, data: { a: "1" } });
	expect(await configMaps.get("a")).toEqual(created);
	expect(await overSockets.get("a")).toEqual(created);
	const replaced = await overSockets.replace("a", { ...created, data: { a: "2" } });
	await expect(configMaps.replace("a", created)).rejects.toThrow(ConflictError);
	await expect(configMaps.create({ metadata: { name: "a" } })).rejects.toThrow(AlreadyExistsError);
	expect((await configMaps.list({ labelSelector: { x: "y" } })).items).toEqual([replaced]);
	const dry = await configMaps.delete("a", { dryRun: true });
	expect(isStatus(dry)).toBe(true);

	const deployments = new Api(Deployment, { client, namespace });
	const labels = { app: "a" };
	const template = { metadata: { labels }, spec: { containers: [{ name: "main", image: "example.com/none:1" }] } };
	await deployments.create({ metadata: { name: "a" }, spec: { replicas: 0, selector: { matchLabels: labels }, template } });
	const scale = await deployments.scale.get("a");
	expect((await deployments.scale.replace("a", { ...scale, spec: { replicas: 2 } })).spec?.replicas).toBe(2);
	expect((await deployments.status.get("a")).spec?.replicas).toBe(2);

	const deleted = await configMaps.deleteCollection({ labelSelector: "x" });
	expect(isStatus(deleted) ? [] : deleted.items.map((item) => item.metadata.name)).toEqual(["a"]);
	await expect(overSockets.get("a")).rejects.toThrow(NotFoundError);
	expect((await client.request({ method: "GET", path: "/readyz" })).body).toBe("ok");
	expect(await client.version()).toEqual(await socketClient.version());
});
