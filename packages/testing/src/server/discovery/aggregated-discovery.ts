import { createHash } from "node:crypto";
import type { ApiGroup, ApiGroupVersion, ApiResource, GroupVersionKind } from "@kubex/openapi";
import { parseAccept } from "../accept.ts";
import type { OutputMediaType } from "../negotiate.ts";
import { toServerJson } from "../write-reply.ts";

/** The versions of the document. */
export type AggregatedVersion = "v2" | "v2beta1";

/** Every resource below a root in one document, with the tag that changes with it. */
export interface AggregatedDocument {
	readonly json: string;
	readonly etag: string;
}

/** How a client wants the document. */
export interface AggregatedRequest {
	readonly version: AggregatedVersion;
	readonly mediaType: OutputMediaType;
	/** The parameters of the answer's media type. */
	readonly parameters: string;
}

/**
 * Looks for a version of the document that a client accepts and the release has. It is preferred to the older form wherever it stands in the list.
 *
 * @param minor The minor version of the release: `v2beta1` ended with 1.33.
 */
export function negotiateAggregated(accept: string | undefined, minor: number): AggregatedRequest | undefined {
	for (const { mediaType, parameters } of parseAccept(accept)) {
		if (mediaType !== "application/json" && mediaType !== "application/yaml") continue;
		if (parameters["as"] !== "APIGroupDiscoveryList" || parameters["g"] !== "apidiscovery.k8s.io") continue;
		const version = parameters["v"];
		if (version !== "v2" && !(version === "v2beta1" && minor < 33)) continue;
		return { version, mediaType, parameters: `g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList` };
	}
	return undefined;
}

/**
 * Builds the document of some groups.
 *
 * @param isBuiltIn Whether a group is one of the release; those of custom kinds name their kinds in full.
 */
export function aggregatedDocument(
	groups: readonly ApiGroup[],
	version: AggregatedVersion,
	isBuiltIn: (group: string) => boolean,
): AggregatedDocument {
	const json = toServerJson({
		kind: "APIGroupDiscoveryList",
		apiVersion: `apidiscovery.k8s.io/${version}`,
		metadata: {},
		items: groups.map((group) => ({
			metadata: group.name === "" ? {} : { name: group.name },
			versions: group.versions.map((groupVersion) => ({
				version: groupVersion.version,
				resources: groupVersion.resources.map((resource) =>
					resourceMembers(group, groupVersion, resource, !isBuiltIn(group.name)),
				),
				freshness: "Current",
			})),
		})),
	});
	return { json, etag: `"${createHash("sha512").update(json).digest("hex").toUpperCase()}"` };
}

function resourceMembers(group: ApiGroup, version: ApiGroupVersion, resource: ApiResource, named: boolean): unknown {
	// A kind of the resource's own group version is written without group and version.
	const responseKind = (kind: GroupVersionKind): GroupVersionKind =>
		!named && kind.group === group.name && kind.version === version.version ? { group: "", version: "", kind: kind.kind } : kind;
	return {
		resource: resource.plural,
		responseKind: responseKind({ group: group.name, version: version.version, kind: resource.kind }),
		scope: resource.scope,
		singularResource: resource.singular,
		verbs: resource.verbs,
		...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
		...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
		...(resource.subresources.length === 0
			? {}
			: {
					subresources: resource.subresources.map((subresource) => ({
						subresource: subresource.name,
						responseKind: responseKind(subresource.kind),
						verbs: subresource.verbs,
					})),
				}),
	};
}
