import type { ApiDescription, ApiGroup, ApiResource } from "@kubex/openapi";
import { convertedVersion } from "../conversion/converted-versions.ts";
import { compareVersions } from "../custom/compare-versions.ts";
import { behaviourOf } from "./behaviours.ts";
import type { ObjectReader } from "./object-reader.ts";
import { serveConversion } from "./served-conversion.ts";
import type { ServedResource } from "./served-resource.ts";

/** The resources of custom kinds, as one definition describes them. */
export interface CustomResources {
	/** The name of the definition. */
	readonly definition: string;
	readonly group: string;
	/** One for each version. */
	readonly resources: readonly ServedResource[];
}

/** The resources that a server answers for: those of its release, and those of the custom kinds that come and go. */
export class ResourceTable {
	readonly #builtInGroups: readonly ApiGroup[];
	readonly #resources = new Map<string, ServedResource>();
	readonly #custom = new Map<string, CustomResources>();
	#groups: readonly ApiGroup[] | undefined;

	constructor(description: ApiDescription, reader: ObjectReader) {
		this.#builtInGroups = description.groups.flatMap(({ name, versions }) => {
			const served = versions.flatMap(({ version, resources }) => {
				const shown = resources.filter((api) => api.servedByDefault);
				return shown.length === 0 ? [] : [{ version, resources: shown }];
			});
			return served.length === 0 ? [] : [{ name, versions: served }];
		});
		for (const group of this.#builtInGroups) {
			for (const { version, resources } of group.versions) {
				for (const api of resources) this.#serve(group.name, version, api, reader);
			}
		}
	}

	/** A resource of a version; `undefined` where none is served. */
	get(apiVersion: string, plural: string): ServedResource | undefined {
		return this.#resources.get(`${apiVersion}/${plural}`);
	}

	/** All that is served. */
	values(): Iterable<ServedResource> {
		return this.#resources.values();
	}

	/** The groups with what is served of them, for discovery; another list after every change. */
	get groups(): readonly ApiGroup[] {
		this.#groups ??= [...this.#builtInGroups, ...customGroups([...this.#custom.values()])];
		return this.#groups;
	}

	/** Whether the release has a group. */
	isBuiltIn(group: string): boolean {
		return this.#builtInGroups.some(({ name }) => name === group);
	}

	/** What is served of a definition. */
	customOf(definition: string): CustomResources | undefined {
		return this.#custom.get(definition);
	}

	/** All that is served of custom kinds. */
	custom(): Iterable<CustomResources> {
		return this.#custom.values();
	}

	/** Serves what a definition describes in the place of what it described before; nothing when it is `undefined`. */
	setCustom(definition: string, next: CustomResources | undefined): void {
		for (const resource of this.#custom.get(definition)?.resources ?? []) this.#resources.delete(keyOf(resource));
		if (next === undefined) this.#custom.delete(definition);
		else this.#custom.set(definition, next);
		for (const resource of next?.resources ?? []) this.#resources.set(keyOf(resource), resource);
		this.#groups = undefined;
	}

	#serve(group: string, version: string, api: ApiResource, reader: ObjectReader): void {
		const apiVersion = group === "" ? version : `${group}/${version}`;
		const behaviour = behaviourOf(group, api.plural);
		const stored = [...this.#resources.values()].find((other) => other.group === group && other.api.plural === api.plural);
		const { kind: name, definition } = api;
		const kind = reader.kind({ group, version, kind: name, definition });
		const form = convertedVersion(apiVersion, name);
		const hub = form === undefined ? undefined : this.get(form.hub, api.plural);
		const conversion = form === undefined || hub === undefined ? undefined : serveConversion(kind, hub, form);
		const foreign = stored !== undefined && stored.api.definition !== api.definition && conversion === undefined;
		const resource: ServedResource = {
			group,
			version,
			apiVersion,
			name: { group, resource: api.plural },
			api,
			kind,
			listKind: `${name}List`,
			namespaced: api.scope === "Namespaced",
			// Objects are stored in the preferred version of their group.
			behaviour: foreign
				? { ...behaviour, refused: `converting ${name} between ${apiVersion} and ${stored.apiVersion}` }
				: behaviour,
			collection: hub?.collection ?? collectionOf(group, api.plural),
			conversion,
		};
		this.#resources.set(keyOf(resource), resource);
	}
}

/** Where the objects of a resource are stored. */
export function collectionOf(group: string, plural: string): string {
	return group === "" ? `/${plural}` : `/${group}/${plural}`;
}

function keyOf({ apiVersion, api }: ServedResource): string {
	return `${apiVersion}/${api.plural}`;
}

function customGroups(custom: readonly CustomResources[]): ApiGroup[] {
	const names = [...new Set(custom.map(({ group }) => group))].toSorted();
	return names.map((name) => {
		const resources = custom.filter(({ group }) => group === name).flatMap((one) => one.resources);
		const versions = [...new Set(resources.map(({ version }) => version))].toSorted(compareVersions);
		return {
			name,
			versions: versions.map((version) => ({
				version,
				resources: resources
					.filter((resource) => resource.version === version)
					.map(({ api }) => api)
					.toSorted((a, b) => (a.plural < b.plural ? -1 : 1)),
			})),
		};
	});
}
