import { describe, expect, test } from "vitest";
import { describeRelease } from "../src/import/describe-release.ts";
import { gatherRelease } from "../src/import/gather-release.ts";
import type { ServerDocuments } from "../src/import/server-documents.ts";

const kind = { group: "example.com", version: "v1", kind: "Widget" };

/** What a server publishes that has one custom kind, cut down to one thing of each sort. */
const documents: ServerDocuments = {
	gitVersion: "v1.35.4+k3s1",
	openapi: {
		definitions: {
			"com.example.v1.Widget": {
				description: "A widget.",
				type: "object",
				required: ["spec"],
				properties: {
					size: { description: 'How large.\n\nPossible enum values:\n - `"Old"` Deprecated: use Large.', type: "string" },
					spec: { description: "All of it.", $ref: "#/definitions/com.example.v1.WidgetSpec" },
					weight: { description: "Deprecated: nobody weighs widgets.", type: "integer", format: "int64" },
				},
				"x-kubernetes-group-version-kind": [kind],
			},
			"com.example.v1.WidgetSpec": {
				description: "What is wanted. Deprecated: this API is deprecated since 1.2.",
				type: "object",
				properties: {
					deprecated: { description: "Deprecated: says whether others should be used.", type: "boolean" },
					deprecatedCount: { description: "How many there were.", type: "integer", "x-kubernetes-patch-strategy": "replace" },
					labels: { type: "object", additionalProperties: { type: "string" } },
					open: { type: "object", additionalProperties: true },
				},
			},
		},
		parameters: { "pretty-1": { name: "pretty", in: "query" }, "namespace-1": { name: "namespace", in: "path" } },
		paths: {
			"/apis/example.com/v1/namespaces/{namespace}/widgets": {
				parameters: [{ $ref: "#/parameters/pretty-1" }, { $ref: "#/parameters/namespace-1" }],
				post: {
					consumes: ["*/*"],
					produces: ["application/json"],
					parameters: [
						{ name: "body", in: "body", schema: { $ref: "#/definitions/com.example.v1.Widget" } },
						{ name: "dryRun", in: "query" },
					],
					responses: { 201: { schema: { $ref: "#/definitions/com.example.v1.Widget" } }, 401: {} },
					"x-kubernetes-action": "post",
					"x-kubernetes-group-version-kind": kind,
				},
			},
			"/apis/example.com/v1/watch/widgets": { get: { "x-kubernetes-action": "watchlist" } },
			"/version/": { get: { responses: { 200: { schema: { type: "string" } } } } },
		},
	},
	openapi3: [
		{
			components: {
				schemas: {
					"com.example.v1.Widget": {
						properties: { size: { enum: ["Large", "Old"], default: "Large" }, spec: { default: {} } },
					},
					"com.example.v1.WidgetSpec": { properties: { labels: { additionalProperties: { default: "" } } } },
				},
			},
		},
	],
	discovery: [
		{ items: [] },
		{
			items: [
				{
					metadata: { name: "example.com" },
					versions: [
						{
							version: "v1",
							resources: [
								{
									resource: "widgets",
									responseKind: { group: "", version: "", kind: "Widget" },
									scope: "Namespaced",
									singularResource: "widget",
									verbs: ["get", "create"],
									subresources: [
										{
											subresource: "scale",
											responseKind: { group: "autoscaling", version: "v1", kind: "Scale" },
											verbs: ["update", "get"],
										},
										{ subresource: "status", responseKind: { group: "", version: "", kind: "Widget" }, verbs: ["get"] },
									],
								},
							],
						},
					],
				},
			],
		},
	],
};

describe("the importer", () => {
	const description = describeRelease(gatherRelease(documents));

	test("names the release without the mark of a distribution", () => {
		expect(description.kubernetes).toBe("1.35.4");
	});

	test("keeps facts, adds the defaults and enums of v3, leaves the prose and marks what it calls deprecated", () => {
		expect(description.definitions).toEqual({
			"com.example.v1.Widget": {
				type: "object",
				required: ["spec"],
				properties: {
					size: { type: "string", enum: ["Large", "Old"], default: "Large" },
					spec: { ref: "com.example.v1.WidgetSpec" },
					weight: { type: "integer", format: "int64", deprecated: true },
				},
				kinds: [kind],
			},
			"com.example.v1.WidgetSpec": {
				type: "object",
				deprecated: true,
				properties: {
					deprecated: { type: "boolean" },
					deprecatedCount: { type: "integer", patchStrategy: "replace", deprecated: true },
					labels: { type: "object", additionalProperties: { type: "string" } },
					open: { type: "object" },
				},
			},
		});
	});

	test("takes resources from discovery, in which an empty version is the resource's own", () => {
		expect(description.groups).toEqual([
			{
				name: "example.com",
				versions: [
					{
						version: "v1",
						resources: [
							{
								plural: "widgets",
								singular: "widget",
								kind: "Widget",
								scope: "Namespaced",
								verbs: ["create", "get"],
								shortNames: [],
								categories: [],
								subresources: [
									{ name: "scale", kind: { group: "autoscaling", version: "v1", kind: "Scale" }, verbs: ["get", "update"] },
									{ name: "status", kind, verbs: ["get"] },
								],
								servedByDefault: true,
								definition: "com.example.v1.Widget",
							},
						],
					},
				],
			},
		]);
	});

	test("takes operations with their parameters resolved, without the paths of old watches", () => {
		expect(description.paths).toEqual({
			"/apis/example.com/v1/namespaces/{namespace}/widgets": {
				post: {
					action: "post",
					kind,
					query: ["dryRun", "pretty"],
					body: "com.example.v1.Widget",
					responses: { 201: "com.example.v1.Widget" },
					consumes: ["*/*"],
					produces: ["application/json"],
				},
			},
			"/version/": { get: { responses: { 200: "" } } },
		});
	});

	test("refuses a resource whose objects nothing describes", () => {
		const { openapi } = documents;
		const { "com.example.v1.Widget": _, ...definitions } = openapi.definitions;
		expect(() => describeRelease(gatherRelease({ ...documents, openapi: { ...openapi, definitions } }))).toThrow(
			"no definition describes Widget, the kind of widgets in example.com/v1",
		);
	});
});
