import { fileURLToPath } from "node:url";
import { Api } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { collectionPath } from "./collection-path.ts";
import { openServer } from "./server.ts";
import { tableObjects } from "./table-objects.ts";

const server = await openServer();
const { client, raw, minor } = server;
const namespace = await server.namespace();
const tableOf = (group = "meta.k8s.io", version = "v1"): string => `application/json;as=Table;v=${version};g=${group}`;
const collection = `/api/v1/namespaces/${namespace}/configmaps`;

interface Table {
	readonly kind: string;
	readonly apiVersion: string;
	readonly metadata: { readonly resourceVersion?: string; readonly continue?: string; readonly remainingItemCount?: number };
	readonly columnDefinitions: readonly {
		readonly name: string;
		readonly type: string;
		readonly format: string;
		readonly priority: number;
	}[];
	readonly rows:
		| readonly { readonly cells: readonly unknown[]; readonly object: unknown; readonly conditions?: unknown }[]
		| null;
}

const table = async (path: string, accept = tableOf()): Promise<Table> => {
	const { status, body, text } = await raw("GET", path, { headers: { accept } });
	expect(status, text).toBe(200);
	return body as Table;
};
/** What is the same each time: the age of what is new is a few seconds, addresses and ports are free ones. */
const settled = (cell: unknown): unknown =>
	typeof cell === "string"
		? cell
				.replace(/^\d+s$/, "AGE")
				.replace(/\((\d+[smhdy])+ ago\)/, "(AGE ago)")
				.replace(/\b10\.96\.\d+\.\d+/g, "ADDRESS")
				.replace(/:3\d{4}\//g, ":PORT/")
				.replace(/^\d{4}-\d\d-\d\dT.*Z$/, "TIME")
				.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "UID")
				.replaceAll(namespace, "NAMESPACE")
		: cell;

await new Api(ConfigMap, { client, namespace }).create({ metadata: { name: "a", labels: { set: "a" } }, data: { x: "y" } });

check("E6 a list is a table with a row for each object, which carries its metadata", async () => {
	const { columnDefinitions, rows, ...head } = await table(`${collection}?labelSelector=set`);
	expect(head).toEqual({ kind: "Table", apiVersion: "meta.k8s.io/v1", metadata: { resourceVersion: expect.any(String) } });
	const column = { type: "string", description: expect.any(String), priority: 0 };
	expect(columnDefinitions).toEqual([
		{ ...column, name: "Name", format: "name" },
		{ ...column, name: "Data", format: "" },
		{ ...column, name: "Age", format: "" },
	]);
	const { body } = await raw("GET", `${collection}/a`);
	const object = { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: (body as ConfigMap).metadata };
	expect(rows).toEqual([{ cells: ["a", 1, expect.stringMatching(/^\d+s$/)], object }]);
});

check("E6 includeObject says what the rows carry, and anything else is a 400", async () => {
	const { body } = await raw("GET", `${collection}/a`);
	expect((await table(`${collection}/a?includeObject=Object`)).rows?.[0]?.object).toEqual(body);
	expect((await table(`${collection}?labelSelector=set&includeObject=Object`)).rows?.[0]?.object).toEqual(body);
	expect((await table(`${collection}/a?includeObject=None`)).rows?.[0]?.object).toBeNull();
	const refused = await raw("GET", `${collection}/a?includeObject=x`, { headers: { accept: tableOf() } });
	expect(refused.status).toBe(400);
	expect((refused.body as { message: string }).message).toBe(
		"Unable to convert to Table as requested: includeObject: Invalid value: \"x\": must be 'Metadata', 'Object', 'None', or empty",
	);
});

check("E6 a page of a table says how to go on", async () => {
	// The one that a controller makes may come later than this test.
	const configMaps = new Api(ConfigMap, { client, namespace });
	await configMaps.create({ metadata: { name: "b" } });
	const { metadata } = await table(`${collection}?limit=1`);
	expect(metadata.continue).toEqual(expect.any(String));
	expect(metadata.remainingItemCount).toBeGreaterThan(0);
	await configMaps.delete("b");
});

check("E6 one object is a table of one row, in either version", async () => {
	const { metadata, apiVersion, rows } = await table(`${collection}/a`, tableOf("meta.k8s.io", "v1beta1"));
	expect(apiVersion).toBe("meta.k8s.io/v1beta1");
	const { resourceVersion } = metadata;
	expect(rows?.[0]?.object).toMatchObject({ apiVersion: "meta.k8s.io/v1beta1", metadata: { resourceVersion } });
});

