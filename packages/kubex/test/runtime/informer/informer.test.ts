import { TestCluster } from "@kubex/testing";
import { Api, type Client, createClient, ForbiddenError, Kubeconfig } from "kubex";
import { ConfigMap, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { type Change, type DeepReadonly, Informer, InformerHub } from "kubex/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

let cluster: TestCluster;
let client: Client;
let configMaps: Api<ConfigMap>;

beforeAll(async () => {
	cluster = await TestCluster.start();
});

afterAll(() => cluster.close());

beforeEach(async () => {
	const own = cluster.isolated();
	client = await own.createClient();
	configMaps = new Api(ConfigMap, { client, namespace: "default" });
	return async () => {
		await client.close();
		await own.close();
	};
});

const brief = ({ key, object, type }: Change<DeepReadonly<ConfigMap>>): string => `${type} ${key} ${object.data?.["n"] ?? "-"}`;
const create = (name: string, n = "0", labels: Record<string, string> = {}): Promise<ConfigMap> =>
	configMaps.create({ metadata: { name, labels }, data: { n } });
const names = (store: Iterable<{ readonly metadata: { readonly name?: string } }>): readonly string[] =>
	[...store].map(({ metadata }) => metadata.name ?? "").toSorted();

test("ST-3 synced settles when the store has the whole state, and is settled for those who come later", async () => {
	await create("a");
	await using informer = new Informer(configMaps);
	expect(informer.store.size).toBe(0);
	await informer.synced;
	expect(names(informer.store)).toEqual(["a", "kube-root-ca.crt"]);
	await informer.synced;
});

test("ST-3 it rejects when the informer ends before", async () => {
	const informer = new Informer(configMaps);
	await informer.close();
	await expect(informer.synced).rejects.toThrow("the informer was closed");
	await informer.ended;
});

test("IN-2 ST-7 each subscriber gets all there is, then each change once; the store knows first", async () => {
	await create("a");
	await using informer = new Informer(configMaps, {
		labelSelector: "!none",
		fieldSelector: { "metadata.name": { not: "kube-root-ca.crt" } },
	});
	const early: string[] = [];
	informer.subscribe((change) => {
		early.push(brief(change));
		expect(informer.store.getByKey(change.key)).toBe(change.type === "delete" ? undefined : change.object);
	});
	await expect.poll(() => early).toEqual(["add default/a 0"]);
	const late: string[] = [];
	const subscription = informer.subscribe((change) => void late.push(brief(change)));
	await subscription.synced;
	expect(late).toEqual(["add default/a 0"]);
	await create("b");
	await configMaps.replace("b", { metadata: { name: "b" }, data: { n: "1" } });
	await configMaps.delete("a");
	await expect.poll(() => early.at(-1)).toBe("delete default/a 0");
	expect(early).toEqual(late);
	expect(late.filter((change) => change.startsWith("add default/b"))).toHaveLength(1);
});

test("IN-2 who comes in the very moment of a change is told of it once", async () => {
	await create("a");
	const newcomer: string[] = [];
	// An index's function runs while the store changes; the microtask, before anything else that follows from it.
	const indexes = {
		moment: ({ data }: DeepReadonly<ConfigMap>): readonly string[] => {
			if (data?.["n"] === "1") queueMicrotask(() => informer.subscribe((change) => void newcomer.push(brief(change))));
			return [];
		},
	};
	await using informer = new Informer(configMaps, { name: "a", indexes });
	await informer.synced;
	await configMaps.replace("a", { metadata: { name: "a" }, data: { n: "1" } });
	await configMaps.replace("a", { metadata: { name: "a" }, data: { n: "2" } });
	await expect.poll(() => newcomer.at(-1)).toMatch(/ 2$/);
	expect(newcomer).toEqual(["add default/a 1", "update default/a 2"]);
});

test("IN-4 IN-5 a handler is never called twice at a time, and what it throws neither ends it nor skips anything", async () => {
	for (const name of ["a", "b", "c"]) await create(name);
	const diagnostics: string[] = [];
	await using informer = new Informer(configMaps, {
		onDiagnostic: (event) => {
			if (event.type === "handlerError") diagnostics.push(`${event.key} ${String(event.error)}`);
		},
	});
	let running = 0;
	let most = 0;
	const seen: string[] = [];
	const subscription = informer.subscribe(async ({ key }) => {
		running += 1;
		most = Math.max(most, running);
		await Promise.resolve();
		running -= 1;
		seen.push(key);
		if (key === "default/b") throw new Error("no");
	});
	informer.subscribe(({ key }) => {
		if (key === "default/c") throw new Error("neither");
	});
	await subscription.synced;
	expect(most).toBe(1);
	expect(seen.toSorted()).toEqual(["default/a", "default/b", "default/c", "default/kube-root-ca.crt"]);
	await expect.poll(() => diagnostics.toSorted()).toEqual(["default/b Error: no", "default/c Error: neither"]);
});

test("IN-6 a subscriber that is stuck holds up nobody, and is told the difference when it goes on", async () => {
	await using informer = new Informer(configMaps, { fieldSelector: { "metadata.name": { not: "kube-root-ca.crt" } } });
	await informer.synced;
	let release = (): void => {};
	const stuck: string[] = [];
	const slow = informer.subscribe(async (change) => {
		stuck.push(brief(change));
		if (stuck.length === 1) await new Promise<void>((resolve) => (release = resolve));
	});
	const prompt: string[] = [];
	informer.subscribe((change) => void prompt.push(brief(change)));
	await create("a");
	await expect.poll(() => stuck).toHaveLength(1);
	for (let n = 1; n <= 20; n += 1) await configMaps.replace("a", { metadata: { name: "a" }, data: { n: String(n) } });
	await create("gone");
	await configMaps.delete("gone");
	await expect.poll(() => prompt.at(-1)).toBe("delete default/gone 0");
	expect(slow.pending).toBe(1);
	release();
	await expect.poll(() => stuck).toEqual(["add default/a 0", "update default/a 20"]);
});

test("IN-6 what waits behind a busy handler is merged as well", async () => {
	await create("a");
	await create("b");
	await using informer = new Informer(configMaps, { fieldSelector: { "metadata.name": { not: "kube-root-ca.crt" } } });
	await informer.synced;
	let release = (): void => {};
	const seen: string[] = [];
	informer.subscribe(async (change) => {
		seen.push(brief(change));
		if (seen.length === 1) await new Promise<void>((resolve) => (release = resolve));
	});
	await expect.poll(() => seen).toEqual(["add default/a 0"]);
	for (let n = 1; n <= 5; n += 1) await configMaps.replace("b", { metadata: { name: "b" }, data: { n: String(n) } });
	await expect.poll(() => informer.store.get("b")?.data?.["n"]).toBe("5");
	release();
	await expect.poll(() => seen).toEqual(["add default/a 0", "add default/b 5"]);
});

test("IN-8 after close() settles the handler does not run, and is not called again", async () => {
	await using informer = new Informer(configMaps);
	let release = (): void => {};
	let calls = 0;
	let running = false;
	const subscription = informer.subscribe(async () => {
		calls += 1;
		running = true;
		await new Promise<void>((resolve) => (release = resolve));
		running = false;
	});
	await expect.poll(() => running).toBe(true);
	const closed = subscription.close();
	release();
	await closed;
	await subscription.close();
	expect(running).toBe(false);
	await create("b");
	await expect.poll(() => informer.store.has("b")).toBe(true);
	expect(calls).toBe(1);
});

test("IN-12 ST-15 a stopped informer keeps what it has read, says that it is stopped, and takes no subscribers", async () => {
	await create("a");
	const informer = new Informer(configMaps);
	await informer.synced;
	await informer.close();
	expect(informer.store.has("a")).toBe(true);
	expect(informer.status.map(({ phase }) => phase)).toEqual(["stopped"]);
	let calls = 0;
	const subscription = informer.subscribe(() => void (calls += 1));
	await expect(subscription.synced).rejects.toThrow("closed");
	expect(calls).toBe(0);
	for await (const change of informer.changes()) throw new Error(`told of ${change.key}`);
});

test("IN-5 changes() is the same as a stream, which leaving the loop ends", async () => {
	await create("a");
	await using informer = new Informer(configMaps, { fieldSelector: { "metadata.name": { not: "kube-root-ca.crt" } } });
	const seen: string[] = [];
	for await (const change of informer.changes()) {
		seen.push(brief(change));
		if (seen.length === 1) await create("b");
		else break;
	}
	expect(seen).toEqual(["add default/a 0", "add default/b 0"]);
	const controller = new AbortController();
	const changes = informer.changes({ signal: controller.signal });
	await changes.next();
	await changes.next();
	const waiting = changes.next();
	controller.abort();
	expect((await waiting).done).toBe(true);
});

test("one object by name, a selection, metadata alone, several namespaces", async () => {
	await create("a", "0", { colour: "red" });
	await create("b", "0", { colour: "blue" });
	const elsewhere = new Api(ConfigMap, { client, namespace: "kube-public" });
	await elsewhere.create({ metadata: { name: "c" } });
	await using named = new Informer(configMaps, { name: "a" });
	await using red = new Informer(configMaps, { labelSelector: { colour: "red" } });
	await using metadata = new Informer(configMaps.metadata, { labelSelector: "colour" });
	await using several = new Informer(configMaps, { namespaces: ["default", "kube-public"], labelSelector: "!x" });
	await using everywhere = new Informer(configMaps, { namespace: null });
	await Promise.all([named, red, metadata, several, everywhere].map((informer) => informer.synced));
	expect(names(named.store)).toEqual(["a"]);
	expect(names(red.store)).toEqual(["a"]);
	expect(names(metadata.store)).toEqual(["a", "b"]);
	expect(metadata.store.get("a")).not.toHaveProperty("data");
	expect(several.status).toHaveLength(2);
	expect(several.store.has("c", "kube-public")).toBe(true);
	expect(several.store.has("b", "default")).toBe(true);
	expect(everywhere.store.size).toBeGreaterThan(several.store.size);
});

test("ST-8 an index that throws leaves the object out, and is told", async () => {
	await create("a");
	const told: string[] = [];
	await using informer = new Informer(configMaps, {
		name: "a",
		indexes: {
			broken: () => {
				throw new Error("no");
			},
			n: ({ data }) => [data?.["n"] ?? ""],
		},
		onDiagnostic: (event) => {
			if (event.type === "indexError") told.push(event.error.message);
		},
	});
	await informer.synced;
	expect(informer.store.by("n", "0")).toHaveLength(1);
	expect(informer.store.by("broken", "x")).toHaveLength(0);
	expect(told).toEqual(['the index "broken" leaves default/a out: its function threw']);
});

test("ST-10 managedFields are dropped unless the transform says otherwise; it may change the type", async () => {
	await create("a");
	await using small = new Informer(configMaps, {
		name: "a",
		transform: ({ metadata, data }) => ({ metadata, size: Object.keys(data ?? {}).length }),
	});
	await small.synced;
	expect(small.store.get("a")?.size).toBe(1);
});

test("IN-9 resync tells of everything again, without a request, after the initial batch", async () => {
	await create("a");
	await using informer = new Informer(configMaps, { name: "a" });
	const seen: string[] = [];
	const other: string[] = [];
	informer.subscribe((change) => void other.push(brief(change)));
	const subscription = informer.subscribe((change) => void seen.push(brief(change)), { resync: 20 });
	await subscription.synced;
	await expect.poll(() => seen.slice(0, 3)).toEqual(["add default/a 0", "update default/a 0", "update default/a 0"]);
	expect(other).toEqual(["add default/a 0"]);
});

describe("what cannot be", () => {
	test("options that contradict each other are refused when the informer is made", () => {
		const nodes = new Api(Node, { client });
		expect(() => new Informer(nodes, { namespaces: ["a"] })).toThrow("Node is cluster-scoped");
		expect(() => new Informer(configMaps, { namespace: "a", namespaces: ["b"] })).toThrow("cannot be given together");
		expect(() => new Informer(configMaps, { namespaces: [] })).toThrow("at least one");
		expect(() => new Informer(configMaps, { namespaces: ["a/b"] })).toThrow("namespace");
		expect(() => new Informer(configMaps, { pageSize: 0 })).toThrow("pageSize");
	});

	test("LW-17 a selector that the server cannot read ends it, with the error", async () => {
		const informer = new Informer(configMaps, { fieldSelector: "foo=bar" });
		await expect(informer.synced).rejects.toThrow("is not a known field selector");
		await expect(informer.ended).rejects.toThrow("is not a known field selector");
		expect(informer.status.map(({ phase }) => phase)).toEqual(["failed"]);
	});

	test("LW-16 refused credentials are tried again for as long as it takes, or end it, as the option says", async () => {
		const { kubeconfig } = cluster.createUser({ name: "jane" });
		await using jane = await createClient({ kubeconfig: await Kubeconfig.parse(kubeconfig) });
		const api = new Api(Pod, { client: jane, namespace: "default" });
		const failing = new Informer(api, { onPermanentError: "throw" });
		await expect(failing.synced).rejects.toThrow(ForbiddenError);
		await using patient = new Informer(api);
		await expect.poll(() => patient.status[0]?.lastRestart?.cause).toBe("denied");
		expect(patient.status[0]?.phase).toBe("waiting");
		expect(patient.status[0]?.lastRestart?.delay).toBeGreaterThanOrEqual(30_000);
	});

	test("an informer whose client is closed ends with the error, and not in a loop", async () => {
		const informer = new Informer(configMaps);
		await informer.synced;
		await client.close();
		await expect(informer.ended).rejects.toThrow("closed");
	});
});

describe("IN-1 IN-10 a hub", () => {
	test("those who ask for the same share one informer, which ends with the last of them", async () => {
		await create("a");
		await using hub = new InformerHub();
		const one = hub.informer(configMaps, { labelSelector: { a: "b" } });
		const other = hub.informer(new Api(ConfigMap, { client, namespace: "default" }), { labelSelector: "a=b" });
		const different = hub.informer(configMaps);
		const transformed = hub.informer(configMaps, { transform: false });
		const metadata = hub.informer(configMaps.metadata);
		expect(hub.size).toBe(4);
		expect(one.store).toBe(other.store);
		await Promise.all([one, other, different, transformed, metadata].map((informer) => informer.synced));
		await one.close();
		expect(hub.size).toBe(4);
		expect(other.status.map(({ phase }) => phase)).toEqual(["watching"]);
		await other.close();
		expect(hub.size).toBe(3);
		expect(other.status.map(({ phase }) => phase)).toEqual(["stopped"]);
	});

	test("closing a part ends its subscriptions and streams, and nobody else's", async () => {
		await using hub = new InformerHub();
		const one = hub.informer(configMaps);
		const other = hub.informer(configMaps);
		let mine = 0;
		const theirs: string[] = [];
		await one.subscribe(() => void (mine += 1)).synced;
		other.subscribe(({ key }) => void theirs.push(key));
		const stream = one.changes();
		await stream.next();
		const waiting = stream.next();
		await one.close();
		expect((await waiting).done).toBe(true);
		const before = mine;
		await create("later");
		await expect.poll(() => theirs).toContain("default/later");
		expect(mine).toBe(before);
		expect(() => one.subscribe(() => {})).toThrow("given up");
	});

	test("ST-9 later indexes are added; one of the same name is another's only if it is the same function", async () => {
		await create("a");
		await using hub = new InformerHub();
		const byN = ({ data }: DeepReadonly<ConfigMap>): readonly string[] => [data?.["n"] ?? ""];
		const plain = hub.informer(configMaps);
		await plain.synced;
		const indexed = hub.informer(configMaps, { indexes: { n: byN } });
		expect(indexed.store.by("n", "0")).toHaveLength(1);
		expect(hub.informer(configMaps, { indexes: { n: byN } }).store).toBe(plain.store);
		expect(() => hub.informer(configMaps, { indexes: { n: () => [] } })).toThrow('another index "n"');
	});

	test("IN-12 one that has ended is not handed out again", async () => {
		await using hub = new InformerHub();
		const bad = hub.informer(configMaps, { fieldSelector: "foo=bar" });
		await expect(bad.synced).rejects.toThrow("field selector");
		await expect.poll(() => hub.size).toBe(0);
	});
});
