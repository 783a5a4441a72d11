import {
	Api,
	applyConflicts,
	applyPatch,
	ConflictError,
	diff,
	extract,
	formatDifferences,
	mergePatch,
	migrateManagedFields,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, PodTemplate, Secret } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const configMaps = new Api(ConfigMap, { client, namespace });
const deployments = new Api(Deployment, { client, namespace });
const podTemplates = new Api(PodTemplate, { client, namespace });
const secrets = new Api(Secret, { client, namespace });
const me = { fieldManager: "me" };
const template = (image: string): object => ({
	metadata: { labels: { app: "web" } },
	spec: { containers: [{ name: "main", image, ports: [{ containerPort: 80 }] }] },
});

check("GAP-05 AP-1 an apply creates, changes, and removes what is no longer applied", async () => {
	const created = await configMaps.apply({ metadata: { name: "applied" }, data: { a: "1", b: "2" } }, me);
	expect([created.kind, created.data]).toEqual(["ConfigMap", { a: "1", b: "2" }]);
	await configMaps.apply({ metadata: { name: "applied" }, data: { theirs: "3" } }, { fieldManager: "other" });
	const changed = await configMaps.apply({ metadata: { name: "applied" }, data: { a: "4" } }, me);
	expect(changed.data).toEqual({ a: "4", theirs: "3" });
	const same = await configMaps.patch("applied", applyPatch({ metadata: { name: "applied" }, data: { a: "4" } }), me);
	expect(same.metadata.resourceVersion).toBe(changed.metadata.resourceVersion);
});

check("GAP-05 AP-2 a conflict names each field and its owner, and force takes it", async () => {
	const configuration = { metadata: { name: "contested" }, data: { a: "1", b: "1" } };
	await configMaps.apply(configuration, { fieldManager: "first" });
	const stored = await configMaps.get("contested");
	await configMaps.replace("contested", { ...stored, data: { a: "2", b: "1" } }, { fieldManager: "second" });
	const error = await failureOf(configMaps.apply({ metadata: { name: "contested" }, data: { a: "3", b: "3" } }, me));
	expect(error).toBeInstanceOf(ConflictError);
	const conflicts = applyConflicts(error).toSorted((a, b) => a.field.localeCompare(b.field));
	expect(conflicts).toMatchObject([
		{ field: ".data.a", manager: "second", operation: "Update", apiVersion: "v1" },
		{ field: ".data.b", manager: "first", operation: "Apply", apiVersion: undefined },
	]);
	const forced = await configMaps.apply({ metadata: { name: "contested" }, data: { a: "3" } }, { ...me, force: true });
	expect(forced.data).toEqual({ a: "3", b: "1" });
});

check("AP-1 a resourceVersion in a configuration is a condition", async () => {
	const created = await configMaps.apply({ metadata: { name: "locked" }, data: { a: "1" } }, me);
	const { resourceVersion } = created.metadata;
	await configMaps.apply({ metadata: { name: "locked", resourceVersion }, data: { a: "2" } }, me);
	const error = await failureOf(configMaps.apply({ metadata: { name: "locked", resourceVersion }, data: { a: "3" } }, me));
	expect(error).toBeInstanceOf(ConflictError);
	expect(applyConflicts(error)).toEqual([]);
});

check("GAP-05 AP-7 status and scale are applied on their own", async () => {
	await deployments.apply(
		{ metadata: { name: "web" }, spec: { paused: true, selector: { matchLabels: { app: "web" } }, template: template("a:1") } },
		me,
	);
	const scaled = await deployments.scale.apply({ metadata: { name: "web" }, spec: { replicas: 2 } }, { ...me, force: true });
	expect([scaled.kind, scaled.spec?.replicas]).toEqual(["Scale", 2]);
	const condition = { type: "Mine", status: "True" } as const;
	const { status, metadata } = await deployments.status.apply(
		{ metadata: { name: "web" }, status: { conditions: [condition] } },
		me,
	);
	expect(status?.conditions).toContainEqual(expect.objectContaining(condition));
	const own = metadata.managedFields?.filter(({ manager }) => manager === "me");
	expect(own?.map(({ operation, subresource }) => `${operation} ${subresource ?? "-"}`).toSorted()).toEqual([
		"Apply -",
		"Apply scale",
		"Apply status",
	]);
	expect(extract(await deployments.get("web"), "me", { subresource: "status" }).status?.conditions).toEqual([condition]);
});

