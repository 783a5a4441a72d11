import type { CallOptions } from "../core/call-options.ts";
import { NotFoundError, UnprocessableEntityError } from "../core/errors/api-errors.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { ObjectMeta } from "../core/meta/object-meta.ts";
import { addFinalizerPatch, checkFinalizer, removeFinalizerPatch } from "../core/patches/finalizer-patch.ts";
import type { JsonPatch } from "../core/patches/json-patch.ts";
import type { PatchOptions } from "../core/patches/patch-options.ts";
import type { GetOptions } from "../core/read-options.ts";
import type { Getter, InNamespace } from "./capabilities.ts";
import type { Patcher } from "./patching.ts";
import { type ConflictRetryOptions, isConflict, repeatAfterRaces } from "./repeat-after-races.ts";

/** How finalizers are changed; `attempts` is about conflicts, `retry` about each request. */
export type FinalizerOptions<K extends KubernetesObject> = Omit<PatchOptions, "force" | "pretty"> &
	CallOptions &
	ConflictRetryOptions &
	InNamespace<K>;

/**
 * Keeps an object from disappearing until the finalizer is removed. Nothing is sent when it is there; and an object whose deletion was
 * asked for stays as it is, since the server takes no new finalizers then: look at `metadata.deletionTimestamp` of the answer.
 * Other finalizers are never touched.
 *
 * @param target - A name, or the object as it was read last, which saves a request.
 * @returns The object as it is stored.
 * @throws TypeError for a name without a domain, NotFoundError when there is no such object, ConflictError or
 * UnprocessableEntityError when others were faster each time.
 *
 * @example
 * ```ts
 * const guarded = await addFinalizer(configMaps, "settings", "example.com/cleanup");
 * guarded.metadata.finalizers; // => ["example.com/cleanup"]
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/
 */
export async function addFinalizer<K extends KubernetesObject>(
	api: Getter<K> & Patcher<K>,
	target: string | K,
	finalizer: string,
	options?: FinalizerOptions<K>,
): Promise<K> {
	checkFinalizer(finalizer);
	return await patched(api, target, (metadata) => addFinalizerPatch(metadata, finalizer), options);
}

/**
 * Lets an object disappear, as far as this finalizer is concerned: every entry of it is removed, and no other. Nothing is sent when
 * there is none.
 *
 * @param target - A name, or the object as it was read last, which saves a request.
 * @returns The object as it is stored; `undefined` when there is none.
 * @throws ConflictError or UnprocessableEntityError when others were faster each time.
 *
 * @example
 * ```ts
 * const guarded = await addFinalizer(configMaps, "settings", "example.com/cleanup");
 * await removeFinalizer(configMaps, guarded, "example.com/cleanup");
 * ```
 */
export async function removeFinalizer<K extends KubernetesObject>(
	api: Getter<K> & Patcher<K>,
	target: string | K,
	finalizer: string,
	options?: FinalizerOptions<K>,
): Promise<K | undefined> {
	try {
		// An object that was made anew under the name has finalizers of its own.
		const isAnother = ({ uid }: ObjectMeta): boolean => typeof target === "object" && uid !== target.metadata.uid;
		const patchOf = (metadata: ObjectMeta): JsonPatch | undefined =>
			isAnother(metadata) ? undefined : removeFinalizerPatch(metadata, finalizer);
		const object = await patched(api, target, patchOf, options);
		return isAnother(object.metadata) ? undefined : object;
	} catch (error) {
		if (error instanceof NotFoundError && error.status.details?.name !== undefined) return undefined;
		throw error;
	}
}

async function patched<K extends KubernetesObject>(
	api: Getter<K> & Patcher<K>,
	target: string | K,
	patchOf: (metadata: ObjectMeta) => JsonPatch | undefined,
	options?: FinalizerOptions<K>,
): Promise<K> {
	const name = typeof target === "string" ? target : (target.metadata.name ?? "");
	const namespace =
		(options as { namespace?: string } | undefined)?.namespace ??
		(typeof target === "string" ? undefined : target.metadata.namespace);
	const given = { ...options, namespace } as FinalizerOptions<K> & GetOptions & InNamespace<K>;
	let known = typeof target === "string" ? undefined : target;
	const once = async (): Promise<K> => {
		const current = known ?? (await api.get(name, given));
		known = undefined;
		const patch = patchOf(current.metadata);
		return patch === undefined ? current : await api.patch(name, patch, given);
	};
	return await repeatAfterRaces(once, isRace, given);
}

/** A test of a JSON patch that does not hold is a 422. */
function isRace(error: unknown): boolean {
	return error instanceof UnprocessableEntityError || isConflict(error);
}
