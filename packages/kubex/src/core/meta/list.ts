import type { KubernetesObject } from "../kubernetes-object.ts";

/**
 * What a list says about itself.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/list-meta/
 */
export interface ListMeta {
	/** The token that the next page is asked for with; absent on the last page. */
	continue?: string;
	/** How many items are on later pages; absent when the list was filtered. */
	remainingItemCount?: number;
	/** The revision of the server's state that the list shows. */
	resourceVersion: string;
	/** @deprecated No longer set by the server. */
	selfLink?: string;
	/** Present when the list was asked for with a shard selector; from Kubernetes 1.36 on. */
	shardInfo?: ShardInfo;
}

/** Which share of a collection a list shows. */
export interface ShardInfo {
	/** The selector that was asked for. */
	selector: string;
}

/** Objects of one kind, or a page of them. */
export interface List<K extends KubernetesObject> {
	apiVersion: K["apiVersion"];
	kind: `${K["kind"]}List`;
	metadata: ListMeta;
	items: K[];
}
