import { migrateManagedFields } from "kubex";
import type { KubernetesObject, ManagedFieldsEntry } from "kubex/meta";
import { expect, test } from "vitest";

const entry = (
	manager: string,
	operation: string,
	fields: readonly string[],
	more: ManagedFieldsEntry = {},
): ManagedFieldsEntry => ({
	manager,
	operation,
	apiVersion: "apps/v1",
	fieldsType: "FieldsV1",
	fieldsV1: Object.fromEntries(fields.map((field) => [`f:${field}`, {}])),
	...more,
});
const object = (...managedFields: ManagedFieldsEntry[]): KubernetesObject => ({
	apiVersion: "apps/v1",
	kind: "Deployment",
	metadata: { name: "web", resourceVersion: "7", managedFields },
});
const options = { from: ["kubectl-client-side-apply", "kubectl"], to: "me" };
const migrated = (...entries: ManagedFieldsEntry[]): unknown =>
	migrateManagedFields(object(...entries), options)?.body.map((operation) =>
		"value" in operation ? operation.value : operation,
	);

const old = entry("kubectl-client-side-apply", "Update", ["a", "b"]);
const foreign = entry("kube-controller-manager", "Update", ["c"], { subresource: "status" });

test("GAP-05 the entry of an update becomes one of an apply, at the state that was read", () => {
	expect(migrated(old, foreign)).toEqual([[{ ...old, manager: "me", operation: "Apply" }, foreign], "7"]);
	expect(migrateManagedFields(object(old), options)?.body.map(({ op, path }) => [op, path])).toEqual([
		["replace", "/metadata/managedFields"],
		["replace", "/metadata/resourceVersion"],
	]);
});

test("GAP-05 an apply that is there takes the fields over", () => {
	const mine = entry("me", "Apply", ["b", "d"]);
	expect(migrated(foreign, mine, old)).toEqual([[foreign, entry("me", "Apply", ["b", "d", "a"])], "7"]);
});

test("GAP-05 several old managers are joined into one", () =>
	expect(migrated(old, entry("kubectl", "Update", ["e"]))).toEqual([[entry("me", "Apply", ["a", "b", "e"])], "7"]));

test("GAP-05 fields of another version are given up, since they may be called otherwise", () =>
	expect(migrated(old, entry("kubectl", "Update", ["e"], { apiVersion: "apps/v1beta1" }))).toEqual([
		[entry("me", "Apply", ["a", "b"])],
		"7",
	]));

test("GAP-05 what was applied, or written through a subresource, is none of it", () => {
	const others = [entry("kubectl", "Apply", ["a"]), entry("kubectl", "Update", ["b"], { subresource: "scale" }), foreign];
	expect(migrateManagedFields(object(...others), options)).toBeUndefined();
	expect(migrateManagedFields(object(), options)).toBeUndefined();
	expect(migrateManagedFields(object(...others), { ...options, subresource: "scale" })?.body[0]).toMatchObject({
		value: [others[0], { manager: "me", operation: "Apply", subresource: "scale" }, foreign],
	});
});
