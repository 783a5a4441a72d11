/**
 * What a watch tells: an object has come into its view, has changed in it, or has left it; or, as a `BOOKMARK`, how far it has
 * come.
 *
 * A `DELETED` object is in its last state, with the resource version of the deletion. It may have left only the view: its labels,
 * say, are no longer those that were asked for.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export type WatchEvent<K> =
	| { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: K }
	| { readonly type: "BOOKMARK"; readonly object: Bookmark };

/** How far a watch has come: nothing that it shows happened between the event before and this resource version. */
export interface Bookmark {
	apiVersion: string;
	kind: string;
	metadata: {
		annotations?: Record<string, string>;
		resourceVersion: string;
	};
}

/**
 * Whether a bookmark ends the initial events, which `sendInitialEvents` asks for.
 *
 * @example
 * ```ts
 * const names: string[] = [];
 * for await (const { type, object } of pods.watch({ sendInitialEvents: true })) {
 *   if (type !== "BOOKMARK") names.push(object.metadata.name);
 *   else if (isInitialEventsEnd(object)) break;
 * }
 * names; // => ["my-pod", "web"]
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists
 */
export function isInitialEventsEnd(bookmark: Bookmark): boolean {
	return bookmark.metadata.annotations?.["k8s.io/initial-events-end"] === "true";
}
