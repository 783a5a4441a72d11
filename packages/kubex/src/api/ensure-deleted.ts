import type { CallOptions } from "../core/call-options.ts";
import type { DeletionOptions } from "../core/deletion-options.ts";
import { NotFoundError } from "../core/errors/api-errors.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import { isStatus } from "../core/meta/status.ts";
import type { Deleter, InNamespace } from "./capabilities.ts";

/**
 * Deletes an object; that there is none is no failure. `undefined` when it is gone, else the object, which may still have to end:
 * `waitFor` of `kubex/runtime` waits until it has.
 *
 * @throws ConflictError when a precondition does not hold, NotFoundError when the server does not serve the kind.
 *
 * @example
 * ```ts
 * await ensureDeleted(configMaps, "settings");
 * await ensureDeleted(configMaps, "settings"); // => undefined
 * ```
 */
export async function ensureDeleted<K extends KubernetesObject>(
	api: Deleter<K>,
	name: string,
	options?: DeletionOptions & CallOptions & InNamespace<K>,
): Promise<K | undefined> {
	try {
		const answer = await api.delete(name, options);
		return isStatus(answer) ? undefined : answer;
	} catch (error) {
		// A 404 of the endpoint itself has no name in its details.
		if (error instanceof NotFoundError && error.status.details?.name !== undefined) return undefined;
		throw error;
	}
}
