import { type SelectorOptions, selectorQuery, wholeNumber } from "./read-options.ts";
import type { Query } from "./request.ts";

/** What a watch shows, from where on, and for how long. */
export interface WatchOptions extends SelectorOptions {
	/**
	 * Shows what happens after this state. Default: every object there is as `ADDED`, in no order of their resource versions, and
	 * then what happens; `"0"` the same from any state that the server has at hand.
	 */
	readonly resourceVersion?: string | undefined;
	/** Whether the server tells from time to time, and before it ends, how far the watch has come. Default: false. */
	readonly allowWatchBookmarks?: boolean | undefined;
	/**
	 * `true` shows every object there is as `ADDED`, at a state not older than `resourceVersion`, then a bookmark that
	 * {@link isInitialEventsEnd} tells, and then what happens; bookmarks come as well. `false` shows what happens only. Kubernetes
	 * 1.33 refuses it unless it is told otherwise. Default: as `resourceVersion` says.
	 *
	 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists
	 */
	readonly sendInitialEvents?: boolean | undefined;
	/** Seconds after which the server ends the watch. Default: its own choice, from 30 to 60 minutes. */
	readonly timeoutSeconds?: number | undefined;
}

/**
 * The query of a watch.
 *
 * @throws TypeError for a time that is no whole number of at least zero, or for a selector that says nothing.
 */
export function watchQuery(options: WatchOptions): Query {
	const { allowWatchBookmarks, resourceVersion, sendInitialEvents } = options;
	const query: [name: string, value: string][] = [["watch", "true"], ...selectorQuery(options)];
	const add = (name: string, value: string | undefined): void => {
		if (value !== undefined) query.push([name, value]);
	};
	add("resourceVersion", resourceVersion);
	// The server refuses the one without the other.
	if (sendInitialEvents !== undefined) add("resourceVersionMatch", "NotOlderThan");
	add("sendInitialEvents", sendInitialEvents?.toString());
	// Without bookmarks the end of the initial events would not be told.
	add("allowWatchBookmarks", (sendInitialEvents === true ? true : allowWatchBookmarks)?.toString());
	add("timeoutSeconds", wholeNumber("timeoutSeconds", options.timeoutSeconds));
	return query;
}
