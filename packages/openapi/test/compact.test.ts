import {
	type ApiDescription,
	type ApiResource,
	type GroupVersionKind,
	parseApiDescription,
	type Schema,
	writeApiDescription,
} from "@kubex/openapi";
import fc from "fast-check";
import { expect, test } from "vitest";

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,5}$/);
const name = fc.oneof(
	word,
	fc
		.tuple(fc.constantFrom("io.k8s.api.core.v1", "io.k8s.apimachinery.pkg.apis.meta.v1", "com.example.v1", "io.k8s"), word)
		.map((parts) => parts.join(".")),
);
const words = fc.array(word, { maxLength: 3 });
const kind: fc.Arbitrary<GroupVersionKind> = fc.record({
	group: fc.constantFrom("", "apps", "x.example"),
	version: fc.constantFrom("v1", "v2"),
	kind: word,
});

const facts = {
	default: fc.oneof(fc.constant(""), fc.integer(), fc.boolean(), fc.constant({ a: [{}] })),
	enum: words,
	deprecated: fc.boolean(),
	listType: fc.constantFrom("atomic" as const, "set" as const, "map" as const),
	listMapKeys: words,
	mapType: fc.constantFrom("atomic" as const, "granular" as const),
	patchStrategy: word,
	patchMergeKey: word,
	unions: fc.array(fc.dictionary(word, word), { maxLength: 2 }),
	kinds: fc.array(kind, { maxLength: 2 }),
	required: words,
};
const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
	schema: fc.oneof(
		{ depthSize: "small" },
		fc.record({ ref: name, ...facts }, { requiredKeys: ["ref"] }),
		fc.record({ type: fc.constantFrom("string" as const, "integer" as const), format: word, ...facts }, { requiredKeys: [] }),
		fc.record(
			{
				type: fc.constantFrom("array" as const, "object" as const),
				items: tie("schema"),
				additionalProperties: tie("schema"),
				...facts,
			},
			{ requiredKeys: [] },
		),
		fc.record(
			{ type: fc.constant("object" as const), properties: fc.dictionary(word, tie("schema"), { maxKeys: 3 }), ...facts },
			{ requiredKeys: ["type"] },
		),
	),
}));

const resource: fc.Arbitrary<ApiResource> = fc.record({
	plural: word,
	singular: word,
	kind: word,
	scope: fc.constantFrom("Namespaced" as const, "Cluster" as const),
	verbs: fc.oneof(
		fc.subarray(["create", "get", "list"]),
		fc.constant(["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]),
	),
	shortNames: words,
	categories: words,
	subresources: fc.uniqueArray(fc.record({ name: word, kind, verbs: fc.subarray(["get", "update"]) }), {
		selector: (one) => one.name,
		maxLength: 2,
	}),
	servedByDefault: fc.boolean(),
	definition: name,
});
const operation = fc.record(
	{
		action: word,
		kind,
		query: words,
		body: name,
		responses: fc.dictionary(fc.constantFrom("200", "201", "202"), fc.oneof(name, fc.constant(""))),
		consumes: words,
		produces: words,
	},
	{ requiredKeys: [] },
);
const description: fc.Arbitrary<ApiDescription> = fc.record({
	kubernetes: fc.constant("1.35.4"),
	definitions: fc.dictionary(name, schema, { maxKeys: 5 }),
	groups: fc.uniqueArray(
		fc.record({
			name: fc.constantFrom("", "apps", "x.example"),
			versions: fc.uniqueArray(
				fc.record({
					version: fc.constantFrom("v1", "v2beta1"),
					resources: fc.uniqueArray(resource, { selector: (one) => one.plural, maxLength: 3 }),
				}),
				{ selector: (one) => one.version, maxLength: 2 },
			),
		}),
		{ selector: (one) => one.name, maxLength: 3 },
	),
	paths: fc.dictionary(
		fc.constantFrom("/api/v1/pods", "/apis/apps/v1/deployments/{name}", "/version/", "/apis/x.example/v2/"),
		fc.dictionary(fc.constantFrom("get", "post"), operation),
	),
});

/** fast-check makes dictionaries without a prototype; what is parsed has one. */
const plain = (value: ApiDescription): unknown => JSON.parse(JSON.stringify(value));

test("any description survives being written and read", () => {
	fc.assert(
		fc.property(description, (value) => {
			const text = writeApiDescription(value);
			expect(plain(parseApiDescription(text))).toEqual(plain(value));
			expect(writeApiDescription(parseApiDescription(text))).toBe(text);
		}),
		{ numRuns: 300 },
	);
});
