import fc from "fast-check";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { describe, expect, test } from "vitest";
import {
	createRequest,
	deleteCollectionRequest,
	deleteRequest,
	getRequest,
	listRequest,
	replaceRequest,
	watchRequest,
} from "../../src/core/object-request.ts";

const pods = { resource: Pod, namespace: "default" };
const allPods = { resource: Pod, namespace: undefined };
const nodes = { resource: Node, namespace: undefined };
const deployments = { resource: Deployment, namespace: "prod" };

describe("paths", () => {
	test.each([
		[getRequest(pods, "web", {}), "GET", "/api/v1/namespaces/default/pods/web"],
		[getRequest(nodes, "node-0", {}), "GET", "/api/v1/nodes/node-0"],
		[getRequest(deployments, "web", {}, "scale"), "GET", "/apis/apps/v1/namespaces/prod/deployments/web/scale"],
		[listRequest(pods, {}), "GET", "/api/v1/namespaces/default/pods"],
		[listRequest(allPods, {}), "GET", "/api/v1/pods"],
		[watchRequest(pods, {}), "GET", "/api/v1/namespaces/default/pods"],
		[watchRequest(allPods, {}), "GET", "/api/v1/pods"],
		[createRequest(pods, {}, {}), "POST", "/api/v1/namespaces/default/pods"],
		[replaceRequest(deployments, "web", {}, {}), "PUT", "/apis/apps/v1/namespaces/prod/deployments/web"],
		[deleteRequest(pods, "web", {}), "DELETE", "/api/v1/namespaces/default/pods/web"],
		[deleteCollectionRequest(pods, {}), "DELETE", "/api/v1/namespaces/default/pods"],
	])("%# %o", (request, method, path) => expect(request).toMatchObject({ method, path }));

	test.each(["", ".", "..", "a/b", "a%2fb", "a\nb", "a\u0000b", "x".repeat(300)])(
		"BUG-01 the name %j is refused before anything is sent",
		(name) => {
			expect(() => getRequest(pods, name, {})).toThrow(TypeError);
			expect(() => listRequest({ resource: Pod, namespace: name }, {})).toThrow(/namespace/);
		},
	);

	test("BUG-01 whatever the name, the path has one segment for it", () =>
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 260 }), (name) => {
				try {
					const { path } = getRequest(pods, name, {});
					const url = new URL(path, "https://server");
					expect(url.pathname.split("/")).toHaveLength(7);
					expect(url.search + url.hash).toBe("");
					expect(decodeURIComponent(url.pathname.split("/")[6] ?? "")).toBe(name);
				} catch (error) {
					expect(error).toBeInstanceOf(TypeError);
				}
			}),
		));
});

