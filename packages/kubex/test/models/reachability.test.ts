import { generateModels } from "@kubex/codegen";
import { kubernetesVersions, loadApiDescription } from "@kubex/openapi";
import type { ResourceDescriptor, Verb } from "kubex/meta";
import { describe, expect, test } from "vitest";
import { compareModels } from "../../../codegen/src/model-folder.ts";
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
		const roots = description.groups
			.filter((group) => group.name !== "")
			.flatMap((group) => [`/apis/${group.name}/`, ...group.versions.map((one) => `/apis/${group.name}/${one.version}/`)]);

		let reached = 0;
		for (const [template, methods] of Object.entries(description.paths)) {
			if (otherPaths.includes(template) || roots.includes(template)) continue;
			const { group = "", version: of, namespaced, plural, named, subresource } = path.exec(template)?.groups ?? {};
			const descriptor = byPlural.get(`${group}/${of}/${plural}`);
			expect(descriptor, template).toBeDefined();
			if (namespaced !== undefined) expect(descriptor?.scope, template).toBe("Namespaced");
			else if (named !== undefined) expect(descriptor?.scope, template).toBe("Cluster");
			for (const [method, { action = "" }] of Object.entries(methods)) {
				const verb = action === "connect" ? verbOfMethod.get(method) : verbOfAction.get(action);
				if (action !== "connect") expect(verb, `${method} ${template}: ${action}`).toBeDefined();
				const verbs = subresource === undefined ? descriptor?.verbs : descriptor?.subresources[subresource];
				expect(verbs, `${method} ${template}`).toBeDefined();
				if (verb !== undefined) expect(verbs, `${method} ${template}`).toContain(verb);
				reached++;
			}
		}
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
		expect([...descriptors.keys()].sort()).toEqual(expected.map((one) => one.module).sort());
		for (const { module, value } of expected) {
			const descriptor = descriptors.get(module);
			expect(descriptor, module).toEqual(value);
			for (const part of [
				descriptor,
				descriptor?.verbs,
				descriptor?.subresources,
				...Object.values(descriptor?.subresources ?? {}),
			]) {
				expect(Object.isFrozen(part), module).toBe(true);
			}
		}
		expect(new Set(descriptors.values()).size).toBe(descriptors.size);
	});

	test("CG-12 generating them again changes nothing", () => {
		expect(compareModels(modelFolder(version), generateModels(description))).toEqual({ written: [], removed: [] });
	});
});
