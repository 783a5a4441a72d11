import { expect } from "vitest";
import { check } from "./check.ts";
import { type ServedKind, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const group = "tables.kubex.example";
const text = { type: "string" };
const tableType = "application/json;as=Table;v=v1;g=meta.k8s.io";
const metadataType = (list = ""): string => `application/json;as=PartialObjectMetadata${list};v=v1;g=meta.k8s.io`;

interface Table {
	readonly kind: string;
	readonly metadata: object;
	readonly columnDefinitions: readonly { readonly name: string; readonly description: string }[];
	readonly rows: readonly { readonly cells: readonly unknown[]; readonly object: { readonly kind: string } }[];
}
interface Stored {
	readonly kind: string;
	readonly apiVersion: string;
	readonly metadata: { readonly name: string };
}

const schema = {
	type: "object",
	properties: {
		spec: {
			type: "object",
			properties: {
				text,
				integer: { type: "integer" },
				number: { type: "number" },
				flag: { type: "boolean" },
				when: text,
				list: { type: "array", items: text },
				object: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
				conditions: { type: "array", items: { type: "object", properties: { type: text, status: text } } },
			},
		},
	},
};
const column = (name: string, type: string, jsonPath: string, more: object = {}): object => ({ name, type, jsonPath, ...more });
const additionalPrinterColumns = [
	column("Text", "string", ".spec.text", { description: "A text" }),
	column("Integer", "integer", ".spec.integer", { format: "int32" }),
	column("Number", "number", ".spec.number"),
	column("Flag", "boolean", ".spec.flag"),
	column("When", "date", ".spec.when", { priority: 1 }),
	column("First", "string", ".spec.list[0]"),
	column("All", "string", ".spec.list"),
	column("Any", "string", ".spec.list[*]"),
	column("Object", "string", ".spec.object"),
	column("Ready", "string", '.spec.conditions[?(@.type=="Ready")].status'),
	column("Label", "string", ".metadata.labels.a\\.b/c"),
	column("Wrong", "integer", ".spec.text"),
	column("Count", "string", ".spec.integer"),
];

let served: Promise<{ readonly kind: ServedKind; readonly collection: string }> | undefined;
function tabled() {
	served ??= (async () => {
		const kind = await serveCustomKind(server, {
			group,
			plural: "rows",
			kind: "Row",
			schema,
			version: { additionalPrinterColumns },
		});
		const collection = kind.collection(await server.namespace());
		const spec = {
			text: "x",
			integer: 3,
			number: 2.5,
			flag: true,
			when: new Date(Date.now() - 3 * 86_400_000).toISOString(),
			list: ["a", "b"],
			object: { b: 1, a: [true, null] },
			conditions: [
				{ type: "Other", status: "1" },
				{ type: "Ready", status: "2" },
			],
		};
		const metadata = { name: "full", labels: { "a.b/c": "labelled" } };
		for (const body of [kind.object("full", { metadata, spec }), kind.object("none")]) {
			expect((await raw("POST", collection, { body })).status).toBe(201);
		}
		return { kind, collection };
	})();
	return served;
}

const tableOf = async (path: string): Promise<Table> => {
	const { status, body, text: answer } = await raw("GET", path, { headers: { accept: tableType } });
	expect(status, answer).toBe(200);
	return body as Table;
};

check("R12 E6 tables have the columns of the definition, with nothing where nothing is [needs:crd]", async () => {
	const { collection } = await tabled();
	const { columnDefinitions, rows, metadata } = await tableOf(collection);
	const [name, first, second, , , when] = columnDefinitions;
	expect(name).toMatchObject({ name: "Name", type: "string", format: "name", priority: 0 });
	expect(first).toEqual({ name: "Text", type: "string", format: "", description: "A text", priority: 0 });
	const described = (path: string): string => `Custom resource definition column (in JSONPath format): ${path}`;
	expect(second).toEqual({
		name: "Integer",
		type: "integer",
		format: "int32",
		description: described(".spec.integer"),
		priority: 0,
	});
	expect(when).toEqual({ name: "When", type: "date", format: "", description: described(".spec.when"), priority: 1 });
	expect(metadata).toEqual({ resourceVersion: expect.any(String) });
	expect(rows.map(({ cells }) => cells)).toEqual([
		["full", "x", 3, 2.5, true, "3d", "a", '["a","b"]', "a", '{"a":[true,null],"b":1}', "2", "labelled", null, "3"],
		["none", ...additionalPrinterColumns.map(() => null)],
	]);
	expect(rows.map(({ object }) => object.kind)).toEqual(["PartialObjectMetadata", "PartialObjectMetadata"]);
	const one = await tableOf(`${collection}/full?includeObject=Object`);
	expect(one.rows.map(({ object }) => object.kind)).toEqual(["Row"]);
});

check("R12 without columns there are names and ages [needs:crd]", async () => {
	const kind = await serveCustomKind(server, { group, plural: "plains", kind: "Plain" });
	const collection = kind.collection(await server.namespace());
	expect((await tableOf(collection)).rows).toEqual([]);
	await raw("POST", collection, { body: kind.object("a") });
	const { columnDefinitions, rows } = await tableOf(collection);
	expect(columnDefinitions.map((one) => one.name)).toEqual(["Name", "Age"]);
	expect(rows.map(({ cells }) => cells)).toEqual([["a", expect.stringMatching(/^\d+s$/)]]);
});

check("R12 columns have names, types and paths [needs:crd]", async () => {
	const wrong = [column("", "x", ""), column("a", "string", "spec"), column("b", "string", ".b", { format: "y" })];
	const { kind } = await tabled();
	const headers = { "content-type": "application/json-patch+json" };
	const body = [{ op: "replace", path: "/spec/versions/0/additionalPrinterColumns", value: wrong }];
	const answer = await raw("PATCH", `${kind.definition}?dryRun=All`, { body, headers });
	expect(answer.status).toBe(422);
	const place = "spec.additionalPrinterColumns";
	expect((answer.body as { message: string }).message).toContain(
		`[${place}[0].name: Required value, ${place}[0].type: Invalid value: "x": must be one of boolean,date,integer,number,string, ${place}[0].JSONPath: Required value, ${place}[1].JSONPath: Invalid value: "spec": must be a simple json path starting with ., ${place}[2].format: Invalid value: "y": must be one of `,
	);
});

check("E7 metadata alone can be had of objects and lists [needs:crd]", async () => {
	const { collection } = await tabled();
	const get = (path: string, accept: string) => raw("GET", path, { headers: { accept } });
	const one = (await get(`${collection}/full`, metadataType())).body as Stored;
	expect(Object.keys(one).toSorted()).toEqual(["apiVersion", "kind", "metadata"]);
	const list = (await get(collection, metadataType("List"))).body as { metadata: object; items: Stored[] };
	expect(list.metadata).toEqual({ resourceVersion: expect.any(String) });
	expect(list.items.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
		["PartialObjectMetadata", "full"],
		["PartialObjectMetadata", "none"],
	]);
	const message = async (path: string, accept: string): Promise<unknown> => {
		const { status, body } = await get(path, accept);
		return [status, (body as { message: string }).message];
	};
	expect(await message(collection, metadataType())).toEqual([
		406,
		"you requested PartialObjectMetadata, but the requested object is a list (*unstructured.UnstructuredList)",
	]);
	expect(await message(`${collection}/nope`, metadataType())).toEqual([404, `rows.${group} "nope" not found`]);
});

check("E9 I3 lists say of each object what it is, and are paged [needs:crd]", async () => {
	const { collection, kind } = await tabled();
	const first = (await raw("GET", `${collection}?limit=1`)).body as {
		kind: string;
		items: Stored[];
		metadata: { continue: string; remainingItemCount: number };
	};
	expect([first.kind, first.metadata.remainingItemCount]).toEqual(["RowList", 1]);
	expect(first.items.map((item) => [item.apiVersion, item.kind, item.metadata.name])).toEqual([[kind.apiVersion, "Row", "full"]]);
	const token = encodeURIComponent(first.metadata.continue);
	const second = (await raw("GET", `${collection}?limit=1&continue=${token}`)).body as { items: Stored[]; metadata: object };
	expect(second.items.map(({ metadata }) => metadata.name)).toEqual(["none"]);
	expect(second.metadata).toEqual({ continue: "", resourceVersion: expect.any(String) });
});
