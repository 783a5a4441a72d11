import { Api, type CustomObject, defineResource } from "kubex";
import { CustomResourceDefinition } from "kubex/k8s/v1_35/apiextensions/v1";
import { conditions, waitFor } from "kubex/runtime";
import { expect } from "vitest";
import { check } from "./check.ts";
import type { Json } from "./patches.ts";
import { openServer } from "./server.ts";

const group = "examples.kubex.example";
interface Example extends CustomObject {
	doc?: unknown;
}
const Example = defineResource<Example>({ group, version: "v1", kind: "Example", plural: "examples", scope: "Namespaced" });

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const examples = new Api(Example, { client, namespace });

/** Has the server know a kind that takes any JSON; once, by the first test that asks. */
let served: Promise<void> | undefined;
function serveExamples(): Promise<void> {
	served ??= (async () => {
		const definitions = new Api(CustomResourceDefinition, { client });
		const name = `examples.${group}`;
		const schema = {
			openAPIV3Schema: {
				type: "object",
				properties: { doc: { "x-kubernetes-preserve-unknown-fields": true } },
			},
		};
		server.finally(() => definitions.delete(name));
		await definitions.create({
			metadata: { name },
			spec: {
				group,
				names: { plural: "examples", kind: "Example" },
				scope: "Namespaced",
				versions: [{ name: "v1", served: true, storage: true, schema }],
			},
		});
		await waitFor(definitions, name, conditions.established(), { timeout: 30_000 });
		// The server learns to serve the endpoint a little later than it says so.
		await expect
			.poll(
				() =>
					examples.list().then(
						() => true,
						() => false,
					),
				{ timeout: 30_000 },
			)
			.toBe(true);
	})();
	return served;
}

let count = 0;

/** Stores a document, patches it, and answers with what it has become; `undefined` for none. */
async function patched(doc: unknown, mediaType: string, patch: unknown): Promise<{ status: number; doc: Json }> {
	await serveExamples();
	const name = `example-${count++}`;
	await examples.create({ metadata: { name }, doc });
	const path = `/apis/${group}/v1/namespaces/${namespace}/examples/${name}`;
	const { status, body } = await raw("PATCH", path, { headers: { "content-type": mediaType }, body: patch });
	return { status, doc: status === 200 ? (body as Json).doc : (body as Json).message };
}

