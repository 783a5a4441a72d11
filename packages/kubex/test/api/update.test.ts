import { TestCluster } from "@kubex/testing";
import { AlreadyExistsError, Api, ConflictError, createOrUpdate, ensureDeleted, NotFoundError, update } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { describe, expect, onTestFinished, test } from "vitest";
import { rejection } from "../support/rejection.ts";

/** ConfigMaps of a cluster of their own, and the methods of what was sent. */
async function configMapsOf(): Promise<{ configMaps: Api<ConfigMap>; sent: string[] }> {
	const cluster = await TestCluster.start();
	const sent: string[] = [];
	const client = await cluster.createClient({
		transport: (inner) => ({
			send: (request) => {
				sent.push(request.method);
				return inner.send(request);
			},
			close: () => inner.close(),
		}),
	});
	onTestFinished(async () => {
		await client.close();
		await cluster.close();
	});
	return { configMaps: new Api(ConfigMap, { client }), sent };
}

describe("update", () => {
	test("GAP-06, AP-5 changes by many writers all arrive, each made of a fresh object", async () => {
		const { configMaps } = await configMapsOf();
		await configMaps.create({ metadata: { name: "counter" }, data: { count: "0" } });
		const seen = new Set<ConfigMap>();
		const increment = (): Promise<ConfigMap> =>
			update(
				configMaps,
				"counter",
				(current) => {
					expect(seen.has(current)).toBe(false);
					seen.add(current);
					current.data = { count: String(Number(current.data?.["count"]) + 1) };
				},
				{ attempts: 20 },
			);
		await Promise.all(Array.from({ length: 8 }, increment));
		expect((await configMaps.get("counter")).data).toEqual({ count: "8" });
	});

	test("GAP-06 another object may be returned, and is guarded by the version that was read", async () => {
		const { configMaps } = await configMapsOf();
		await configMaps.create({ metadata: { name: "c" }, data: { a: "1" } });
		let tries = 0;
		const updated = await update(configMaps, "c", async (current) => {
			tries += 1;
			if (tries === 1) await configMaps.replace("c", { metadata: { name: "c" }, data: { theirs: "1" } });
			return { metadata: { name: "c" }, data: { ...current.data, b: "2" } };
		});
		expect([tries, updated.data]).toEqual([2, { theirs: "1", b: "2" }]);
	});

	test("AP-3 what is not changed is not written", async () => {
		const { configMaps, sent } = await configMapsOf();
		const created = await configMaps.create({ metadata: { name: "c" }, data: { a: "1" } });
		sent.length = 0;
		expect(await update(configMaps, "c", () => {})).toEqual(created);
		expect(await update(configMaps, "c", (current) => ({ ...current }))).toEqual(created);
		expect(sent).toEqual(["GET", "GET"]);
	});

	test.each([
		["name", { name: "other" }],
		["namespace", { namespace: "other" }],
		["uid", { uid: "other" }],
	])("AP-3 a change of the %s is refused before anything is written", async (member, changed) => {
		const { configMaps, sent } = await configMapsOf();
		await configMaps.create({ metadata: { name: "c" } });
		sent.length = 0;
		const error = await rejection(update(configMaps, "c", (current) => void Object.assign(current.metadata, changed)));
		expect(error).toBeInstanceOf(TypeError);
		expect(String(error)).toContain(member);
		expect(sent).toEqual(["GET"]);
	});

	test("GAP-06 a conflict that stays is thrown, and so is anything else at once", async () => {
		const { configMaps } = await configMapsOf();
		await configMaps.create({ metadata: { name: "c" } });
		let writes = 0;
		const hindered = update(
			configMaps,
			"c",
			async (current) => {
				writes += 1;
				await configMaps.replace("c", { metadata: { name: "c" }, data: { writes: String(writes) } });
				current.data = {};
			},
			{ attempts: 3 },
		);
		expect(await rejection(hindered)).toBeInstanceOf(ConflictError);
		expect(writes).toBe(3);
		expect(await rejection(update(configMaps, "gone", () => {}))).toBeInstanceOf(NotFoundError);
		const fails = update(configMaps, "c", () => {
			throw new Error("of the change");
		});
		expect(String(await rejection(fails))).toMatch(/of the change/);
		expect(await rejection(update(configMaps, "c", () => {}, { attempts: 0 }))).toBeInstanceOf(TypeError);
	});
});

