import { compareModels, generateModels } from "@kubex/codegen";
import { kubernetesVersions, loadApiDescription } from "@kubex/openapi";
import type { ResourceDescriptor, Verb } from "kubex/meta";
import { describe, expect, test } from "vitest";
import { importDescriptors, modelFolder } from "./generated-modules.ts";

// What a request of each action is called as a verb; a connection is called by its method.
const verbOfAction = new Map<string, Verb>([
	["list", "list"],
	["get", "get"],
	["post", "create"],
	["put", "update"],
	["patch", "patch"],
	["delete", "delete"],
	["deletecollection", "deletecollection"],
]);
const verbOfMethod = new Map<string, Verb | undefined>([
	["get", "get"],
	["post", "create"],
	["put", "update"],
	["patch", "patch"],
	["delete", "delete"],
	// A proxied request may have these, for which there are no verbs.
	["head", undefined],
	["options", undefined],
]);

// Paths below which no kind lives; those of groups and their versions are made from the description.
const otherPaths = ["/.well-known/openid-configuration/", "/api/", "/api/v1/", "/apis/", "/openid/v1/jwks/", "/version/"];

const path =
	/^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)\/(?<namespaced>namespaces\/\{namespace\}\/)?(?<plural>[^/]+)(?:\/(?<named>\{name\})(?:\/(?<subresource>[^/]+)(?:\/\{path\})?)?)?$/;

describe.each(kubernetesVersions)("the models of Kubernetes %s", (version) => {
	const description = loadApiDescription(version);

	test("CG-04 every path is reached by a descriptor with the verb, subresource and scope that it needs", async () => {
		const byPlural = new Map<string, ResourceDescriptor>();
		for (const one of (await importDescriptors(version)).values()) byPlural.set(`${one.group}/${one.version}/${one.plural}`, one);
		const roots = new Set(otherPaths);
		for (const { name, versions } of description.groups) {
			if (name === "") continue;
			roots.add(`/apis/${name}/`);
			for (const one of versions) roots.add(`/apis/${name}/${one.version}/`);
		}

		let reached = 0;
		const problems: string[] = [];
		for (const [template, methods] of Object.entries(description.paths)) {
			if (roots.has(template)) continue;
			const { group = "", version: of, namespaced, plural, named, subresource } = path.exec(template)?.groups ?? {};
			const descriptor = byPlural.get(`${group}/${of}/${plural}`);
			if (descriptor === undefined) problems.push(`${template}: no descriptor`);
			if (namespaced !== undefined && descriptor?.scope !== "Namespaced") problems.push(`${template}: not in namespaces`);
			if (namespaced === undefined && named !== undefined && descriptor?.scope !== "Cluster")
				problems.push(`${template}: in namespaces`);
			const verbs = subresource === undefined ? descriptor?.verbs : descriptor?.subresources[subresource];
			for (const [method, { action = "" }] of Object.entries(methods)) {
				const verb = action === "connect" ? verbOfMethod.get(method) : verbOfAction.get(action);
				const offered = verb === undefined ? action === "connect" && verbs !== undefined : verbs?.includes(verb);
				if (offered !== true) problems.push(`${template}: ${method} (${action}) is not offered`);
				reached++;
			}
		}
		expect(problems).toEqual([]);
		expect(reached).toBeGreaterThan(700);
	});

	test("BUG-14 every resource has a frozen descriptor of its own, and nothing else has one", async () => {
		const descriptors = await importDescriptors(version);
		const expected = description.groups.flatMap(({ name: group, versions }) =>
			versions.flatMap(({ version: of, resources }) =>
				resources.map(({ kind, plural, scope, verbs, subresources }) => ({
					module: `${group === "" ? "core" : group.split(".")[0]}/${of}/${kind}`,
					value: {
						group,
						version: of,
						kind,
						plural,
						scope,
						verbs,
						subresources: Object.fromEntries(subresources.map((one) => [one.name, one.verbs])),
					},
				})),
			),
		);
		expect(Object.fromEntries(descriptors)).toEqual(Object.fromEntries(expected.map(({ module, value }) => [module, value])));
		const thawed = [...descriptors].filter(([, one]) =>
			[one, one.verbs, one.subresources, ...Object.values(one.subresources)].some((part) => !Object.isFrozen(part)),
		);
		expect(thawed).toEqual([]);
		expect(new Set(descriptors.values()).size).toBe(descriptors.size);
	});

	test("CG-12 generating them again changes nothing", () => {
		expect(compareModels(modelFolder(version), generateModels(description))).toEqual({ written: [], removed: [] });
	});
});
