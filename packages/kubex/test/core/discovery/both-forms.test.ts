import fc from "fast-check";
import { expect, test } from "vitest";
import type { DiscoveredApi } from "../../../src/core/discovery/discovered-api.ts";
import { findResource } from "../../../src/core/discovery/find-resource.ts";
import { readAggregated } from "../../../src/core/discovery/read-aggregated.ts";
import { readLegacyGroups, readLegacyResources } from "../../../src/core/discovery/read-legacy.ts";

interface ModelResource {
	readonly name: string;
	readonly verbs: readonly string[];
	readonly scope: "Namespaced" | "Cluster";
	readonly shortNames: readonly string[];
	readonly scaled: boolean;
}

interface ModelGroup {
	readonly name: string;
	readonly versions: readonly string[];
	readonly resources: readonly ModelResource[];
}

const word = fc.stringMatching(/^[a-z]{4,8}$/);

const resource: fc.Arbitrary<ModelResource> = fc.record({
	name: word,
	verbs: fc.subarray(["create", "get", "list", "watch"]),
	scope: fc.constantFrom("Namespaced", "Cluster"),
	shortNames: fc.array(word, { maxLength: 2 }),
	scaled: fc.boolean(),
});

const group: fc.Arbitrary<ModelGroup> = fc.record({
	name: word.map((name) => `${name}.example.com`),
	versions: fc.uniqueArray(fc.constantFrom("v1", "v2", "v1beta1"), { minLength: 1 }),
	resources: fc.uniqueArray(resource, { selector: ({ name }) => name }),
});

const model = fc.uniqueArray(group, { selector: ({ name }) => name });

const kindOf = (name: string): string => `K${name}`;
const scale = { group: "autoscaling", version: "v1", kind: "Scale" };

function aggregated(groups: readonly ModelGroup[]): DiscoveredApi | undefined {
	return readAggregated({
		kind: "APIGroupDiscoveryList",
		items: groups.map(({ name: own, versions, resources }) => ({
			metadata: { name: own },
			versions: versions.map((version) => ({
				version,
				freshness: "Current",
				resources: resources.map(({ name, verbs, scope, shortNames, scaled }) => ({
					resource: `${name}s`,
					singularResource: name,
					responseKind: { group: "", version: "", kind: kindOf(name) },
					scope,
					verbs,
					shortNames,
					subresources: [
						{ subresource: "status", responseKind: { group: "", version: "", kind: kindOf(name) }, verbs },
						...(scaled ? [{ subresource: "scale", responseKind: scale, verbs }] : []),
					],
				})),
			})),
		})),
	});
}

function older(groups: readonly ModelGroup[]): DiscoveredApi | undefined {
	const named = readLegacyGroups({
		kind: "APIGroupList",
		groups: groups.map(({ name, versions }) => ({
			name,
			// What is preferred need not be first here.
			versions: [...versions.slice(1).map((version) => ({ version })), { version: versions[0] }],
			preferredVersion: { version: versions[0] },
		})),
	});
	return named?.map(({ name: own, versions }) => ({
		name: own,
		versions: versions.map((version) => ({
			version,
			problem: undefined,
			resources: readLegacyResources(own, version, {
				resources: (groups.find(({ name }) => name === own)?.resources ?? []).flatMap(
					({ name, verbs, scope, shortNames, scaled }) => {
						const shared = { namespaced: scope === "Namespaced", verbs };
						return [
							{ ...shared, name: `${name}s`, singularName: name, kind: kindOf(name), shortNames },
							{ ...shared, name: `${name}s/status`, singularName: "", kind: kindOf(name) },
							...(scaled ? [{ ...shared, ...scale, name: `${name}s/scale`, singularName: "" }] : []),
						];
					},
				),
			}),
		})),
	}));
}

test("DI-1 DI-6 both forms of one API say the same, and each resource is found by its whole name", () => {
	fc.assert(
		fc.property(model, (groups) => {
			const api = aggregated(groups) ?? [];
			expect(older(groups)).toEqual(api);
			for (const { resources } of api.flatMap(({ versions }) => versions)) {
				for (const one of resources) {
					expect(findResource(api, `${one.plural}.${one.version}.${one.group}`)).toBe(one);
					expect(findResource(api, { apiVersion: `${one.group}/${one.version}`, kind: one.kind })).toBe(one);
				}
			}
		}),
	);
});
