import type { DiscoveredResource, DiscoveredSubresource } from "./discovered-api.ts";
import { isMembers, listOf, type Members, textOf, textsOf } from "./json-members.ts";

/** A group whose resources are yet to be read. */
export interface LegacyGroup {
	readonly name: string;
	/** The preferred one first. */
	readonly versions: readonly string[];
}

/** The groups that `/api` (`APIVersions`) or `/apis` (`APIGroupList`) names; `undefined` for any other document. */
export function readLegacyGroups(document: unknown): readonly LegacyGroup[] | undefined {
	if (!isMembers(document)) return undefined;
	if (document["kind"] === "APIVersions") return [{ name: "", versions: textsOf(document, "versions") }];
	if (document["kind"] !== "APIGroupList") return undefined;
	return listOf(document, "groups").map((group) => {
		const versions = listOf(group, "versions").map((version) => textOf(version, "version"));
		const preferred = isMembers(group["preferredVersion"]) ? textOf(group["preferredVersion"], "version") : "";
		const first = versions.includes(preferred) ? [preferred] : [];
		return { name: textOf(group, "name"), versions: [...first, ...versions.filter((version) => version !== preferred)] };
	});
}

/** The resources of an `APIResourceList`, each with those that its list names after a slash. */
export function readLegacyResources(group: string, version: string, document: unknown): readonly DiscoveredResource[] {
	if (!isMembers(document)) return [];
	const all = listOf(document, "resources");
	const parts = new Map<string, DiscoveredSubresource[]>();
	for (const resource of all) {
		const [plural = "", name] = textOf(resource, "name").split("/");
		if (name === undefined) continue;
		const subresource = { name, kind: kindOf(group, version, resource), verbs: textsOf(resource, "verbs") };
		parts.set(plural, [...(parts.get(plural) ?? []), subresource]);
	}
	return all
		.filter((resource) => !textOf(resource, "name").includes("/"))
		.map((resource) => {
			const plural = textOf(resource, "name");
			return {
				group,
				version,
				kind: textOf(resource, "kind"),
				plural,
				singular: textOf(resource, "singularName"),
				shortNames: textsOf(resource, "shortNames"),
				categories: textsOf(resource, "categories"),
				scope: resource["namespaced"] === true ? "Namespaced" : "Cluster",
				verbs: textsOf(resource, "verbs"),
				subresources: parts.get(plural) ?? [],
			};
		});
}

function kindOf(group: string, version: string, resource: Members): { group: string; version: string; kind: string } {
	const own = textOf(resource, "version") === "";
	return {
		group: own ? group : textOf(resource, "group"),
		version: own ? version : textOf(resource, "version"),
		kind: textOf(resource, "kind"),
	};
}
