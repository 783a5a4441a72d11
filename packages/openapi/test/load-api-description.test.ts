import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type KubernetesVersion, kubernetesVersions, loadApiDescription, writeApiDescription } from "@kubex/openapi";
import { describe, expect, onTestFinished, test } from "vitest";
import { readReleases } from "../src/import/release-folder.ts";

const data = fileURLToPath(new URL("../data", import.meta.url));
const textOf = (version: string): string => readFileSync(join(data, `v${version}.json`), "utf8");

describe("loadApiDescription", () => {
	test.each(kubernetesVersions)("describes Kubernetes %s, down to what a field holds", (version) => {
		const description = loadApiDescription(version);
		expect(description.kubernetes).toMatch(new RegExp(`^${version.replace(".", "\\.")}\\.\\d+$`));
		expect(description.groups[0]?.name).toBe("");
		expect(description.definitions["io.k8s.api.core.v1.Container"]).toMatchObject({
			type: "object",
			required: ["name"],
			properties: {
				name: { type: "string", default: "" },
				imagePullPolicy: { type: "string", enum: ["Always", "IfNotPresent", "Never"] },
				ports: {
					type: "array",
					items: { ref: "io.k8s.api.core.v1.ContainerPort" },
					listType: "map",
					listMapKeys: ["containerPort", "protocol"],
					patchStrategy: "merge",
					patchMergeKey: "containerPort",
				},
			},
		});
		const deployments = description.groups.find((group) => group.name === "apps")?.versions[0]?.resources[2];
		expect(deployments).toEqual({
			plural: "deployments",
			singular: "deployment",
			kind: "Deployment",
			scope: "Namespaced",
			verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
			shortNames: ["deploy"],
			categories: ["all"],
			subresources: [
				{ name: "scale", kind: { group: "autoscaling", version: "v1", kind: "Scale" }, verbs: ["get", "patch", "update"] },
				{ name: "status", kind: { group: "apps", version: "v1", kind: "Deployment" }, verbs: ["get", "patch", "update"] },
			],
			servedByDefault: true,
			definition: "io.k8s.api.apps.v1.Deployment",
		});
		expect(description.paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]?.["put"]).toEqual({
			action: "put",
			kind: { group: "apps", version: "v1", kind: "Deployment" },
			query: ["dryRun", "fieldManager", "fieldValidation", "pretty"],
			body: "io.k8s.api.apps.v1.Deployment",
			responses: { 200: "io.k8s.api.apps.v1.Deployment", 201: "io.k8s.api.apps.v1.Deployment" },
			consumes: ["*/*"],
			produces: ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/cbor"],
		});
	});

	test.each(kubernetesVersions)("every reference of Kubernetes %s leads to a definition", (version) => {
		const { definitions, groups, paths } = loadApiDescription(version);
		const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
		const names = [
			...[...JSON.stringify(definitions).matchAll(/"ref":"([^"]+)"/g)].map(([, name]) => name),
			...groups.flatMap((group) => group.versions.flatMap((one) => one.resources.map((resource) => resource.definition))),
			...operations.flatMap((one) => [one.body ?? "", ...Object.values(one.responses ?? {})]).filter((name) => name !== ""),
		];
		expect(names.length).toBeGreaterThan(2000);
		expect(names.filter((name) => name === undefined || definitions[name] === undefined)).toEqual([]);
	});

	test.each(kubernetesVersions)("the data of Kubernetes %s is what writing its description makes", (version) => {
		expect(writeApiDescription(loadApiDescription(version)) === textOf(version)).toBe(true);
	});

	test("a description is read once", () => {
		expect(loadApiDescription("1.35")).toBe(loadApiDescription("1.35"));
	});

	test("reads from the folder that it is told to", () => {
		const directory = mkdtempSync(join(tmpdir(), "openapi-"));
		onTestFinished(() => rmSync(directory, { recursive: true }));
		writeFileSync(join(directory, "v1.35.json"), textOf("1.35").replace(/"kubernetes":"[^"]+"/, '"kubernetes":"1.35.99"'));
		expect(loadApiDescription("1.35", { directory }).kubernetes).toBe("1.35.99");
		expect(loadApiDescription("1.35").kubernetes).not.toBe("1.35.99");
	});

	test("an unknown release is an error that names the known ones", () => {
		expect(() => loadApiDescription("1.31" as KubernetesVersion)).toThrow(
			new RangeError("Kubernetes 1.31 is not described; known are 1.32, 1.33, 1.34, 1.35, 1.36, 1.37"),
		);
	});

	// The documents are larger than what is kept of them, so they lie beside the checkout, or where KUBEX_OPENAPI_SOURCE says.
	const beside = fileURLToPath(new URL("../../../../shared/openapi", import.meta.url));
	const source = process.env["KUBEX_OPENAPI_SOURCE"] ?? (existsSync(beside) ? beside : undefined);
	if (source === undefined) console.log("NOT RUN: the data against its source, whose folder KUBEX_OPENAPI_SOURCE names");
	test.skipIf(source === undefined)("the data is what the importer makes of the documents", () => {
		const releases = readReleases(source ?? "");
		expect(releases.map((release) => release.kubernetes.split(".", 2).join("."))).toEqual(kubernetesVersions);
		for (const [index, version] of kubernetesVersions.entries()) {
			expect(loadApiDescription(version)).toEqual(releases[index]);
			expect(writeApiDescription(loadApiDescription(version)) === textOf(version)).toBe(true);
		}
	});
});
