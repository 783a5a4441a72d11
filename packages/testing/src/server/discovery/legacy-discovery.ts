import { createHash } from "node:crypto";
import type { ApiGroup, ApiGroupVersion, ApiResource } from "@kubex/openapi";
import { storageVersion } from "../../conversion/converted-versions.ts";

/** The versions below `/api`. */
export function apiVersions(core: ApiGroup, serverAddress: string): unknown {
	return {
		kind: "APIVersions",
		versions: core.versions.map((version) => version.version),
		serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress }],
	};
}

/** The groups below `/apis`, all but the core group. */
export function apiGroupList(groups: readonly ApiGroup[]): unknown {
	return { kind: "APIGroupList", apiVersion: "v1", groups: groups.filter((group) => group.name !== "").map(groupMembers) };
}

/** One group, as `/apis/<group>` describes it. */
export function apiGroup(group: ApiGroup): unknown {
	return { kind: "APIGroup", apiVersion: "v1", ...groupMembers(group) };
}

/** The resources of one version of a group with their subresources, in the order of their names. */
export function apiResourceList(group: ApiGroup, version: ApiGroupVersion): unknown {
	const sorted = version.resources.toSorted((a, b) => (a.plural < b.plural ? -1 : 1));
	const resources = sorted.flatMap((resource) => [
		resourceMembers(group, version, resource),
		...resource.subresources.map((subresource) => ({
			name: `${resource.plural}/${subresource.name}`,
			singularName: "",
			namespaced: resource.scope === "Namespaced",
			...(subresource.kind.group === group.name && subresource.kind.version === version.version
				? {}
				: { group: subresource.kind.group, version: subresource.kind.version }),
			kind: subresource.kind.kind,
			verbs: subresource.verbs,
		})),
	]);
	// The core group's list is older than the apiVersion member.
	const apiVersion = group.name === "" ? {} : { apiVersion: "v1" };
	return { kind: "APIResourceList", ...apiVersion, groupVersion: groupVersionOf(group, version), resources };
}

function groupMembers(group: ApiGroup) {
	const versions = group.versions.map((version) => ({ groupVersion: groupVersionOf(group, version), version: version.version }));
	return { name: group.name, versions, preferredVersion: versions[0] };
}

function groupVersionOf(group: ApiGroup, version: ApiGroupVersion): string {
	return group.name === "" ? version.version : `${group.name}/${version.version}`;
}

function resourceMembers(group: ApiGroup, version: ApiGroupVersion, resource: ApiResource) {
	const stored = resource.verbs.includes("create") && resource.verbs.includes("get");
	return {
		name: resource.plural,
		singularName: resource.singular,
		namespaced: resource.scope === "Namespaced",
		kind: resource.kind,
		verbs: resource.verbs,
		...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
		...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
		...(stored ? { storageVersionHash: storageVersionHash(groupVersionOf(group, version), resource.kind) } : {}),
	};
}

/** Changes with the form in which objects are stored; clients only compare it. */
function storageVersionHash(groupVersion: string, kind: string): string {
	const version = storageVersion(groupVersion, kind);
	const qualified = version.includes("/") ? version : `/${version}`;
	return createHash("sha256").update(`${qualified}/${kind}`).digest().subarray(0, 8).toString("base64");
}
