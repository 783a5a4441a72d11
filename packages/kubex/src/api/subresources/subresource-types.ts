import type { KubernetesObject, SubresourcesOf } from "../../core/kubernetes-object.ts";
import type { Status } from "../../core/meta/status.ts";
import type { ApprovalSubresource } from "./approval-subresource.ts";
import type { EphemeralContainersSubresource } from "./ephemeral-containers-subresource.ts";
import type { EvictionSubresource } from "./eviction-subresource.ts";
import type { LogsSubresource } from "./logs-subresource.ts";
import type { ProxySubresource } from "./proxy-subresource.ts";
import type { ScaleSubresource } from "./scale-subresource.ts";
import type { Subresource } from "./subresource.ts";
import type { SubresourceCreator } from "./subresource-creator.ts";

/** What the accessor of each subresource is, for objects of kind `K` and bodies of kind `S`. */
interface SubresourceTypes<K extends KubernetesObject, S extends KubernetesObject> {
	readonly approval: ApprovalSubresource<K, S>;
	readonly binding: SubresourceCreator<K, S, Status>;
	readonly ephemeralcontainers: EphemeralContainersSubresource<K, S>;
	readonly eviction: EvictionSubresource<K>;
	readonly finalize: Pick<Subresource<K, S>, "replace">;
	readonly log: LogsSubresource<K>;
	readonly proxy: ProxySubresource<K>;
	readonly resize: Subresource<K, S>;
	readonly scale: ScaleSubresource<K, S>;
	readonly status: Subresource<K, S>;
	readonly token: SubresourceCreator<K, S, S>;
}

type ObjectOf<S> = S extends KubernetesObject ? S : KubernetesObject;

/** The accessor of one subresource where the kind has it, under the name that it has in an `Api`. */
export type SubresourceMember<
	K extends KubernetesObject,
	Name extends keyof SubresourceTypes<K, KubernetesObject>,
	Member extends string = Name,
> =
	SubresourcesOf<K> extends Readonly<Record<Name, infer S>>
		? { readonly [P in Member]: SubresourceTypes<K, ObjectOf<S>>[Name] }
		: unknown;

/** The names of those subresources of a kind that read or write objects. */
export type ObjectSubresource<K extends KubernetesObject> = {
	[P in keyof SubresourcesOf<K>]: SubresourcesOf<K>[P] extends KubernetesObject ? P : never;
}[keyof SubresourcesOf<K>] &
	string;

/** The calls of a subresource that reads or writes `S`. */
export type NamedSubresource<K extends KubernetesObject, S> = S extends KubernetesObject
	? Subresource<K, S> & SubresourceCreator<K, S, S | Status>
	: never;

/** Reads and writes any subresource, by its name. */
export interface AnySubresource<K extends KubernetesObject> {
	/**
	 * A subresource by the name that the server has for it. Those of its calls that the subresource has not throw an
	 * `UnsupportedOperationError`.
	 *
	 * @throws UnsupportedOperationError when the kind has no such subresource.
	 *
	 * @example
	 * ```ts
	 * const pod = await pods.subresource("status").get("web"); // -> GET /api/v1/namespaces/default/pods/web/status
	 * pod.metadata.name; // => "web"
	 * ```
	 */
	subresource<Name extends ObjectSubresource<K>>(
		name: Name,
	): NamedSubresource<K, SubresourcesOf<K>[Name & keyof SubresourcesOf<K>]>;
}
