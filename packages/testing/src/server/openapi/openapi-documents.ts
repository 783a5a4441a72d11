import { createHash } from "node:crypto";
import type { ApiDescription, ApiGroup, PathOperation } from "@kubex/openapi";
import { openApiOperation, openApiParameter } from "./openapi-operation.ts";
import { collectReferences, openApiDefinition } from "./openapi-schema.ts";
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
	readonly #written = new Map<string, OpenApiDocument>();
	#index: string | undefined;
	#swagger: OpenApiDocument | undefined;
	#base: string | undefined;

	/** @param groups The groups that are served; paths of others are left out. */
	constructor(description: ApiDescription, groups: readonly ApiGroup[]) {
		this.#description = description;
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
				[...this.#paths.keys()]
					.toSorted()
					.map((root) => [root, { serverRelativeURL: `/openapi/v3/${root}?hash=${this.#hash(root)}` }]),
			),
		});
		return this.#index;
	}

	/** The document of a root such as `apis/apps/v1`. */
	document(root: string): OpenApiDocument | undefined {
		const paths = this.#paths.get(root);
		if (paths === undefined) return undefined;
		let document = this.#written.get(root);
		if (document === undefined) {
			document = { hash: this.#hash(root), body: new TextEncoder().encode(JSON.stringify(this.#write(paths))) };
			this.#written.set(root, document);
		}
		return document;
	}

	/** The document of OpenAPI v2, which describes everything at once. */
	swagger(): OpenApiDocument {
		if (this.#swagger === undefined) {
			const text = JSON.stringify(swaggerDocument(this.#description, [...this.#paths.values()].flat()));
			this.#swagger = { hash: sha512(text), body: new TextEncoder().encode(text) };
		}
		return this.#swagger;
	}

	#hash(root: string): string {
		const { definitions, kubernetes, paths } = this.#description;
		this.#base ??= sha512(JSON.stringify([form, kubernetes, definitions]));
		return sha512(JSON.stringify([this.#base, root, (this.#paths.get(root) ?? []).map((path) => [path, paths[path]])]));
	}

	#write(paths: readonly string[]): unknown {
		const { definitions, kubernetes, paths: operations } = this.#description;
		const names = new Set<string>();
		for (const path of paths) for (const operation of Object.values(operations[path] ?? {})) definitionsOf(operation, names);
		// A set takes in what is added while it is walked, so this reaches everything that is referred to.
		for (const name of names) collectReferences(definitions[name] ?? {}, names);
		const schemas = [...names].toSorted().map((name) => [name, openApiDefinition(name, definitions[name] ?? {})]);
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
