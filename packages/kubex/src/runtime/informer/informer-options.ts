import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { IndexFunction } from "../store/index-function.ts";
import type { StoredObject } from "../store/stored-object.ts";
import type { Transform } from "../store/transform.ts";
import type { FollowOptions } from "../watch/follow-options.ts";
import type { InformerDiagnostic } from "./informer-diagnostic.ts";

/** What an informer holds, and how it reads and follows it. */
export interface InformerOptions<K extends KubernetesObject, T extends StoredObject = K, Index extends string = never>
	extends Omit<FollowOptions, "onDiagnostic"> {
	/** The namespace, `null` for all. Default: the Api's. */
	readonly namespace?: string | null | undefined;
	/** Several namespaces, each watched on its own, for those who may not watch all. */
	readonly namespaces?: readonly string[] | undefined;
	/** Functions that give the values under which an object is found by `store.by`. */
	readonly indexes?: Readonly<Record<Index, IndexFunction<T>>> | undefined;
	/**
	 * What is kept of an object; it must be a function of the object alone, and leave its name, namespace, uid and resourceVersion.
	 * Default: `dropManagedFields`. `false` keeps all.
	 * Parts of objects that are equal are held once, unless a function is given.
	 */
	readonly transform?: Transform<K, T> | false | undefined;
	/** Whether objects are frozen when they come in, so that a program that changes them is told at once. Default: false. */
	readonly freeze?: boolean | undefined;
	/** Ends the informer. */
	readonly signal?: AbortSignal | undefined;
	/** Told what happens, as it happens. It must not throw. */
	readonly onDiagnostic?: ((diagnostic: InformerDiagnostic) => void) | undefined;
}
