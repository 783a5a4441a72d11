import type { ApiDescription, ApiResource, GroupVersionKind, Schema } from "@kubex/openapi";
import { type GroupVersion, modulePath } from "./module-path.ts";
import { isMachinery, listMeta, objectMeta } from "./special-definitions.ts";

/** What a definition becomes. */
export type Model =
	| { readonly form: "struct" }
	| { readonly form: "kind"; readonly kind: GroupVersionKind; readonly resource?: ApiResource; readonly meta: MetaName }
	| { readonly form: "list"; readonly of: string };

/** The type of a kind's `metadata`. */
export type MetaName = "NamespacedMeta" | "StoredMeta" | "ObjectMeta";

/** A definition and where it goes. */
export interface PlannedModel {
	/** The definition's full name. */
	readonly definition: string;
	/** The exported name. */
	readonly name: string;
	readonly path: string;
	readonly schema: Schema;
	readonly model: Model;
}

/** The modules to write: what each holds, by path. */
export interface ModelPlan {
	readonly modules: ReadonlyMap<string, GroupVersion & { readonly models: readonly PlannedModel[] }>;
	readonly byDefinition: ReadonlyMap<string, PlannedModel>;
}

/** Decides which definition goes where and what it becomes. */
export function planModels(description: ApiDescription): ModelPlan {
	const resources = indexResources(description);
	const returned = kindsWithoutResourceThatAreRead(description);
	const homes = homesOfPackages(description);
	const groups = [...new Set([...homes.values()].map((home) => home.group))];

	const modules = new Map<string, GroupVersion & { models: PlannedModel[] }>();
	const byDefinition = new Map<string, PlannedModel>();
	for (const [definition, schema] of Object.entries(description.definitions)) {
		const home = homes.get(packageOf(definition));
		if (home === undefined || isMachinery(definition)) continue;
		const path = modulePath(home, groups);
		const name = definition.slice(definition.lastIndexOf(".") + 1);
		const planned: PlannedModel = { definition, name, path, schema, model: modelOf(schema, resources, returned) };
		let module = modules.get(path);
		if (module === undefined) modules.set(path, (module = { ...home, models: [] }));
		module.models.push(planned);
		byDefinition.set(definition, planned);
	}
	return { modules, byDefinition };
}

function modelOf(schema: Schema, resources: ReadonlyMap<string, ApiResource>, returned: ReadonlySet<string>): Model {
	const [kind] = schema.kinds ?? [];
	const metadata = schema.properties?.["metadata"]?.ref;
	const item = schema.properties?.["items"]?.items?.ref;
	if (kind !== undefined && metadata === listMeta && item !== undefined) return { form: "list", of: item };
	if (kind === undefined || metadata !== objectMeta) return { form: "struct" };
	const resource = resources.get(keyOf(kind));
	if (resource === undefined) return { form: "kind", kind, meta: returned.has(keyOf(kind)) ? "NamespacedMeta" : "ObjectMeta" };
	const stored = resource.verbs.includes("get");
	const meta = stored ? (resource.scope === "Namespaced" ? "NamespacedMeta" : "StoredMeta") : "ObjectMeta";
	return { form: "kind", kind, resource, meta };
}

function indexResources(description: ApiDescription): Map<string, ApiResource> {
	const index = new Map<string, ApiResource>();
	for (const { name: group, versions } of description.groups) {
		for (const { version, resources } of versions) {
			for (const resource of resources) index.set(keyOf({ group, version, kind: resource.kind }), resource);
		}
	}
	return index;
}

/** Kinds such as Scale, which have no resource of their own and yet come from the server, filled in. */
function kindsWithoutResourceThatAreRead(description: ApiDescription): Set<string> {
	return new Set(
		description.groups
			.flatMap((group) => group.versions)
			.flatMap((version) => version.resources)
			.flatMap((resource) => resource.subresources)
			.filter((subresource) => subresource.verbs.includes("get"))
			.map((subresource) => keyOf(subresource.kind)),
	);
}

/** The group version that the definitions of a package belong to: the one its kinds state. */
function homesOfPackages(description: ApiDescription): Map<string, GroupVersion> {
	const homes = new Map<string, GroupVersion>();
	for (const [name, { kinds = [] }] of Object.entries(description.definitions)) {
		const [kind] = kinds;
		if (kind !== undefined && !isMachinery(name)) homes.set(packageOf(name), { group: kind.group, version: kind.version });
	}
	return homes;
}

function packageOf(name: string): string {
	return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
	return `${group}/${version}/${kind}`;
}
