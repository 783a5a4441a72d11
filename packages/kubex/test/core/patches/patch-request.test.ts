import { kubernetesVersions, loadApiDescription } from "@kubex/openapi";
import { applyPatch, jsonPatch, mergePatch, type Patch, strategicMergePatch, UnsupportedOperationError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import type { Pod } from "kubex/k8s/v1_35/core/v1";
import type { ResourceDescriptor } from "kubex/meta";
import { describe, expect, test } from "vitest";
import { builtInGroups } from "../../../src/core/patches/built-in-groups.ts";
import { applyRequest, patchRequest } from "../../../src/core/patches/patch-request.ts";

const scope = { resource: Deployment, namespace: "prod" };
const widget: ResourceDescriptor = {
	group: "example.com",
	version: "v1",
	kind: "Widget",
	plural: "widgets",
	scope: "Namespaced",
	verbs: ["patch"],
	subresources: {},
};
const scale = { name: "scale", kind: { group: "autoscaling", version: "v1", kind: "Scale" } };
const me = { fieldManager: "me" };

describe("what is sent", () => {
	test.each<[string, Patch<Deployment>, string, unknown]>([
		[
			"PA-03, BUG-04, BUG-18",
			mergePatch({ metadata: { labels: { old: null } } }),
			"application/merge-patch+json",
			{ metadata: { labels: { old: null } } },
		],
		[
			"PA-04",
			strategicMergePatch({ spec: { paused: true } }),
			"application/strategic-merge-patch+json",
			{ spec: { paused: true } },
		],
		["PA-05", jsonPatch().remove("/spec/paused"), "application/json-patch+json", [{ op: "remove", path: "/spec/paused" }]],
		["PA-01", { mediaType: "text/x-own", body: 7 }, "text/x-own", 7],
	])("%s: a patch of its media type, as it was made", (_title, patch, contentType, body) =>
		expect(patchRequest(scope, "web", patch, {})).toMatchObject({
			method: "PATCH",
			path: "/apis/apps/v1/namespaces/prod/deployments/web",
			query: [],
			contentType,
			body,
		}),
	);

	test("PA-02, BUG-16, BUG-28 what is applied says its kind, and is JSON", () =>
		expect(applyRequest(scope, { metadata: { name: "web" } }, { ...me, force: false, dryRun: true })).toMatchObject({
			method: "PATCH",
			path: "/apis/apps/v1/namespaces/prod/deployments/web",
			query: [
				["dryRun", "All"],
				["fieldManager", "me"],
				["force", "false"],
			],
			contentType: "application/apply-patch+yaml",
			body: { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } },
		}));

	test("AP-7 a subresource has its own path, and what is applied to it its own kind", () => {
		expect(patchRequest(scope, "web", mergePatch({}), {}, scale).path).toMatch(/\/web\/scale$/);
		expect(applyRequest(scope, { metadata: { name: "web" } }, me, scale)).toMatchObject({
			path: "/apis/apps/v1/namespaces/prod/deployments/web/scale",
			body: { apiVersion: "autoscaling/v1", kind: "Scale" },
		});
	});
});

describe("whether a repetition can do no harm", () => {
	const versioned = { metadata: { resourceVersion: "7" } };
	test.each<[string, Patch<Pod>, boolean]>([
		["what is applied", applyPatch({ metadata: { name: "web" } }), true],
		["a merge patch", mergePatch({ metadata: { labels: { a: "b" } } }), false],
		["a merge patch with a resourceVersion", mergePatch(versioned), true],
		["a strategic merge patch", strategicMergePatch({}), false],
		["a strategic merge patch with a resourceVersion", strategicMergePatch(versioned), true],
		["a JSON patch", jsonPatch().add("/metadata/finalizers/-", "a/b"), false],
		["a JSON patch with a test", jsonPatch().test("/metadata/resourceVersion", "7"), false],
		["a patch of one's own", { mediaType: "text/x-own", body: versioned }, false],
	])("GAP-01 %s: %s", (_title, patch, idempotent) => expect(patchRequest(scope, "web", patch, me).idempotent).toBe(idempotent));
});

describe("what is refused before anything is sent", () => {
	test.each<[string, () => unknown, RegExp]>([
		[
			"AP-1 an apply patch without a manager",
			() => patchRequest(scope, "web", applyPatch({ metadata: { name: "web" } }), {}),
			/needs a fieldManager/,
		],
		[
			"AP-1 an empty manager",
			() => applyRequest(scope, { metadata: { name: "web" } }, { fieldManager: "" }),
			/needs a fieldManager/,
		],
		["AP-1 a configuration without a name", () => applyRequest(scope, { metadata: {} }, me), /metadata\.name/],
		["AP-1 a configuration without metadata", () => applyRequest(scope, {}, me), /metadata\.name/],
		[
			"AP-1 an object that was read",
			() => applyRequest(scope, { metadata: { name: "web", managedFields: [] } }, me),
			/extract\(\)/,
		],
		[
			"force for another patch",
			() => patchRequest(scope, "web", mergePatch({}), { force: true }),
			/force is for apply patches only/,
		],
		["a value that is no patch", () => patchRequest(scope, "web", {} as Patch, {}), /mediaType/],
		["a patch without a body", () => patchRequest(scope, "web", { mediaType: "x/y", body: undefined }, {}), /body/],
		[
			"an array that is applied",
			() => patchRequest(scope, "web", { mediaType: "application/apply-patch+yaml", body: [] }, me),
			/must be an object/,
		],
	])("%s", (_title, request, message) => {
		expect(request).toThrow(TypeError);
		expect(request).toThrow(message);
	});

	test("a strategic merge patch of a custom resource", () => {
		const request = (): unknown =>
			patchRequest({ resource: widget, namespace: "x" }, "w", strategicMergePatch({ metadata: {} }), {});
		expect(request).toThrow(UnsupportedOperationError);
		expect(request).toThrow(/Widget of example\.com is a custom resource/);
	});
});

test("the built-in groups are those of the API descriptions", () => {
	const described = kubernetesVersions.flatMap((version) => loadApiDescription(version).groups.map(({ name }) => name));
	expect(builtInGroups).toEqual(new Set(described));
});
