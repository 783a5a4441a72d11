import { Api } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { PriorityClass } from "kubex/k8s/v1_35/scheduling/v1";
import type { OwnerReference } from "kubex/meta";
import { expect } from "vitest";
import { check } from "./check.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const held = ["example.com/held"];

/** Makes a ConfigMap that names others as its owners. */
const make = async (
	name: string,
	owners: readonly (ConfigMap | OwnerReference)[] = [],
	options: { readonly finalizers?: string[]; readonly blocks?: boolean } = {},
): Promise<ConfigMap> =>
	await configMaps.create({
		metadata: {
			name,
			...(options.finalizers === undefined ? {} : { finalizers: options.finalizers }),
			ownerReferences: owners.map((owner) => ("uid" in owner ? owner : ownerOf(owner, options.blocks))),
		},
	});
const ownerOf = ({ metadata: { name, uid } }: ConfigMap, blockOwnerDeletion = true): OwnerReference => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	name,
	uid,
	blockOwnerDeletion,
});
const gone = async (name: string): Promise<void> =>
	await expect.poll(() => configMaps.exists(name), { timeout: 20_000, message: `${name} is gone` }).toBe(false);
const release = async (name: string): Promise<void> => {
	const { metadata } = await configMaps.get(name);
	await configMaps.replace(name, { metadata: { name, ownerReferences: metadata.ownerReferences ?? [], finalizers: [] } });
};

check("N7 what hangs on an owner goes with it, and what hangs on that [needs:gc]", async () => {
	const owner = await make("chain");
	const dependent = await make("chain-a", [owner]);
	await make("chain-b", [dependent]);
	await configMaps.delete("chain", { propagationPolicy: "Background" });
	await gone("chain-a");
	await gone("chain-b");
});

check("N6 N7 in the foreground an owner waits for the dependents that block it [needs:gc]", async () => {
	const owner = await make("front");
	await make("front-blocks", [owner], { finalizers: held });
	await make("front-free", [owner]);
	await configMaps.delete("front", { propagationPolicy: "Foreground" });
	await gone("front-free");
	await expect.poll(async () => (await configMaps.get("front-blocks")).metadata.deletionTimestamp).toBeDefined();
	expect((await configMaps.get("front")).metadata.finalizers).toEqual(["foregroundDeletion"]);
	await release("front-blocks");
	await gone("front");
});

check("N6 N7 a dependent that does not block lets its owner go first [needs:gc]", async () => {
	const owner = await make("lax");
	await make("lax-held", [owner], { finalizers: held, blocks: false });
	await configMaps.delete("lax", { propagationPolicy: "Foreground" });
	await gone("lax");
	await expect.poll(async () => (await configMaps.get("lax-held")).metadata.deletionTimestamp).toBeDefined();
	await release("lax-held");
	await gone("lax-held");
});

check("N6 N7 orphans stay, and forget their owner [needs:gc]", async () => {
	const owner = await make("parent");
	await make("orphan", [owner]);
	await configMaps.delete("parent", { propagationPolicy: "Orphan" });
	await gone("parent");
	expect((await configMaps.get("orphan")).metadata).not.toHaveProperty("ownerReferences");
});

check("N7 an object stays while one of its owners does, and forgets the others [needs:gc]", async () => {
	const [first, second] = [await make("first"), await make("second")];
	await make("shared", [first, second]);
	await configMaps.delete("first");
	const owners = async (): Promise<unknown> => (await configMaps.get("shared")).metadata.ownerReferences;
	await expect.poll(owners, { timeout: 20_000 }).toEqual([ownerOf(second)]);
	await configMaps.delete("second");
	await gone("shared");
});

check("N7 an owner that waits for its dependents is none to one that has another [needs:gc]", async () => {
	const [first, second] = [await make("waiting"), await make("solid")];
	await make("of-both", [first, second]);
	await configMaps.delete("waiting", { propagationPolicy: "Foreground" });
	await gone("waiting");
	expect((await configMaps.get("of-both")).metadata.ownerReferences).toEqual([ownerOf(second)]);
});

check("N7 the uid decides who is an owner, not the name [needs:gc]", async () => {
	const owner = await make("renewed");
	await make("of-former", [{ ...ownerOf(owner), uid: "00000000-0000-4000-8000-000000000000" }]);
	await gone("of-former");
	expect(await configMaps.exists("renewed")).toBe(true);
});

check("N7 an owner of another namespace is absent [needs:gc]", async () => {
	const other = await server.namespace();
	const owner = await configMaps.create({ metadata: { name: "far" } }, { namespace: other });
	await make("of-far", [owner]);
	await gone("of-far");
	expect(await configMaps.exists("far", { namespace: other })).toBe(true);
});

check("N7 an object of a namespace may belong to one of the cluster [needs:gc]", async () => {
	const classes = new Api(PriorityClass, { client });
	const { metadata } = await classes.create({ metadata: { generateName: "conformance-" }, value: 1 });
	const owner = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", name: metadata.name, uid: metadata.uid };
	await make("of-class", [owner]);
	await make("of-nobody", [{ ...owner, name: "conformance-nobody" }]);
	// The second shows that there was time for the first.
	await gone("of-nobody");
	expect(await configMaps.exists("of-class")).toBe(true);
	await classes.delete(metadata.name);
	await gone("of-class");
});

check("N7 nothing is concluded from an owner of a kind that is not served [needs:gc]", async () => {
	const uid = "00000000-0000-4000-8000-000000000001";
	await make("of-unknown", [{ apiVersion: "example.com/v1", kind: "Widget", name: "w", uid }]);
	await make("of-absent", [{ apiVersion: "v1", kind: "ConfigMap", name: "absent", uid }]);
	await gone("of-absent");
	expect(await configMaps.exists("of-unknown")).toBe(true);
	await configMaps.delete("of-unknown");
});

check("N7 owners in a circle do not wait for each other [needs:gc]", async () => {
	const first = await make("circle-a");
	const second = await make("circle-b", [first]);
	await configMaps.replace("circle-a", { metadata: { name: "circle-a", ownerReferences: [ownerOf(second)] } });
	await configMaps.delete("circle-a", { propagationPolicy: "Foreground" });
	await gone("circle-a");
	await gone("circle-b");
});
