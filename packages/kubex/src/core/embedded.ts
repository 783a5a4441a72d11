import type { KubernetesObject, traits } from "./kubernetes-object.ts";
import type { ObjectMeta } from "./meta/object-meta.ts";

/** An object inside another one, such as a claim template of a StatefulSet: the server never stored it on its own. */
export type Embedded<K extends KubernetesObject> = {
	apiVersion?: K["apiVersion"];
	kind?: K["kind"];
	metadata?: ObjectMeta;
} & Omit<K, "apiVersion" | "kind" | "metadata" | typeof traits>;