check("GAP-05 what is extracted can be changed and applied, and nothing is given up", async () => {
	const configuration = {
		metadata: { name: "extracted", labels: { mine: "a" }, finalizers: ["example.com/mine"] },
		template: template("a:1"),
	};
	await podTemplates.apply(configuration, me);
	server.finally(() => podTemplates.patch("extracted", mergePatch({ metadata: { finalizers: null } })));
	await podTemplates.apply({ metadata: { name: "extracted", labels: { theirs: "b" } } }, { fieldManager: "other" });
	const stored = await podTemplates.get("extracted");
	const mine = extract(stored, "me");
	expect(mine).toEqual({
		apiVersion: "v1",
		kind: "PodTemplate",
		...configuration,
		metadata: { ...configuration.metadata, namespace },
	});
	const again = await podTemplates.apply(mine, me);
	expect(again.metadata.resourceVersion).toBe(stored.metadata.resourceVersion);
	mine.metadata.labels = { mine: "c" };
	expect((await podTemplates.apply(mine, me)).metadata.labels).toEqual({ mine: "c", theirs: "b" });
});

check("GAP-05 after a migration, a field that is no longer applied is removed", async () => {
	const old = { fieldManager: "kubectl-client-side-apply" };
	const created = await configMaps.create({ metadata: { name: "migrated" }, data: { a: "1", b: "2" } }, old);
	const patch = migrateManagedFields(created, { from: [old.fieldManager], to: "me" });
	if (patch === undefined) throw new Error("there is something to hand over");
	const migrated = await configMaps.patch("migrated", patch);
	expect(migrated.metadata.managedFields?.map(({ manager, operation }) => [manager, operation])).toEqual([["me", "Apply"]]);
	expect(extract(migrated, "me").data).toEqual({ a: "1", b: "2" });
	expect((await configMaps.apply({ metadata: { name: "migrated" }, data: { a: "1" } }, me)).data).toEqual({ a: "1" });
	expect(await failureOf(configMaps.patch("migrated", patch))).toBeInstanceOf(ConflictError);
});

check("GAP-05 a diff shows what an apply would change, and changes nothing", async () => {
	const configuration = { metadata: { name: "compared" }, data: { a: "1" } };
	const created = await diff(configMaps, configuration, me);
	expect(created.map(({ path }) => path).toSorted((a, b) => a.localeCompare(b))).toEqual([
		"apiVersion",
		"data",
		"kind",
		"metadata",
	]);
	expect(await configMaps.exists("compared")).toBe(false);
	await configMaps.apply(configuration, me);
	expect(await diff(configMaps, configuration, me)).toEqual([]);
	const changed = await diff(configMaps, { metadata: { name: "compared", labels: { x: "y" } }, data: { b: "2" } }, me);
	expect(formatDifferences(changed).split("\n").toSorted()).toEqual([
		'+ data.b: "2"',
		'+ metadata.labels: {"x":"y"}',
		'- data.a: "1"',
	]);
});

check("GAP-05 a diff of a Secret tells what changes, and no value", async () => {
	await secrets.apply({ metadata: { name: "hidden" }, data: { a: "YQ==", b: "Yg==" } }, me);
	const changed = await diff(secrets, { metadata: { name: "hidden" }, data: { a: "Yw==", b: "Yg==", c: "ZA==" } }, me);
	expect(formatDifferences(changed).split("\n").toSorted()).toEqual([
		'+ data.c: "*** (after)"',
		'~ data.a: "*** (before)" -> "*** (after)"',
	]);
});
