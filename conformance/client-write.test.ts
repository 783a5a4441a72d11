import {
	AlreadyOwnedError,
	Api,
	addFinalizer,
	controllerOf,
	createOrUpdate,
	ensureDeleted,
	removeFinalizer,
	update,
	withOwner,
	withoutOwner,
} from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const mine = "example.com/mine";

check("GAP-06, AP-4 many writers create and update one object, and no change is lost", async () => {
	const writers = Array.from({ length: 6 }, (_, writer) =>
		createOrUpdate(configMaps, "shared", (current) => ({ ...current, data: { ...current?.data, [`writer-${writer}`]: "1" } }), {
			attempts: 20,
		}),
	);
	const operations = (await Promise.all(writers)).map(({ operation }) => operation);
	expect(operations.filter((operation) => operation === "created")).toHaveLength(1);
	expect(Object.keys((await configMaps.get("shared")).data ?? {})).toHaveLength(6);
	const before = await configMaps.get("shared");
	expect(await update(configMaps, "shared", () => {})).toEqual(before);
});

check("GAP-06 what is desired need not say its name, and what it leaves out of its metadata is removed", async () => {
	const created = await createOrUpdate(configMaps, "nameless", () => ({ metadata: { labels: { a: "b" } }, data: { a: "1" } }));
	expect(created).toMatchObject({ operation: "created", object: { metadata: { name: "nameless", labels: { a: "b" } } } });
	const updated = await createOrUpdate(configMaps, "nameless", (current) => ({ ...current, data: { a: "2" } }));
	expect(updated).toMatchObject({ operation: "updated", object: { metadata: { labels: { a: "b" } }, data: { a: "2" } } });
	const bare = await createOrUpdate(configMaps, "nameless", () => ({ data: { a: "2" } }));
	expect(bare).toMatchObject({ operation: "updated", object: { metadata: { name: "nameless" }, data: { a: "2" } } });
	expect(bare.object.metadata.labels).toBeUndefined();
	expect((await createOrUpdate(configMaps, "nameless", () => ({ data: { a: "2" } }))).operation).toBe("unchanged");
});

check("FN-1, FN-7 a finalizer is stored once, and keeps the object until it is removed", async () => {
	const created = await configMaps.create({ metadata: { name: "guarded" } });
	const guarded = await addFinalizer(configMaps, created, mine);
	expect(guarded.metadata.finalizers).toEqual([mine]);
	expect(await addFinalizer(configMaps, "guarded", mine)).toEqual(guarded);
	const more = await addFinalizer(configMaps, guarded, "example.com/other");
	expect(more.metadata.finalizers).toEqual([mine, "example.com/other"]);
	const ending = await ensureDeleted(configMaps, "guarded");
	expect(ending?.metadata.deletionTimestamp).toBeDefined();
	const refused = await addFinalizer(configMaps, "guarded", "example.com/third");
	expect(refused.metadata.finalizers).toEqual([mine, "example.com/other"]);
	// What was read before the other finalizer came knows only its own.
	expect((await removeFinalizer(configMaps, guarded, mine))?.metadata.finalizers).toEqual(["example.com/other"]);
	await removeFinalizer(configMaps, "guarded", "example.com/other");
	expect(await configMaps.exists("guarded")).toBe(false);
	expect(await removeFinalizer(configMaps, "guarded", mine)).toBeUndefined();
	expect(await removeFinalizer(configMaps, guarded, mine)).toBeUndefined();
});

check("FN-3, FN-6 many that add and remove at the same time lose nobody's finalizer", async () => {
	await configMaps.create({ metadata: { name: "crowded" } });
	const names = Array.from({ length: 6 }, (_, index) => `example.com/f${index}`);
	await Promise.all(names.map((name) => addFinalizer(configMaps, "crowded", name, { attempts: 20 })));
	expect((await configMaps.get("crowded")).metadata.finalizers?.toSorted()).toEqual(names);
	await Promise.all(names.slice(1).map((name) => removeFinalizer(configMaps, "crowded", name, { attempts: 20 })));
	expect((await configMaps.get("crowded")).metadata.finalizers).toEqual(names.slice(0, 1));
	await removeFinalizer(configMaps, "crowded", "example.com/f0");
	expect((await configMaps.get("crowded")).metadata).not.toHaveProperty("finalizers");
});

check("AP-6 an object goes with its owners, and stays when it has none any longer [needs:gc]", async () => {
	const owner = await configMaps.create({ metadata: { name: "owner" } });
	const other = await configMaps.create({ metadata: { name: "another-owner" } });
	const create = (name: string) => configMaps.create(withOwner({ metadata: { name } }, owner, { controller: true }));
	const owned = await create("owned");
	expect(controllerOf(owned)).toEqual({
		apiVersion: "v1",
		kind: "ConfigMap",
		name: "owner",
		uid: owner.metadata.uid,
		controller: true,
		blockOwnerDeletion: true,
	});
	expect(() => withOwner(owned, other, { controller: true })).toThrow(AlreadyOwnedError);
	await create("freed");
	const freed = await update(configMaps, "freed", (object) => withoutOwner(object, owner));
	expect(freed.metadata).not.toHaveProperty("ownerReferences");
	await create("common");
	await update(configMaps, "common", (object) => withOwner(object, other));
	await configMaps.delete("owner", { propagationPolicy: "Background" });
	await eventually(async () => !(await configMaps.exists("owned")));
	await eventually(async () => (await configMaps.get("common")).metadata.ownerReferences?.length === 1);
	expect((await configMaps.get("common")).metadata.ownerReferences?.[0]?.name).toBe("another-owner");
	expect(await configMaps.get("freed")).toEqual(freed);
});