describe("queries", () => {
	test.each([
		[
			getRequest(pods, "web", { resourceVersion: "4711", pretty: true }),
			[
				["resourceVersion", "4711"],
				["pretty", "true"],
			],
		],
		[
			listRequest(pods, {
				labelSelector: { app: "nginx" },
				fieldSelector: { "status.phase": "Running" },
				limit: 100,
				continueToken: "token",
				resourceVersion: "7",
				resourceVersionMatch: "NotOlderThan",
				timeoutSeconds: 5,
			}),
			[
				["labelSelector", "app=nginx"],
				["fieldSelector", "status.phase=Running"],
				["limit", "100"],
				["continue", "token"],
				["resourceVersion", "7"],
				["resourceVersionMatch", "NotOlderThan"],
				["timeoutSeconds", "5"],
			],
		],
		[listRequest(pods, { labelSelector: {}, fieldSelector: {} }), []],
		[watchRequest(pods, { labelSelector: {} }), [["watch", "true"]]],
		[
			watchRequest(pods, {
				labelSelector: { app: "nginx" },
				fieldSelector: { "status.phase": "Running" },
				resourceVersion: "7",
				allowWatchBookmarks: true,
				timeoutSeconds: 5,
			}),
			[
				["watch", "true"],
				["labelSelector", "app=nginx"],
				["fieldSelector", "status.phase=Running"],
				["resourceVersion", "7"],
				["allowWatchBookmarks", "true"],
				["timeoutSeconds", "5"],
			],
		],
		[
			watchRequest(pods, { sendInitialEvents: true, allowWatchBookmarks: false }),
			[
				["watch", "true"],
				["resourceVersionMatch", "NotOlderThan"],
				["sendInitialEvents", "true"],
				["allowWatchBookmarks", "true"],
			],
		],
		[
			watchRequest(pods, { sendInitialEvents: false }),
			[
				["watch", "true"],
				["resourceVersionMatch", "NotOlderThan"],
				["sendInitialEvents", "false"],
			],
		],
		[
			createRequest(pods, {}, { dryRun: true, fieldManager: "me", fieldValidation: "Strict" }),
			[
				["dryRun", "All"],
				["fieldManager", "me"],
				["fieldValidation", "Strict"],
			],
		],
		[createRequest(pods, {}, { dryRun: "All" }), [["dryRun", "All"]]],
		[createRequest(pods, {}, { dryRun: false }), []],
	])("AP-02 SF-9 %#", (request, query) => expect(request.query).toEqual(query));

	test.each([-1, 1.5, Number.NaN])("a limit of %d is refused", (limit) =>
		expect(() => listRequest(pods, { limit })).toThrow(/limit.*whole number/),
	);

	test.each([-1, 1.5, Number.NaN])("a watch of %d seconds is refused", (timeoutSeconds) =>
		expect(() => watchRequest(pods, { timeoutSeconds })).toThrow(/timeoutSeconds.*whole number/),
	);

	test("a misspelt dry run never becomes a real write", () => {
		const misspelt = { dryRun: "all" } as unknown as { dryRun: "All" };
		expect(() => createRequest(pods, {}, misspelt)).toThrow(/dryRun/);
		expect(() => deleteRequest(pods, "web", misspelt)).toThrow(/dryRun/);
	});
});

describe("bodies", () => {
	test("BUG-16 apiVersion and kind are filled in, and what the user set stays", () => {
		expect(createRequest({ resource: ConfigMap, namespace: "x" }, { data: { a: "b" } }, {}).body).toEqual({
			apiVersion: "v1",
			kind: "ConfigMap",
			data: { a: "b" },
		});
		expect(createRequest(deployments, { kind: "Other" }, {}).body).toEqual({ apiVersion: "apps/v1", kind: "Other" });
		expect(createRequest(deployments, { apiVersion: undefined }, {}).body).toEqual({ apiVersion: "apps/v1", kind: "Deployment" });
	});

	test.each([[null], [[]], ["text"], [7]])("%j is no object", (value) => {
		expect(() => createRequest(pods, value as unknown as object, {})).toThrow(/Pod must be an object/);
	});

	test("AP-06, BUG-07 delete options go into the body, dryRun as a list", () => {
		expect(deleteRequest(pods, "web", {}).body).toBeUndefined();
		expect(
			deleteRequest(pods, "web", {
				gracePeriodSeconds: 0,
				propagationPolicy: "Foreground",
				preconditions: { uid: "u", resourceVersion: undefined },
				dryRun: true,
			}).body,
		).toEqual({
			apiVersion: "v1",
			kind: "DeleteOptions",
			gracePeriodSeconds: 0,
			propagationPolicy: "Foreground",
			preconditions: { uid: "u" },
			dryRun: ["All"],
		});
	});

	test("AP-07 a collection's deletion has list options in the query and delete options in the body", () => {
		expect(deleteCollectionRequest(pods, { labelSelector: "a=b", propagationPolicy: "Orphan" })).toMatchObject({
			query: [["labelSelector", "a=b"]],
			body: { propagationPolicy: "Orphan" },
		});
	});
});
