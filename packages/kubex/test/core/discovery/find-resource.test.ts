import fc from "fast-check";
import { type DiscoveredApi, type DiscoveredResource, NoMatchError, type ResourceQuery } from "kubex";
import { expect, test } from "vitest";
import { findResource } from "../../../src/core/discovery/find-resource.ts";

function resource(group: string, version: string, kind: string, rest: Partial<DiscoveredResource> = {}): DiscoveredResource {
	const lower = kind.toLowerCase();
	return {
		group,
		version,
		kind,
		plural: `${lower}s`,
		singular: lower,
		shortNames: [],
		categories: [],
		scope: "Namespaced",
		verbs: ["get"],
		subresources: [],
		...rest,
	};
}

const version = (name: string, resources: readonly DiscoveredResource[], problem?: string) => ({
	version: name,
	resources,
	problem,
});
const api: DiscoveredApi = [
	{
		name: "",
		versions: [
			version("v1", [
				resource("", "v1", "Pod", { shortNames: ["po"], subresources: [{ name: "status", kind: undefined, verbs: ["get"] }] }),
				resource("", "v1", "Event", { shortNames: ["ev"] }),
				resource("", "v1", "Endpoints", { plural: "endpoints", singular: "endpoints", shortNames: ["ep"] }),
			]),
		],
	},
	{
		name: "apps",
		versions: [
			version("v1", [resource("apps", "v1", "Deployment", { shortNames: ["deploy"] })]),
			version("v1beta1", [resource("apps", "v1beta1", "Deployment"), resource("apps", "v1beta1", "Scale")]),
		],
	},
	{ name: "events.k8s.io", versions: [version("v1", [resource("events.k8s.io", "v1", "Event", { shortNames: ["ev"] })])] },
	{
		name: "example.com",
		versions: [
			version("v1", [resource("example.com", "v1", "Pod"), resource("example.com", "v1", "Episode", { shortNames: ["ep"] })]),
		],
	},
	{ name: "metrics.k8s.io", versions: [version("v1beta1", [], "it does not answer")] },
];

const nameOf = ({ group, version: own, kind }: DiscoveredResource): string => `${group}/${own}/${kind}`;

test.each<[ResourceQuery, string]>([
	["pods", "/v1/Pod"],
	["pod", "/v1/Pod"],
	["Pod", "/v1/Pod"],
	["PODS", "/v1/Pod"],
	["po", "/v1/Pod"],
	["deploy", "apps/v1/Deployment"],
	["deployments.apps", "apps/v1/Deployment"],
	["deploy.apps", "apps/v1/Deployment"],
	["deployments.v1beta1.apps", "apps/v1beta1/Deployment"],
	["Deployment.v1.apps", "apps/v1/Deployment"],
	["pods.example.com", "example.com/v1/Pod"],
	["pods.v1.", "/v1/Pod"],
	["pods.v1.example.com", "example.com/v1/Pod"],
	["events", "/v1/Event"],
	["ev", "/v1/Event"],
	["events.events.k8s.io", "events.k8s.io/v1/Event"],
	["scale", "apps/v1beta1/Scale"],
	[{ kind: "Pod" }, "/v1/Pod"],
	[{ group: "", kind: "Pod" }, "/v1/Pod"],
	[{ group: "example.com", kind: "Pod" }, "example.com/v1/Pod"],
	[{ group: "apps", version: "v1beta1", kind: "Deployment" }, "apps/v1beta1/Deployment"],
	[{ plural: "deployments" }, "apps/v1/Deployment"],
	[{ apiVersion: "v1", kind: "Pod" }, "/v1/Pod"],
	[{ apiVersion: "apps/v1beta1", kind: "Deployment" }, "apps/v1beta1/Deployment"],
])("DI-5 DI-7 %j is %s", (query, name) => expect(nameOf(findResource(api, query))).toBe(name));

test.each<[ResourceQuery, string]>([
	["nopes", 'the server serves no "nopes"; nothing is known of metrics.k8s.io/v1beta1'],
	[
		"deployments.example.com",
		'the server serves no "deployments.example.com"; there is deployments.apps/v1; nothing is known of metrics.k8s.io/v1beta1',
	],
	["pods/status", ""],
	["status", 'the server serves no "status"; nothing is known of metrics.k8s.io/v1beta1'],
	[
		{ group: "apps", kind: "deployment" },
		"the server serves no deployment of apps; there is deployments.apps/v1; nothing is known of metrics.k8s.io/v1beta1",
	],
	[
		{ group: "", version: "v2", kind: "Pod" },
		"the server serves no Pod of the core group/v2; there is pods/v1, pods.example.com/v1; nothing is known of metrics.k8s.io/v1beta1",
	],
	[
		{ apiVersion: "apps/v2", kind: "Deployment" },
		"the server serves no Deployment of apps/v2; there is deployments.apps/v1; nothing is known of metrics.k8s.io/v1beta1",
	],
])("DI-2 DI-4 DI-6 %j is none", (query, message) => {
	const find = (): unknown => findResource(api, query);
	expect(find).toThrow(message === "" ? TypeError : NoMatchError);
	if (message !== "") expect(find).toThrow(message);
});

test("DI-7 a short name of different kinds is ambiguous, and their names are not", () => {
	expect(() => findResource(api, "ep")).toThrow('"ep" is ambiguous: it may be endpoints/v1 or episodes.example.com/v1');
	expect(nameOf(findResource(api, "ep.example.com"))).toBe("example.com/v1/Episode");
	expect(nameOf(findResource(api, "endpoints"))).toBe("/v1/Endpoints");
	try {
		findResource(api, "ep");
	} catch (error) {
		expect(error).toBeInstanceOf(NoMatchError);
		expect((error as NoMatchError).candidates).toEqual(["endpoints/v1", "episodes.example.com/v1"]);
	}
});

test("every kind is found by its own names, in whatever order the server has them", () => {
	const all = api.flatMap(({ versions }) => versions.flatMap(({ resources }) => resources));
	fc.assert(
		fc.property(fc.shuffledSubarray([...api], { minLength: api.length }), fc.constantFrom(...all), (shuffled, wanted) => {
			const { group, version: own, kind, plural } = wanted;
			const expected = nameOf(wanted);
			expect(nameOf(findResource(shuffled, { group, version: own, kind }))).toBe(expected);
			expect(nameOf(findResource(shuffled, { group, version: own, plural }))).toBe(expected);
			expect(nameOf(findResource(shuffled, `${plural}.${own}.${group}`))).toBe(expected);
		}),
	);
});
