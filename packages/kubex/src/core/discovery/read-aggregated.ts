import type { KindName, Scope } from "../resource.ts";
import type { DiscoveredApi, DiscoveredResource, DiscoveredVersion } from "./discovered-api.ts";
import { isMembers, listOf, type Members, textOf, textsOf } from "./json-members.ts";

/** What asks for the aggregated form, and takes the older ones as well. */
export const discoveryMediaTypes: string = [
	"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
	"application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
	"application/json",
].join(",");

/**
 * Reads the document that describes all groups below `/api` or `/apis` at once; `undefined` for another document. What a server
 * leaves out is left out, rather than the whole.
 *
 * @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery
 */
export function readAggregated(document: unknown): DiscoveredApi | undefined {
	if (!isMembers(document) || document["kind"] !== "APIGroupDiscoveryList") return undefined;
	return listOf(document, "items").map((item) => {
		const metadata = isMembers(item["metadata"]) ? item["metadata"] : {};
		const name = textOf(metadata, "name");
		return { name, versions: listOf(item, "versions").map((version) => readVersion(name, version)) };
	});
}

function readVersion(group: string, given: Members): DiscoveredVersion {
	const version = textOf(given, "version");
	return {
		version,
		resources: listOf(given, "resources").flatMap((resource) => readResource(group, version, resource)),
		problem: textOf(given, "freshness") === "Stale" ? "the server that serves it does not answer" : undefined,
	};
}

function readResource(group: string, version: string, given: Members): DiscoveredResource[] {
	const kind = kindOf(group, version, given);
	// Without a kind it has subresources alone, and cannot be asked for itself.
	if (kind === undefined) return [];
	return [
		{
			// The path is that of the group version which lists it, whatever group its kind is from.
			group,
			version,
			kind: kind.kind,
			plural: textOf(given, "resource"),
			singular: textOf(given, "singularResource"),
			shortNames: textsOf(given, "shortNames"),
			categories: textsOf(given, "categories"),
			scope: textOf(given, "scope") as Scope,
			verbs: textsOf(given, "verbs"),
			subresources: listOf(given, "subresources").map((subresource) => ({
				name: textOf(subresource, "subresource"),
				kind: kindOf(group, version, subresource),
				verbs: textsOf(subresource, "verbs"),
			})),
		},
	];
}

/** Group and version are left out where they are those of the resource. */
function kindOf(group: string, version: string, given: Members): KindName | undefined {
	const kind = given["responseKind"];
	if (!isMembers(kind) || textOf(kind, "kind") === "") return undefined;
	const own = textOf(kind, "version") === "";
	return {
		group: own ? group : textOf(kind, "group"),
		version: own ? version : textOf(kind, "version"),
		kind: textOf(kind, "kind"),
	};
}
