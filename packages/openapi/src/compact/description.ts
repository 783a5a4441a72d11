import type { ApiDescription, PathOperation, Schema } from "../api-description.ts";
import type {
	CompactDescription,
	CompactOperation,
	CompactResource,
	CompactSchema,
	CompactShape,
} from "./compact-description.ts";
import { packageOf } from "./definition-name.ts";
import { indexKinds } from "./kind-index.ts";
import { decodeOperation, encodeOperation, shapeOf } from "./operation.ts";
import { decodeResource, encodeResource } from "./resource.ts";
import { decodeSchema, encodeSchema } from "./schema.ts";

/** Turns a description into the form of the data files. */
export function encodeApiDescription(description: ApiDescription): CompactDescription {
	const definitionOf = indexKinds(description.definitions);

	const definitions: Record<string, Record<string, CompactSchema>> = {};
	for (const [name, schema] of Object.entries(description.definitions)) {
		const from = packageOf(name);
		definitions[from] ??= {};
		definitions[from][from === "" ? name : name.slice(from.length + 1)] = encodeSchema(schema, from);
	}

	const groups: Record<string, Record<string, Record<string, CompactResource>>> = {};
	for (const group of description.groups) {
		groups[group.name] = Object.fromEntries(
			group.versions.map(({ version, resources }) => [
				version,
				Object.fromEntries(resources.map((one) => [one.plural, encodeResource(one, group.name, version, definitionOf)])),
			]),
		);
	}

	const keys = Object.values(description.paths).flatMap((methods) =>
		Object.values(methods).map((one) => JSON.stringify(shapeOf(one))),
	);
	const shapes = [...new Set(keys)].toSorted();
	const indexes = new Map(shapes.map((key, index) => [key, index]));
	const paths: Record<string, Record<string, CompactOperation>> = {};
	for (const [path, methods] of Object.entries(description.paths)) {
		paths[path] = Object.fromEntries(
			Object.entries(methods).map(([method, operation]) => {
				const shape = indexes.get(JSON.stringify(shapeOf(operation))) ?? -1;
				return [method, encodeOperation(operation, shape, path, definitionOf)];
			}),
		);
	}

	return {
		kubernetes: description.kubernetes,
		definitions,
		groups,
		shapes: shapes.map((key): CompactShape => JSON.parse(key)),
		paths,
	};
}

/** Turns the form of the data files into a description. */
export function decodeApiDescription(compact: CompactDescription): ApiDescription {
	const definitions: Record<string, Schema> = {};
	for (const [from, schemas] of Object.entries(compact.definitions)) {
		const prefix = from === "" ? "" : `${from}.`;
		for (const [name, schema] of Object.entries(schemas)) definitions[`${prefix}${name}`] = decodeSchema(schema, from);
	}
	const definitionOf = indexKinds(definitions);

	const groups = Object.entries(compact.groups).map(([name, versions]) => ({
		name,
		versions: Object.entries(versions).map(([version, resources]) => ({
			version,
			resources: Object.entries(resources).map(([plural, one]) => decodeResource(plural, one, name, version, definitionOf)),
		})),
	}));

	const paths: Record<string, Record<string, PathOperation>> = {};
	for (const [path, methods] of Object.entries(compact.paths)) {
		const operations: Record<string, PathOperation> = {};
		for (const [method, one] of Object.entries(methods))
			operations[method] = decodeOperation(one, compact.shapes, path, definitionOf);
		paths[path] = operations;
	}

	return { kubernetes: compact.kubernetes, definitions, groups, paths };
}