check("E1 E6 what kubectl asks for is a table, and a Status stays one", async () => {
	const accept = [tableOf(), tableOf("meta.k8s.io", "v1beta1"), "application/json"].join(",");
	expect((await table(collection, accept)).kind).toBe("Table");
	const missing = await raw("GET", `${collection}/nope`, { headers: { accept } });
	expect(missing.status).toBe(404);
	expect(missing.body).toMatchObject({ kind: "Status", reason: "NotFound" });
	const created = await raw("POST", collection, { headers: { accept }, body: { metadata: { name: "b" } } });
	expect(created.body).toMatchObject({ kind: "Table", rows: [{ cells: ["b", 0, expect.any(String)] }] });
	const deleted = await raw("DELETE", `${collection}/b`, { headers: { accept } });
	expect(deleted.body).toMatchObject({ kind: "Status", status: "Success" });
});

check("E6 a table of nothing has no rows, and null where nothing is known of the kind", async () => {
	expect((await table(`${collection}?labelSelector=nothing`)).rows).toEqual([]);
	expect((await table(`/api/v1/namespaces/${namespace}/limitranges`)).rows).toBeNull();
});

check("E8 what is not stored has no table, nor has another version of it", async () => {
	const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
	const body = { spec: { resourceAttributes: { verb: "get", resource: "pods" } } };
	expect((await raw("POST", path, { headers: { accept: tableOf() }, body })).status).toBe(406);
	const either = await raw("POST", path, { headers: { accept: `${tableOf()},application/json` }, body });
	expect(either.body).toMatchObject({ kind: "SelfSubjectAccessReview" });
	expect((await raw("GET", `${collection}/a`, { headers: { accept: tableOf("meta.k8s.io", "v2") } })).status).toBe(406);
	expect((await raw("GET", "/apis", { headers: { accept: tableOf() } })).status).toBe(406);
});

// That release does not stream lists unless it is told to.
if (minor !== 33) {
	check("J13 E6 a watch tells of rows, and of the columns once", async () => {
		const query = "watch=true&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
		const { text } = await raw("GET", `${collection}?${query}`, { headers: { accept: tableOf() } });
		const events = text.trim().split("\n");
		const parsed = events.map((line) => JSON.parse(line) as { type: string; object: Table });
		const [first, ...others] = parsed;
		expect(first).toMatchObject({ type: "ADDED", object: { kind: "Table", rows: [{ cells: ["a", 1, expect.any(String)] }] } });
		expect(first?.object.columnDefinitions).toHaveLength(3);
		for (const { object } of others) expect(object.columnDefinitions).toBeNull();
		const end = parsed.find(({ type }) => type === "BOOKMARK");
		expect(end?.object.rows?.[0]?.cells).toEqual(["", 0, "<unknown>"]);
	});
}

/** Where the rows of a running server are written down; `-u` on a cluster writes them again. */
const recordOf = (name: string): string => fileURLToPath(new URL(`tables/${name}.json`, import.meta.url));

// Columns come and go between releases; the records are those of one.
if (minor === 35) {
	for (const { name, apiVersion, plural, body, status } of tableObjects) {
		check(`S6 the table of ${name}`, async () => {
			const path = await collectionPath(raw, apiVersion, plural, namespace);
			const given = JSON.parse(JSON.stringify(body).replaceAll("NAMESPACE", namespace)) as { metadata?: object };
			const object = { ...given, metadata: { name: `t-${name}`, ...given.metadata } };
			const headers = { accept: tableOf() };
			const dry = await raw("POST", `${path}?dryRun=All`, { headers, body: object });
			let shown = dry;
			if (status !== undefined) {
				expect((await raw("POST", path, { body: object })).status).toBe(201);
				server.finally(() => raw("DELETE", `${path}/t-${name}?gracePeriodSeconds=0`));
				shown = await raw("PUT", `${path}/t-${name}/status?dryRun=All`, { headers, body: { ...object, status } });
			}
			expect([200, 201], shown.text).toContain(shown.status);
			const { columnDefinitions, rows } = shown.body as Table;
			const record = {
				columns: columnDefinitions.map(shortForm),
				rows: rows?.map(({ cells, conditions }) => ({ cells: cells.map(settled), conditions })),
			};
			await expect(`${JSON.stringify(record, undefined, "\t")}\n`).toMatchFileSnapshot(recordOf(name));
		});
	}
}

function shortForm({ name, type, format, priority }: Table["columnDefinitions"][number]): string {
	return `${name}${type === "string" ? "" : `:${type}`}${format === "" ? "" : `/${format}`}${priority === 0 ? "" : "*"}`;
}
