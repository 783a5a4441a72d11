import { createHash } from "node:crypto";
import type { ApiDescription, PathOperation } from "@kubex/openapi";
import type { ResourceTable } from "../../registry/resource-table.ts";
import type { ServedResource } from "../../registry/served-resource.ts";
import { customDefinitions, openApiForm, sharedDefinitions } from "./custom-definitions.ts";
import { customPaths } from "./custom-paths.ts";
import { openApiOperation, openApiParameter } from "./openapi-operation.ts";
import { collectReferences, type OpenApiSchema, openApiDefinition } from "./openapi-schema.ts";
import { swaggerDocument } from "./swagger-document.ts";

/** Raised with every change of how documents are written, because clients keep a document for a year under its hash. */
const form = 1;

/** A document of one group version. */
export interface OpenApiDocument {
	readonly hash: string;
	readonly body: Uint8Array;
}

/**
 * The OpenAPI v3 documents of a server, one for each group version and for each page of discovery. They are written when they are first asked
 * for; the hashes, which the index lists, come from what a document is made of.
 */
export class OpenApiDocuments {
	readonly #description: ApiDescription;
	readonly #paths = new Map<string, string[]>();
	readonly #custom = new Map<string, CustomDocument>();
	/** Of custom kinds. */
	readonly #resources: readonly ServedResource[];
	readonly #written = new Map<string, OpenApiDocument>();
	#index: string | undefined;
	#swagger: OpenApiDocument | undefined;
	#base: string | undefined;

	/** @param resources What is served; paths of other groups are left out. */
	constructor(description: ApiDescription, resources: ResourceTable) {
		this.#description = description;
		const { groups } = resources;
		this.#resources = [...resources.custom()].flatMap((custom) => custom.resources);
		for (const resource of this.#resources) this.#add(resource);
		const served = new Set(groups.flatMap((group) => group.versions.map((version) => rootOf(group.name, version.version))));
		for (const group of groups) served.add(group.name === "" ? "api" : `apis/${group.name}`);
		for (const path of Object.keys(description.paths).toSorted()) {
			const root = documentOf(path);
			if (!served.has(root) && root !== "apis" && root !== "version") continue;
			const paths = this.#paths.get(root);
			if (paths === undefined) this.#paths.set(root, [path]);
			else paths.push(path);
		}
	}

	/** The list of documents, which `/openapi/v3` answers with. */
	index(): string {
		this.#index ??= JSON.stringify({
			paths: Object.fromEntries(
				[...this.#paths.keys(), ...this.#custom.keys()]
					.toSorted()
					.map((root) => [root, { serverRelativeURL: `/openapi/v3/${root}?hash=${this.#hash(root)}` }]),
			),
		});
		return this.#index;
	}

