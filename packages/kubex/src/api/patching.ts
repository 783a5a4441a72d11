import type { CallOptions } from "../core/call-options.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { ApplyConfiguration } from "../core/patches/apply-configuration.ts";
import type { Patch } from "../core/patches/patch.ts";
import type { ApplyOptions, PatchOptions } from "../core/patches/patch-options.ts";
import type { InNamespace } from "./capabilities.ts";

/** Changes parts of objects. */
export interface Patcher<K extends KubernetesObject> {
	/**
	 * Changes an object as a patch says. An apply patch, and a merge patch with a `resourceVersion`, are tried again like a
	 * `replace`; other patches only when it is certain that the server did nothing, since a second time could undo what somebody
	 * else wrote after the first.
	 *
	 * @throws NotFoundError when there is none of this name, ConflictError when a `resourceVersion` is stale or an applied field
	 * is somebody else's, UnprocessableEntityError when the result is invalid or a `test` of a JSON patch does not hold,
	 * TypeError for an apply patch without a `fieldManager`, or any other with `force`.
	 *
	 * @example
	 * ```ts
	 * await pods.patch("web", mergePatch({ metadata: { labels: { tier: "b" } } }));
	 * ```
	 *
	 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply
	 */
	patch<M extends string>(name: string, patch: Patch<K, M>, options?: PatchOptions<M> & CallOptions & InNamespace<K>): Promise<K>;
}

/** Applies configurations. */
export interface Applier<K extends KubernetesObject> {
	/**
	 * Makes an object what a configuration says, and creates it where there is none. The server remembers which fields the manager
	 * has applied: one that it no longer applies is removed, unless somebody else owns it too.
	 *
	 * @param configuration - All that the manager has an opinion on; `apiVersion` and `kind` may be absent.
	 * @throws ConflictError when a field is somebody else's: `applyConflicts` says whose; `force` takes it.
	 * TypeError for a configuration without a name.
	 *
	 * @example
	 * ```ts
	 * await configMaps.apply({ metadata: { name: "settings" }, data: { shape: "round" } }, { fieldManager: "me" });
	 * // -> PATCH /api/v1/namespaces/default/configmaps/settings?fieldManager=me
	 * ```
	 *
	 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
	 */
	apply(configuration: ApplyConfiguration<K>, options: ApplyOptions & CallOptions & InNamespace<K>): Promise<K>;
}
