import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { List } from "../core/meta/list.ts";
import type { ListOptions } from "../core/read-options.ts";

/** How a collection is read in pages. */
export interface PageOptions extends Omit<ListOptions, "limit"> {
	/** At most so many objects a page. Default: 500. */
	readonly limit?: number | undefined;
	/**
	 * What happens when the server has forgotten the state that the first page showed: an `ExpiredError`, going on after the
	 * last object at the newest state, so that the pages show two states, or beginning again. Default: `"throw"`.
	 */
	readonly onExpired?: "throw" | "continue" | "restart" | undefined;
}

/** One page of a collection. */
export interface Page<K extends KubernetesObject> extends List<K> {
	/** Present on the first page after the reading began again; what came before it is void. */
	restarted?: true;
}
