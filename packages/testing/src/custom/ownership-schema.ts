import type { Schema } from "@kubex/openapi";
import { additionalSchema, type JsonSchema } from "./json-schema.ts";

const objectMeta: Schema = { ref: "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" };
const typeMembers: Readonly<Record<string, Schema>> = {
	apiVersion: { type: "string" },
	kind: { type: "string" },
	metadata: objectMeta,
};

/** How the objects of a custom kind are divided among owners: its schema in the form of the API descriptions. */
export function ownershipSchema(schema: JsonSchema): Schema {
	return convert({ ...schema, "x-kubernetes-embedded-resource": true });
}

function convert(schema: JsonSchema): Schema {
	const { type, format, items } = schema;
	if (schema["x-kubernetes-int-or-string"] === true) return {};
	if (type === "array") {
		return {
			type,
			...(items === undefined ? {} : { items: convert(items) }),
			...defined({ listType: schema["x-kubernetes-list-type"], listMapKeys: schema["x-kubernetes-list-map-keys"] }),
			...defined({ default: schema.default }),
		};
	}
	if (type === "object") return object(schema);
	if (type === "string" || type === "integer" || type === "number" || type === "boolean") {
		return { type, ...defined({ format, default: schema.default }) };
	}
	return {};
}

function object(schema: JsonSchema): Schema {
	const properties = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, convert(member)] as const);
	const embedded = schema["x-kubernetes-embedded-resource"] === true ? typeMembers : undefined;
	const others = schema["x-kubernetes-preserve-unknown-fields"] === true ? {} : additionalSchema(schema);
	return {
		type: "object",
		...(properties.length === 0 && embedded === undefined
			? {}
			: { properties: { ...Object.fromEntries(properties), ...embedded } }),
		...(others === undefined ? {} : { additionalProperties: convert(others) }),
		...defined({ mapType: schema["x-kubernetes-map-type"], default: schema.default }),
	};
}

function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
		[K in keyof T]?: Exclude<T[K], undefined>;
	};
}