/** The table of RFC 7386, appendix A: what was there, the patch, what is there then. */
const mergeExamples: readonly (readonly [unknown, unknown, unknown])[] = [
	[{ a: "b" }, { a: "c" }, { a: "c" }],
	[{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
	[{ a: "b" }, { a: null }, {}],
	[{ a: "b", b: "c" }, { a: null }, { b: "c" }],
	[{ a: ["b"] }, { a: "c" }, { a: "c" }],
	[{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
	[{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
	[{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
	[
		["a", "b"],
		["c", "d"],
		["c", "d"],
	],
	[{ a: "b" }, ["c"], ["c"]],
	[{ a: "foo" }, null, undefined],
	[{ a: "foo" }, "bar", "bar"],
	[{ e: null }, { a: 1 }, { e: null, a: 1 }],
	[[1, 2], { a: "b", c: null }, { a: "b" }],
	[{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

for (const [index, [before, patch, after]] of mergeExamples.entries()) {
	check(`L4 RFC 7386 A.${index + 1} ${JSON.stringify(patch)} merged into ${JSON.stringify(before)} [needs:crd]`, async () => {
		const { status, doc } = await patched(before, "application/merge-patch+json", { doc: patch });
		expect([status, doc]).toEqual([200, after]);
	});
}

interface JsonPatchExample {
	readonly title: string;
	readonly before: unknown;
	/** Its paths are those of the document. */
	readonly patch: readonly object[];
	/** What is there then; a refusal without it. */
	readonly after?: unknown;
}

/** The examples of RFC 6902, appendix A. */
const jsonExamples: readonly JsonPatchExample[] = [
	{
		title: "A.1 a member is added",
		before: { foo: "bar" },
		patch: [{ op: "add", path: "/baz", value: "qux" }],
		after: { baz: "qux", foo: "bar" },
	},
	{
		title: "A.2 an element is added",
		before: { foo: ["bar", "baz"] },
		patch: [{ op: "add", path: "/foo/1", value: "qux" }],
		after: { foo: ["bar", "qux", "baz"] },
	},
	{
		title: "A.3 a member is removed",
		before: { baz: "qux", foo: "bar" },
		patch: [{ op: "remove", path: "/baz" }],
		after: { foo: "bar" },
	},
	{
		title: "A.4 an element is removed",
		before: { foo: ["bar", "qux", "baz"] },
		patch: [{ op: "remove", path: "/foo/1" }],
		after: { foo: ["bar", "baz"] },
	},
	{
		title: "A.5 a value is replaced",
		before: { baz: "qux", foo: "bar" },
		patch: [{ op: "replace", path: "/baz", value: "boo" }],
		after: { baz: "boo", foo: "bar" },
	},
	{
		title: "A.6 a value is moved",
		before: { foo: { bar: "baz", waldo: "fred" }, qux: { corge: "grault" } },
		patch: [{ op: "move", from: "/foo/waldo", path: "/qux/thud" }],
		after: { foo: { bar: "baz" }, qux: { corge: "grault", thud: "fred" } },
	},
	{
		title: "A.7 an element is moved",
		before: { foo: ["all", "grass", "cows", "eat"] },
		patch: [{ op: "move", from: "/foo/1", path: "/foo/3" }],
		after: { foo: ["all", "cows", "eat", "grass"] },
	},
	{
		title: "A.8 values are tested",
		before: { baz: "qux", foo: ["a", 2, "c"] },
		patch: [
			{ op: "test", path: "/baz", value: "qux" },
			{ op: "test", path: "/foo/1", value: 2 },
		],
		after: { baz: "qux", foo: ["a", 2, "c"] },
	},
	{ title: "A.9 a test fails", before: { baz: "qux" }, patch: [{ op: "test", path: "/baz", value: "bar" }] },
	{
		title: "A.10 an object is added",
		before: { foo: "bar" },
		patch: [{ op: "add", path: "/child", value: { grandchild: {} } }],
		after: { foo: "bar", child: { grandchild: {} } },
	},
	{
		title: "A.11 an unknown member of a step is ignored",
		before: { foo: "bar" },
		patch: [{ op: "add", path: "/baz", value: "qux", xyz: 123 }],
		after: { foo: "bar", baz: "qux" },
	},
	{
		title: "A.12 nothing is added to what is not there",
		before: { foo: "bar" },
		patch: [{ op: "add", path: "/baz/bat", value: "qux" }],
	},
	{
		title: "A.14 ~01 is ~1",
		before: { "/": 9, "~1": 10 },
		patch: [{ op: "test", path: "/~01", value: 10 }],
		after: { "/": 9, "~1": 10 },
	},
	{ title: "A.15 a text is no number", before: { "/": 9, "~1": 10 }, patch: [{ op: "test", path: "/~01", value: "10" }] },
	{
		title: "A.16 a list is added as an element",
		before: { foo: ["bar"] },
		patch: [{ op: "add", path: "/foo/-", value: ["abc", "def"] }],
		after: { foo: ["bar", ["abc", "def"]] },
	},
];

for (const { title, before, patch, after } of jsonExamples) {
	check(`L3 RFC 6902 ${title} [needs:crd]`, async () => {
		const within = patch.map((step) =>
			Object.fromEntries(
				Object.entries(step).map(([name, value]) => [name, name === "path" || name === "from" ? `/doc${value}` : value]),
			),
		);
		const { status, doc } = await patched(before, "application/json-patch+json", within);
		if (after === undefined) expect(status).toBe(422);
		else expect([status, doc]).toEqual([200, after]);
	});
}

check("L3 RFC 6902 A.13 of a member that is there twice the last one counts [needs:crd]", async () => {
	const { status } = await patched(
		{ foo: "bar" },
		"application/json-patch+json",
		'[{"op":"add","path":"/doc/baz","value":"qux","op":"remove"}]',
	);
	expect(status).toBe(422);
});
