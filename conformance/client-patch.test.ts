import {
	Api,
	addFinalizer,
	ConflictError,
	isStatus,
	jsonPatch,
	mergePatch,
	NotFoundError,
	pointer,
	removeFinalizer,
	strategicMergePatch,
	UnprocessableEntityError,
	UnsupportedMediaTypeError,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const deployments = new Api(Deployment, { client, namespace });

const labels = { app: "web" };
await deployments.create({
	metadata: { name: "web" },
	spec: {
		paused: true,
		replicas: 0,
		selector: { matchLabels: labels },
		template: {
			metadata: { labels },
			spec: {
				containers: [
					{ name: "main", image: "example.com/main:1", env: [{ name: "A", value: "1" }] },
					{ name: "side", image: "example.com/side:1" },
				],
			},
		},
	},
});

check("PA-03, BUG-04, BUG-18 a merge patch merges objects, and null removes", async () => {
	await configMaps.create({ metadata: { name: "merged", labels: { keep: "a", old: "b" } }, data: { a: "1", b: "2" } });
	const patched = await configMaps.patch(
		"merged",
		mergePatch({ metadata: { labels: { old: null, new: "c" } }, data: { a: null, c: "3" } }),
		{ fieldManager: "me" },
	);
	expect(patched.metadata.labels).toEqual({ keep: "a", new: "c" });
	expect(patched.data).toEqual({ b: "2", c: "3" });
	expect(patched.metadata.managedFields?.some(({ manager, operation }) => manager === "me" && operation === "Update")).toBe(true);
	expect(await configMaps.get("merged")).toEqual(patched);
});

check("PA-03 a merge patch with a stale resourceVersion is a conflict", async () => {
	const created = await configMaps.create({ metadata: { name: "locked" } });
	const { resourceVersion } = created.metadata;
	await configMaps.patch("locked", mergePatch({ metadata: { resourceVersion }, data: { a: "1" } }));
	const error = await failureOf(configMaps.patch("locked", mergePatch({ metadata: { resourceVersion }, data: { a: "2" } })));
	expect(error).toBeInstanceOf(ConflictError);
});

check("PA-04 a strategic merge patch merges containers by name, and their variables too", async () => {
	const { spec } = await deployments.patch(
		"web",
		strategicMergePatch({
			spec: {
				template: {
					spec: {
						containers: [
							{ name: "side", $patch: "delete" },
							{ name: "main", env: [{ name: "B", value: "2" }] },
						],
					},
				},
			},
		}),
	);
	expect(spec?.template.spec?.containers).toMatchObject([
		{
			name: "main",
			image: "example.com/main:1",
			env: [
				{ name: "B", value: "2" },
				{ name: "A", value: "1" },
			],
		},
	]);
});

check("PA-05, AP-8 a JSON patch does all of its operations, or none", async () => {
	await configMaps.create({ metadata: { name: "json", annotations: { "example.com/a": "1" } }, data: { a: "1" } });
	const at = pointer("metadata", "annotations", "example.com/a");
	const patched = await configMaps.patch(
		"json",
		jsonPatch<ConfigMap>().test("/data/a", "1").replace(at, "2").move("/data/a", "/data/b").add("/data/c", "3"),
	);
	expect(patched.metadata.annotations).toEqual({ "example.com/a": "2" });
	expect(patched.data).toEqual({ b: "1", c: "3" });
	const error = await failureOf(configMaps.patch("json", jsonPatch().add("/data/d", "4").test("/data/b", "other")));
	expect(error).toBeInstanceOf(UnprocessableEntityError);
	expect((await configMaps.get("json")).data).toEqual({ b: "1", c: "3" });
});

check("PA-01 a patch of one's own is sent as it is", async () => {
	await configMaps.create({ metadata: { name: "own" } });
	const patch = { mediaType: "application/merge-patch+json", body: { data: { a: "1" } } };
	expect((await configMaps.patch("own", patch)).data).toEqual({ a: "1" });
	const unknown = { mediaType: "application/x-unknown", body: {} };
	expect(await failureOf(configMaps.patch("own", unknown))).toBeInstanceOf(UnsupportedMediaTypeError);
});

check("PA-01 a dry run stores nothing, and a missing object is a 404", async () => {
	await configMaps.create({ metadata: { name: "dry" } });
	expect((await configMaps.patch("dry", mergePatch({ data: { a: "1" } }), { dryRun: true })).data).toEqual({ a: "1" });
	expect(await configMaps.get("dry")).not.toHaveProperty("data");
	expect(await failureOf(configMaps.patch("missing", mergePatch({ data: { a: "1" } })))).toBeInstanceOf(NotFoundError);
});

check("SR-03, SR-04 status and scale are patched on their own", async () => {
	const scaled = await deployments.scale.patch("web", mergePatch({ spec: { replicas: 2 } }));
	expect([scaled.kind, scaled.spec?.replicas]).toEqual(["Scale", 2]);
	const patched = await deployments.status.patch("web", mergePatch({ spec: { replicas: 5 }, status: { collisionCount: 3 } }));
	expect([patched.spec?.replicas, patched.status?.collisionCount]).toEqual([2, 3]);
});

check("MD-03 a patch that is answered with metadata alone", async () => {
	await configMaps.create({ metadata: { name: "partial" }, data: { a: "1" } });
	const { kind, metadata, ...rest } = await configMaps.metadata.patch(
		"partial",
		mergePatch({ metadata: { labels: { a: "b" } } }),
	);
	expect([kind, metadata.name, metadata.labels, rest]).toEqual([
		"PartialObjectMetadata",
		"partial",
		{ a: "b" },
		{ apiVersion: "meta.k8s.io/v1" },
	]);
});

check("MD-03 deletions that are answered with metadata alone", async () => {
	const part = { part: "metadata-deletion" };
	for (const name of ["held", "b", "c"]) await configMaps.create({ metadata: { name, labels: part }, data: { a: "1" } });
	await addFinalizer(configMaps, "held", "kubex.example/hold");
	const held = await configMaps.metadata.delete("held");
	expect(held).toMatchObject({ kind: "PartialObjectMetadata", metadata: { name: "held", finalizers: ["kubex.example/hold"] } });
	expect(held).not.toHaveProperty("data");
	await removeFinalizer(configMaps, "held", "kubex.example/hold");
	expect(isStatus(await configMaps.metadata.delete("b"))).toBe(true);
	const deleted = await configMaps.metadata.deleteCollection({ labelSelector: part });
	expect(deleted).toMatchObject({
		kind: "PartialObjectMetadataList",
		items: [{ kind: "PartialObjectMetadata", metadata: { name: "c" } }],
	});
	expect(deleted).not.toHaveProperty("items.0.data");
	expect((await configMaps.list({ labelSelector: part })).items).toEqual([]);
});
