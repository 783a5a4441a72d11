import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { definitions, redefine, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw } = server;
const group = "deletion.kubex.example";
const merge = { "content-type": "application/merge-patch+json" };

interface Stored {
	readonly metadata: {
		readonly name: string;
		readonly generation: number;
		readonly deletionTimestamp?: string;
		readonly deletionGracePeriodSeconds?: number;
		readonly finalizers?: readonly string[];
	};
	readonly status?: { readonly conditions?: readonly { type: string; status: string; reason: string; message: string }[] };
}

/** The events of a watch until the server ends it. */
async function watchToTheEnd(path: string): Promise<string[]> {
	const { body } = await client.stream({ method: "GET", path, query: [["watch", "true"]] });
	const chunks: Uint8Array[] = [];
	for await (const chunk of body) chunks.push(chunk);
	return Buffer.concat(chunks)
		.toString()
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as { type: string; object: Stored })
		.map(({ type, object }) => `${type} ${object.metadata.name}`);
}

check("R3 a definition goes after its objects, and these after their finalizers [needs:crd]", async () => {
	const kind = await serveCustomKind(server, { group, plural: "leaves", kind: "Leaf" });
	const collection = kind.collection(await server.namespace());
	const held = kind.object("held", { metadata: { name: "held", finalizers: ["kubex.example/hold"] } });
	for (const body of [kind.object("free"), held]) expect((await raw("POST", collection, { body })).status).toBe(201);
	const watch = watchToTheEnd(collection);
	const answer = await raw("DELETE", kind.definition);
	expect(answer.status).toBe(200);
	const { metadata, status } = answer.body as Stored;
	expect(metadata.finalizers).toEqual(["customresourcecleanup.apiextensions.k8s.io"]);
	expect([metadata.generation, metadata.deletionGracePeriodSeconds]).toEqual([1, undefined]);
	expect(status?.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
		["NamesAccepted", "NoConflicts"],
		["Established", "InitialNamesAccepted"],
		["Terminating", "InstanceDeletionPending"],
	]);
	await eventually(async () => {
		const { status: now } = (await raw("GET", kind.definition)).body as Stored;
		return now?.conditions?.some(({ reason }) => reason === "InstanceDeletionInProgress") === true;
	});
	const again = (await raw("DELETE", kind.definition)).body as Stored;
	expect([again.metadata.generation, again.metadata.deletionGracePeriodSeconds]).toEqual([1, 0]);
	const left = async (): Promise<Stored[]> => ((await raw("GET", collection)).body as { items: Stored[] }).items;
	await eventually(async () => (await left()).length === 1);
	expect((await left()).map(({ metadata: { name, deletionTimestamp } }) => [name, typeof deletionTimestamp])).toEqual([
		["held", "string"],
	]);
	const refused = await raw("POST", collection, { body: kind.object("late") });
	const terminating = "create not allowed while custom resource definition is terminating";
	expect([refused.status, (refused.body as { message: string }).message]).toEqual(
		server.minor >= 34 ? [403, `leaves.${group} "late" is forbidden: ${terminating}`] : [405, terminating],
	);
	const changed = await raw("PATCH", `${collection}/held`, { body: { metadata: { finalizers: null } }, headers: merge });
	expect(changed.status).toBe(200);
	await eventually(async () => (await raw("GET", kind.definition)).status === 404);
	await eventually(async () => (await raw("GET", collection)).text === "404 page not found\n");
	const told = await watch;
	expect(told).toContain("DELETED free");
	await eventually(async () => (await raw("GET", `/apis/${group}`)).status === 404);
});

check("R3 a definition that nothing is left of goes at once, and can be made again [needs:crd]", async () => {
	const options = { group: "again.kubex.example", plural: "leaves", kind: "Leaf" };
	const first = await serveCustomKind(server, options);
	const namespace = await server.namespace();
	await raw("POST", first.collection(namespace), { body: first.object("a") });
	await raw("DELETE", first.definition);
	await eventually(async () => (await raw("GET", first.definition)).status === 404);
	await eventually(async () => (await raw("GET", first.collection(namespace))).status === 404);
	const second = await serveCustomKind(server, options);
	const { items } = (await raw("GET", second.collection(namespace))).body as { items: Stored[] };
	expect(items).toEqual([]);
});

check("R3 J9 watches end when their definition changes [needs:crd]", async () => {
	const version = (more: object): object => ({
		name: "v1",
		served: true,
		storage: true,
		schema: { openAPIV3Schema: { type: "object", properties: { spec: { type: "object", ...more } } } },
	});
	const kind = await serveCustomKind(server, { group, plural: "branches", kind: "Branch", versions: [version({})] });
	const collection = kind.collection(await server.namespace());
	await raw("POST", collection, { body: kind.object("a", { spec: { x: 1 } }) });
	const watch = watchToTheEnd(collection);
	const known = { properties: { x: { type: "integer", default: 1 } } };
	const shows = async (): Promise<boolean> =>
		((await raw("GET", `${collection}/a`)).body as { spec?: { x?: number } }).spec?.x === 1;
	await redefine(server, kind, [version(known)], shows);
	expect(await watch).toEqual(["ADDED a"]);
});

check(
	"R3 Q3 a namespace empties itself of custom kinds too, and owners take theirs along [needs:crd] [needs:gc] [needs:kcm]",
	async () => {
		const kind = await serveCustomKind(server, { group: "owned.kubex.example", plural: "leaves", kind: "Leaf" });
		const namespace = await server.namespace();
		const collection = kind.collection(namespace);
		const owner = (await raw("POST", collection, { body: kind.object("owner") })).body as { metadata: { uid: string } };
		const ownerReferences = [{ apiVersion: kind.apiVersion, kind: "Leaf", name: "owner", uid: owner.metadata.uid }];
		await raw("POST", collection, { body: kind.object("owned", { metadata: { name: "owned", ownerReferences } }) });
		const maps = `/api/v1/namespaces/${namespace}/configmaps`;
		await raw("POST", maps, { body: { metadata: { name: "owned", ownerReferences } } });
		// A real collector learns of new kinds every half a minute.
		await raw("DELETE", `${collection}/owner`, { body: { propagationPolicy: "Background" } });
		const patience = { timeout: 55_000, interval: 200 };
		await expect.poll(async () => (await raw("GET", `${collection}/owned`)).status, patience).toBe(404);
		await expect.poll(async () => (await raw("GET", `${maps}/owned`)).status, patience).toBe(404);
		expect((await raw("GET", `${definitions}/leaves.owned.kubex.example`)).status).toBe(200);
	},
);
