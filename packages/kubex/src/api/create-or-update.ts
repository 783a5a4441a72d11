import { AlreadyExistsError, NotFoundError } from "../core/errors/api-errors.ts";
import type { Input } from "../core/input.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { GetOptions } from "../core/read-options.ts";
import type { Creator, Getter, Replacer } from "./capabilities.ts";
import { isConflict, repeatAfterRaces } from "./repeat-after-races.ts";
import { type Desired, revise, withMetadata } from "./revise.ts";
import type { UpdateOptions } from "./update.ts";

/** What {@link createOrUpdate} has done, and the object as it is stored. */
export interface CreateOrUpdateResult<K extends KubernetesObject> {
	readonly operation: "created" | "updated" | "unchanged";
	readonly object: K;
}

/**
 * Creates an object where there is none, and replaces it where it is not as it should be; anew when somebody else creates,
 * deletes or writes it in between. Server-side apply does the same with one request, and with a memory of what is whose.
 *
 * @param desired - Makes what is to be stored of what there is, `undefined` for nothing. A fresh object each time. It may leave the
 * name out, and `metadata` as well; labels and annotations that it leaves out are removed.
 * @throws ConflictError or AlreadyExistsError when the last try met one as well, TypeError for another name than the call's;
 * whatever `desired` throws.
 *
 * @example
 * ```ts
 * const { operation } = await createOrUpdate(configMaps, "theme", (current) => ({
 *   ...current,
 *   data: { ...current?.data, color: "green" },
 * }));
 * operation; // => "created"
 * ```
 */
export async function createOrUpdate<K extends KubernetesObject>(
	api: Getter<K> & Creator<K> & Replacer<K>,
	name: string,
	desired: (current: K | undefined) => Desired<K> | Promise<Desired<K>>,
	options?: UpdateOptions<K>,
): Promise<CreateOrUpdateResult<K>> {
	const given = (options ?? {}) as UpdateOptions<K> & GetOptions;
	const once = async (): Promise<CreateOrUpdateResult<K>> => {
		const current = await api.getOrUndefined(name, given);
		if (current === undefined) {
			const object = named(await desired(undefined), name);
			return { operation: "created", object: await api.create(object, given) };
		}
		const { resourceVersion } = current.metadata;
		const revision = await revise(current, desired);
		if (!revision.isChanged) return { operation: "unchanged", object: revision.object };
		const object = await api.replace(name, revision.object, given);
		// The server stores nothing that changes nothing.
		const isStored = object.metadata.resourceVersion !== resourceVersion || given.dryRun !== undefined;
		return { operation: isStored ? "updated" : "unchanged", object };
	};
	return await repeatAfterRaces(once, isRace, given);
}

/** Somebody else has created it, deleted it or written it. */
function isRace(error: unknown): boolean {
	if (error instanceof NotFoundError) return error.request.method === "PUT" && error.status.details?.name !== undefined;
	return error instanceof AlreadyExistsError || isConflict(error);
}

function named<K extends KubernetesObject>(object: Desired<K>, name: string): Input<K> {
	const given = object.metadata?.name;
	if (given !== undefined && given !== name) {
		throw new TypeError(`the object is called ${JSON.stringify(given)}, and the call is about ${JSON.stringify(name)}`);
	}
	return withMetadata(object, { name });
}
