import { Api } from "kubex";
import { PersistentVolume, PersistentVolumeClaim, Pod } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const claims = new Api(PersistentVolumeClaim, { client, namespace });
const pods = new Api(Pod, { client, namespace });
const spec = { storageClassName: "none", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

check("S1 W a deleted claim stays while a scheduled Pod uses it [needs:kcm]", async () => {
	await claims.create({ metadata: { name: "used" }, spec });
	await pods.create({
		metadata: { name: "user" },
		spec: {
			nodeName: "conformance-no-such-node",
			containers: [{ name: "main", image: "example.com/none:1" }],
			volumes: [{ name: "data", persistentVolumeClaim: { claimName: "used" } }],
		},
	});
	await claims.create({ metadata: { name: "unused" }, spec });
	await claims.delete("used");
	await claims.delete("unused");
	await expect.poll(() => claims.exists("unused"), { timeout: 10_000 }).toBe(false);
	expect((await claims.get("used")).metadata.finalizers).toEqual(["kubernetes.io/pvc-protection"]);
	await pods.delete("user", { gracePeriodSeconds: 0 });
	await expect.poll(() => claims.exists("used"), { timeout: 10_000 }).toBe(false);
});

check("S1 W a deleted volume that is bound to no claim goes [needs:kcm]", async () => {
	const volumes = new Api(PersistentVolume, { client });
	const { metadata } = await volumes.create({
		metadata: { generateName: "conformance-" },
		spec: { storageClassName: "none", capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/x" } },
	});
	expect(metadata.finalizers).toEqual(["kubernetes.io/pv-protection"]);
	await volumes.delete(metadata.name);
	await expect.poll(() => volumes.exists(metadata.name), { timeout: 10_000 }).toBe(false);
});
