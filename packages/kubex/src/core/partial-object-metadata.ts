import type { KubernetesObject, TraitsOf, traits } from "./kubernetes-object.ts";

/**
 * What an object of kind `K` says about itself, without the rest of it.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
 */
export interface PartialObjectMetadata<K extends KubernetesObject = KubernetesObject> {
	apiVersion: "meta.k8s.io/v1";
	kind: "PartialObjectMetadata";
	metadata: K["metadata"];
	/** Those of `K`; never present at run time. */
	readonly [traits]?: TraitsOf<K>;
}

/** What a collection is read as: its objects, or only their metadata. */
export type Representation = "object" | "metadata";

/** The media types with which metadata is asked for, of an object or a watch, and of a list. */
export const metadataMediaType = {
	object: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
	list: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
} as const;