describe("createOrUpdate", () => {
	const desired = (current: ConfigMap | undefined): { metadata: object; data: Record<string, string> } => ({
		...current,
		metadata: { ...current?.metadata },
		data: { ...current?.data, mine: "1" },
	});

	test("AP-3 creates, updates, or leaves alone", async () => {
		const { configMaps, sent } = await configMapsOf();
		expect((await createOrUpdate(configMaps, "c", desired)).operation).toBe("created");
		await update(configMaps, "c", (current) => void (current.data = { theirs: "1" }));
		const updated = await createOrUpdate(configMaps, "c", desired);
		expect([updated.operation, updated.object.data]).toEqual(["updated", { theirs: "1", mine: "1" }]);
		sent.length = 0;
		const unchanged = await createOrUpdate(configMaps, "c", desired);
		expect(unchanged).toEqual({ operation: "unchanged", object: updated.object });
		expect(sent).toEqual(["GET"]);
		const same = await createOrUpdate(configMaps, "c", () => ({ data: { mine: "1", theirs: "1" }, metadata: {} }));
		expect(same.operation).toBe("unchanged");
	});

	test("AP-3 a dry run stores nothing", async () => {
		const { configMaps } = await configMapsOf();
		const { operation } = await createOrUpdate(configMaps, "c", desired, { dryRun: true });
		expect([operation, await configMaps.exists("c")]).toEqual(["created", false]);
	});

	test("AP-4 somebody else creates it, deletes it, or writes it", async () => {
		const { configMaps } = await configMapsOf();
		const operations: string[] = [];
		const meddle = [
			() => configMaps.create({ metadata: { name: "c" }, data: { theirs: "1" } }),
			() => configMaps.delete("c"),
			() => configMaps.create({ metadata: { name: "c" }, data: { theirs: "2" } }),
			() => configMaps.replace("c", { metadata: { name: "c" }, data: { theirs: "3" } }),
		];
		const { operation, object } = await createOrUpdate(configMaps, "c", async (current) => {
			operations.push(current === undefined ? "create" : "update");
			await meddle[operations.length - 1]?.();
			return desired(current);
		});
		expect(operations).toEqual(["create", "update", "create", "update", "update"]);
		expect([operation, object.data]).toEqual(["updated", { theirs: "3", mine: "1" }]);
	});

	test("AP-3 another name is refused, and a race that stays is thrown", async () => {
		const { configMaps } = await configMapsOf();
		expect(await rejection(createOrUpdate(configMaps, "c", () => ({ metadata: { name: "other" } })))).toBeInstanceOf(TypeError);
		const lost = createOrUpdate(
			configMaps,
			"c",
			async () => {
				await configMaps.create({ metadata: { name: "c" } });
				return { metadata: {} };
			},
			{ attempts: 1 },
		);
		expect(await rejection(lost)).toBeInstanceOf(AlreadyExistsError);
	});
});

describe("ensureDeleted", () => {
	test("GAP-06 that there is none is no failure", async () => {
		const { configMaps } = await configMapsOf();
		await configMaps.create({ metadata: { name: "c" } });
		expect(await ensureDeleted(configMaps, "c")).toBeUndefined();
		expect(await configMaps.exists("c")).toBe(false);
		expect(await ensureDeleted(configMaps, "c")).toBeUndefined();
	});

	test("GAP-06 an object that still has to end comes back, and a precondition holds", async () => {
		const { configMaps } = await configMapsOf();
		await configMaps.create({ metadata: { name: "c", finalizers: ["example.com/a"] } });
		expect(await rejection(ensureDeleted(configMaps, "c", { preconditions: { uid: "other" } }))).toBeInstanceOf(ConflictError);
		expect((await ensureDeleted(configMaps, "c"))?.metadata.deletionTimestamp).toBeDefined();
	});
});
