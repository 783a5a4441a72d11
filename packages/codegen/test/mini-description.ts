import type { ApiDescription, ApiResource, Schema } from "@kubex/openapi";

const meta = "io.k8s.apimachinery.pkg.apis.meta.v1";
const widget = { group: "example.com", version: "v1", kind: "Widget" };
const apiextensions = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1";

function kindSchema(
	kind: { group: string; version: string; kind: string },
	rest: Record<string, Schema>,
	required: string[] = [],
): Schema {
	const properties = {
		apiVersion: { type: "string" },
		kind: { type: "string" },
		metadata: { ref: `${meta}.ObjectMeta` },
		...rest,
	} as const;
	return { type: "object", kinds: [kind], required, properties };
}

function resource(kind: string, plural: string, more: Partial<ApiResource>): ApiResource {
	const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
	return {
		plural,
		singular: kind.toLowerCase(),
		kind,
		scope: "Namespaced",
		verbs,
		shortNames: [],
		categories: [],
		subresources: [],
		servedByDefault: true,
		definition: "",
		...more,
	};
}

/** One of each thing that the generator treats in a way of its own. */
export const miniDescription: ApiDescription = {
	kubernetes: "1.35.4",
	definitions: {
		"com.example.v1.Review": kindSchema({ ...widget, kind: "Review" }, { spec: { ref: "com.example.v1.WidgetSpec" } }, ["spec"]),
		"com.example.v1.Widget": kindSchema(widget, {
			spec: { ref: "com.example.v1.WidgetSpec" },
			status: { ref: "com.example.v1.Status" },
		}),
		"com.example.v1.WidgetList": {
			type: "object",
			required: ["items"],
			properties: { items: { type: "array", items: { ref: "com.example.v1.Widget" } }, metadata: { ref: `${meta}.ListMeta` } },
			kinds: [{ ...widget, kind: "WidgetList" }],
		},
		"com.example.v1.Nothing": { type: "object" },
		"com.example.v1.Status": { type: "object", deprecated: true, properties: { phase: { type: "string" } } },
		"com.example.v1.WidgetSpec": {
			type: "object",
			required: ["amount", "mode", "x-kind"],
			properties: {
				$ref: { type: "string" },
				amount: { ref: "io.k8s.apimachinery.pkg.api.resource.Quantity" },
				any: {},
				at: { ref: `${meta}.Time` },
				bytes: { type: "string", format: "byte" },
				count: { type: "integer", format: "int64", default: 3, deprecated: true },
				depth: { type: "number", format: "double", default: 0 },
				free: { type: "object" },
				inline: { type: "object", required: ["a"], properties: { a: { type: "boolean" }, b: { type: "string" } } },
				labels: { type: "object", additionalProperties: { type: "string" }, mapType: "atomic" },
				mode: { type: "string", enum: ["Fast", "Slow"], default: "Fast" },
				modes: { type: "array", items: { type: "string", enum: ["Fast", "Slow"] }, listType: "set" },
				nothing: { ref: "com.example.v1.Nothing" },
				parts: { type: "array", items: { ref: "io.k8s.api.core.v1.Part" }, listType: "map", listMapKeys: ["name", "port"] },
				port: { ref: "io.k8s.apimachinery.pkg.util.intstr.IntOrString" },
				schema: { ref: `${apiextensions}.JSONSchemaPropsOrArray` },
				template: { ref: "com.example.v1.Widget" },
				wide: { type: "string", enum: Array.from({ length: 12 }, (_, index) => `ALongNameOfAValue${index}`) },
				"x-kind": { type: "string" },
			},
		},
		"io.k8s.api.autoscaling.v1.Scale": kindSchema({ group: "autoscaling", version: "v1", kind: "Scale" }, {}),
		"io.k8s.api.core.v1.Part": { type: "object", properties: { name: { type: "string" } } },
		"io.k8s.api.core.v1.Thing": kindSchema(
			{ group: "", version: "v1", kind: "Thing" },
			{ status: { ref: "io.k8s.api.core.v1.Part" } },
		),
		[`${apiextensions}.JSONSchemaProps`]: {
			type: "object",
			properties: { default: { ref: `${apiextensions}.JSON` }, title: { type: "string" } },
		},
		[`${apiextensions}.JSONSchemaPropsOrArray`]: {},
		[`${apiextensions}.Definition`]: kindSchema({ group: "apiextensions.k8s.io", version: "v1", kind: "Definition" }, {}),
	},
	groups: [
		{
			name: "",
			versions: [{ version: "v1", resources: [resource("Thing", "things", { scope: "Cluster", verbs: ["get", "list"] })] }],
		},
		{
			name: "example.com",
			versions: [
				{
					version: "v1",
					resources: [
						resource("Review", "reviews", { scope: "Cluster", verbs: ["create"] }),
						resource("Widget", "widgets", {
							subresources: [
								{ name: "dry-run", kind: { ...widget, kind: "Review" }, verbs: ["create"] },
								{ name: "log", kind: widget, verbs: ["get"] },
								{ name: "proxy", kind: { ...widget, kind: "WidgetProxyOptions" }, verbs: ["create", "get"] },
								{
									name: "scale",
									kind: { group: "autoscaling", version: "v1", kind: "Scale" },
									verbs: ["get", "patch", "update"],
								},
								{ name: "status", kind: widget, verbs: ["get", "patch", "update"] },
							],
						}),
					],
				},
			],
		},
	],
	paths: Object.fromEntries(
		[
			["dry-run", "com.example.v1.Review"],
			["log", ""],
			["proxy", ""],
			["scale", "io.k8s.api.autoscaling.v1.Scale"],
			["status", "com.example.v1.Widget"],
		].map(([name = "", answer = ""]) => [
			`/apis/example.com/v1/namespaces/{namespace}/widgets/{name}/${name}`,
			{ get: { responses: { 200: answer } } },
		]),
	),
};
