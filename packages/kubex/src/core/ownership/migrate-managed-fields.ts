import type { KubernetesObject } from "../kubernetes-object.ts";
import type { ManagedFieldsEntry } from "../meta/object-meta.ts";
import { type JsonPatch, jsonPatch } from "../patches/json-patch.ts";
import { unionOfFields } from "./fields-v1.ts";

/** Whose fields become whose. */
export interface MigrateManagedFieldsOptions {
	/** The managers that wrote by create, replace or patch, such as `kubectl-client-side-apply`. */
	readonly from: readonly string[];
	/** The manager that applies from now on. */
	readonly to: string;
	/** For what was written through this subresource. Default: for the object itself. */
	readonly subresource?: string | undefined;
}

/**
 * A patch that hands over the fields that a program has written by create, replace or patch to the manager under which it applies
 * from now on. Without it, the old entry stays an owner for ever, so that a field that is no longer applied is never removed.
 * `undefined` when there is nothing to hand over. The patch fails with a `ConflictError` when the object has changed.
 *
 * @example
 * ```ts
 * const current = await deployments.get("web");
 * const patch = migrateManagedFields(current, { from: ["kubectl-client-side-apply"], to: "me" });
 * if (patch !== undefined) await deployments.patch("web", patch);
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#upgrading-from-client-side-apply-to-server-side-apply
 */
export function migrateManagedFields(object: KubernetesObject, options: MigrateManagedFieldsOptions): JsonPatch | undefined {
	const { managedFields = [], resourceVersion } = object.metadata;
	const migrated = options.from.reduce<readonly ManagedFieldsEntry[]>(
		(entries, from) => handedOver(entries, from, options),
		managedFields,
	);
	if (migrated === managedFields) return undefined;
	// A resource version in the result makes the server compare it with that of the object that it patches.
	return jsonPatch().replace("/metadata/managedFields", migrated).replace("/metadata/resourceVersion", resourceVersion);
}

function handedOver(
	entries: readonly ManagedFieldsEntry[],
	from: string,
	{ to, subresource = "" }: MigrateManagedFieldsOptions,
): readonly ManagedFieldsEntry[] {
	const isOf = (entry: ManagedFieldsEntry, manager: string, operation: string): boolean =>
		entry.manager === manager && entry.operation === operation && (entry.subresource ?? "") === subresource;
	const old = entries.filter((entry) => isOf(entry, from, "Update"));
	const [newest] = old;
	if (newest === undefined) return entries;
	const applied = entries.find((entry) => isOf(entry, to, "Apply"));
	const target: ManagedFieldsEntry = applied ?? { ...newest, manager: to, operation: "Apply" };
	// Fields of another version may be called otherwise, so they cannot be joined with these.
	const joined = old
		.filter(({ apiVersion }) => apiVersion === target.apiVersion)
		.reduce((fields, { fieldsV1 = {} }) => unionOfFields(fields, fieldsV1), target.fieldsV1 ?? {});
	const place = applied ?? newest;
	return entries.flatMap((entry) => {
		if (entry === place) return [{ ...target, fieldsV1: joined }];
		return old.includes(entry) ? [] : [entry];
	});
}