	/** The document of a root such as `apis/apps/v1`. */
	document(root: string): OpenApiDocument | undefined {
		const paths = this.#paths.get(root);
		const custom = this.#custom.get(root);
		if (paths === undefined && custom === undefined) return undefined;
		let document = this.#written.get(root);
		if (document === undefined) {
			const written = custom === undefined ? this.#write(paths ?? []) : this.#writeCustom(custom);
			document = { hash: this.#hash(root), body: new TextEncoder().encode(JSON.stringify(written)) };
			this.#written.set(root, document);
		}
		return document;
	}

	/** The document of OpenAPI v2, which describes everything at once. */
	swagger(): OpenApiDocument {
		if (this.#swagger === undefined) {
			const text = JSON.stringify(swaggerDocument(this.#description, [...this.#paths.values()].flat(), this.#resources));
			this.#swagger = { hash: sha512(text), body: new TextEncoder().encode(text) };
		}
		return this.#swagger;
	}

	#hash(root: string): string {
		const { definitions, kubernetes, paths } = this.#description;
		const custom = this.#custom.get(root);
		if (custom !== undefined) return sha512(JSON.stringify([form, kubernetes, root, custom.paths, [...custom.definitions]]));
		this.#base ??= sha512(JSON.stringify([form, kubernetes, definitions]));
		return sha512(JSON.stringify([this.#base, root, (this.#paths.get(root) ?? []).map((path) => [path, paths[path]])]));
	}

	#add(resource: ServedResource): void {
		const root = rootOf(resource.group, resource.version);
		const document: CustomDocument = this.#custom.get(root) ?? { paths: {}, definitions: new Map() };
		Object.assign(document.paths, customPaths(resource));
		for (const [name, definition] of customDefinitions(resource, openApiForm)) document.definitions.set(name, definition);
		this.#custom.set(root, document);
	}

	#writeCustom({ paths, definitions: custom }: CustomDocument): unknown {
		const { definitions } = this.#description;
		const names = new Set(sharedDefinitions);
		for (const operations of Object.values(paths)) for (const one of Object.values(operations)) definitionsOf(one, names);
		const schemas = this.#schemas(names).map(
			(name) => [name, custom.get(name) ?? openApiDefinition(name, definitions[name] ?? {})] as const,
		);
		return {
			openapi: "3.0.0",
			info: { title: "Kubernetes CRD Swagger", version: "v0.1.0" },
			paths: Object.fromEntries(
				Object.keys(paths)
					.toSorted()
					.map((path) => [path, pathItem(path, paths[path] ?? {})]),
			),
			components: { schemas: Object.fromEntries(schemas) },
		};
	}

	/** The names of definitions, and of those that they refer to, in order. */
	#schemas(names: Set<string>): string[] {
		// A set takes in what is added while it is walked, so this reaches everything that is referred to.
		for (const name of names) collectReferences(this.#description.definitions[name] ?? {}, names);
		return [...names].toSorted();
	}

	#write(paths: readonly string[]): unknown {
		const { definitions, kubernetes, paths: operations } = this.#description;
		const names = new Set<string>();
		for (const path of paths) for (const operation of Object.values(operations[path] ?? {})) definitionsOf(operation, names);
		const schemas = this.#schemas(names).map((name) => [name, openApiDefinition(name, definitions[name] ?? {})]);
		return {
			openapi: "3.0.0",
			info: { title: "Kubernetes", version: kubernetes.split(".").slice(0, 2).join(".") },
			paths: Object.fromEntries(paths.map((path) => [path, pathItem(path, operations[path] ?? {})])),
			components: {
				schemas: Object.fromEntries(schemas),
				securitySchemes: {
					BearerToken: { type: "apiKey", description: "Bearer Token authentication", name: "authorization", in: "header" },
				},
			},
		};
	}
}

/** What is published of the custom kinds of one group version. */
interface CustomDocument {
	readonly paths: Record<string, Readonly<Record<string, PathOperation>>>;
	readonly definitions: Map<string, OpenApiSchema>;
}

function sha512(text: string): string {
	return createHash("sha512").update(text).digest("hex").toUpperCase();
}

function rootOf(group: string, version: string): string {
	return group === "" ? `api/${version}` : `apis/${group}/${version}`;
}

/** The root whose document describes a path. */
function documentOf(path: string): string {
	const segments = path.split("/").filter((segment) => segment !== "");
	return segments.slice(0, segments[0] === "apis" ? 3 : segments[0] === "api" ? 2 : undefined).join("/");
}

function definitionsOf(operation: PathOperation, names: Set<string>): void {
	if (operation.body !== undefined) names.add(operation.body);
	for (const definition of Object.values(operation.responses ?? {})) if (definition !== "") names.add(definition);
}

/** Parameters that every method of a path takes are stated once, with those of the path itself and in the order of their names. */
function pathItem(path: string, operations: Readonly<Record<string, PathOperation>>): unknown {
	const all = Object.values(operations);
	const shared = new Set(all[0]?.query?.filter((name) => all.every((operation) => operation.query?.includes(name))));
	const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
	const parameters = [...inPath, ...shared]
		.toSorted()
		.map((name) => openApiParameter(name, inPath.includes(name) ? "path" : "query"));
	return {
		...Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, openApiOperation(operation, shared)])),
		...(parameters.length === 0 ? {} : { parameters }),
	};
}
