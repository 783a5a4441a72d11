import type { KubernetesObject } from "../kubernetes-object.ts";
import type { ApplyConfiguration } from "./apply-configuration.ts";
import type { Patch } from "./patch.ts";

/** JSON is YAML, and the older name is the one that every release knows. */
export const applyPatchType = "application/apply-patch+yaml";

/** A server-side apply as a patch: see {@link applyPatch}. */
export interface ApplyPatch<K extends KubernetesObject = KubernetesObject> extends Patch<K> {
	readonly mediaType: "application/apply-patch+yaml";
}

/**
 * Server-side apply as a patch, for what takes patches; `apply` of an `Api` is the shorter way. It needs a `fieldManager`.
 *
 * @example
 * ```ts
 * const patch = applyPatch<ConfigMap>({ metadata: { name: "settings" }, data: { color: "green" } });
 * await configMaps.patch("settings", patch, { fieldManager: "painter", force: true });
 * // -> PATCH /api/v1/namespaces/default/configmaps/settings?fieldManager=painter&force=true
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function applyPatch<K extends KubernetesObject = KubernetesObject>(
	configuration: ApplyConfiguration<NoInfer<K>>,
): ApplyPatch<K> {
	return { mediaType: applyPatchType, body: configuration };
}
