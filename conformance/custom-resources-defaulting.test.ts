import { expect } from "vitest";
import { check } from "./check.ts";
import { redefine, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const group = "defaulting.kubex.example";
const text = { type: "string" };
const versionOf = (properties: object): object => ({
	name: "v1",
	served: true,
	storage: true,
	schema: { openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties } } } },
});

interface Stored {
	readonly metadata: { readonly resourceVersion: string; readonly managedFields?: readonly { readonly fieldsV1: object }[] };
	readonly spec: object;
}

check("R6 defaults are filled in where something is missing, and belong to who writes [needs:crd]", async () => {
	const kind = await serveCustomKind(server, {
		group,
		plural: "defaults",
		kind: "Default",
		versions: [
			versionOf({
				a: { ...text, default: "x" },
				nested: { type: "object", default: {}, properties: { b: { type: "integer", default: 0 }, c: text } },
				absent: { type: "object", properties: { b: { type: "integer", default: 1 } } },
				list: { type: "array", items: { type: "object", properties: { k: text, p: { ...text, default: "TCP" } } } },
				map: { type: "object", additionalProperties: { type: "object", properties: { f: { type: "boolean", default: false } } } },
				deep: {
					type: "object",
					default: { x: {} },
					properties: { x: { type: "object", properties: { y: { ...text, default: "z" } } } },
				},
			}),
		],
	});
	const collection = kind.collection(await server.namespace());
	const body = kind.object("a", { spec: { list: [{ k: "1" }, { p: "UDP" }], map: { m: {} } } });
	const created = (await raw("POST", `${collection}?fieldManager=me`, { body })).body as Stored;
	expect(created.spec).toEqual({
		a: "x",
		nested: { b: 0 },
		list: [{ k: "1", p: "TCP" }, { p: "UDP" }],
		map: { m: { f: false } },
		deep: { x: { y: "z" } },
	});
	expect(created.metadata.managedFields?.[0]?.fieldsV1).toEqual({
		"f:spec": {
			".": {},
			"f:a": {},
			"f:nested": { ".": {}, "f:b": {} },
			"f:list": {},
			"f:map": { ".": {}, "f:m": { ".": {}, "f:f": {} } },
			"f:deep": { ".": {}, "f:x": { ".": {}, "f:y": {} } },
		},
	});
	const bare = (await raw("POST", collection, { body: kind.object("bare") })).body as Stored;
	expect(bare).not.toHaveProperty("spec");
});

check("R6 a null is kept where it may be, becomes the default where there is one, and is left out else [needs:crd]", async () => {
	const kind = await serveCustomKind(server, {
		group,
		plural: "nulls",
		kind: "Null",
		versions: [
			versionOf({
				plain: text,
				nullable: { ...text, nullable: true },
				filled: { ...text, default: "x" },
				either: { ...text, nullable: true, default: "x" },
				map: { type: "object", additionalProperties: text },
				list: { type: "array", items: { ...text, nullable: true } },
				open: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
			}),
		],
	});
	const collection = kind.collection(await server.namespace());
	const spec = { plain: null, nullable: null, filled: null, either: null, map: { a: null }, list: [null], open: { a: null } };
	const { status, body, text: answer } = await raw("POST", collection, { body: kind.object("a", { spec }) });
	expect(status, answer).toBe(201);
	expect((body as Stored).spec).toEqual({ nullable: null, filled: "x", either: null, map: {}, list: [null], open: { a: null } });
});

check("R6 R5 what is stored shows new defaults and hides what is no longer known, and stays as it is [needs:crd]", async () => {
	const kind = await serveCustomKind(server, {
		group,
		plural: "views",
		kind: "View",
		versions: [versionOf({ a: text, b: text })],
	});
	const collection = kind.collection(await server.namespace());
	const created = (await raw("POST", collection, { body: kind.object("v", { spec: { a: "1", b: "2" } }) })).body as Stored;
	const { resourceVersion } = created.metadata;
	const read = async (): Promise<Stored> => (await raw("GET", `${collection}/v`)).body as Stored;
	const shows = (spec: object) => async (): Promise<boolean> => JSON.stringify((await read())?.spec) === JSON.stringify(spec);
	await redefine(server, kind, [versionOf({ a: text, c: { ...text, default: "new" } })], shows({ a: "1", c: "new" }));
	expect((await read()).metadata.resourceVersion).toBe(resourceVersion);
	const list = (await raw("GET", collection)).body as { items: Stored[] };
	expect(list.items.map(({ spec }) => spec)).toEqual([{ a: "1", c: "new" }]);
	// As nothing was written, what was hidden is there again, and what was shown is gone.
	await redefine(server, kind, [versionOf({ a: text, b: text })], shows({ a: "1", b: "2" }));
	expect((await read()).metadata.resourceVersion).toBe(resourceVersion);
	await redefine(server, kind, [versionOf({ a: text, c: { ...text, default: "new" } })], shows({ a: "1", c: "new" }));
	const headers = { "content-type": "application/merge-patch+json" };
	const written = await raw("PATCH", `${collection}/v`, { body: { metadata: { labels: { x: "y" } } }, headers });
	expect((written.body as Stored).metadata.resourceVersion).not.toBe(resourceVersion);
	await redefine(server, kind, [versionOf({ a: text, b: text, c: text })], shows({ a: "1", c: "new" }));
});
