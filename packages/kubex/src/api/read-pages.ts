import type { CallOptions } from "../core/call-options.ts";
import { ExpiredError } from "../core/errors/api-errors.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { List } from "../core/meta/list.ts";
import type { ListOptions } from "../core/read-options.ts";
import type { Page, PageOptions } from "./pages.ts";

// What client-go asks for: a page of common kinds then is a few megabytes.
const defaultLimit = 500;

/** Follows the continue tokens of a collection; `list` reads one page. */
export async function* readPages<K extends KubernetesObject, O extends PageOptions & CallOptions>(
	list: (options: Omit<O, "onExpired"> & ListOptions) => Promise<List<K>>,
	options: O,
): AsyncGenerator<Page<K>, undefined, undefined> {
	const { onExpired = "throw", continueToken: firstToken, ...rest } = options;
	if (onExpired !== "throw" && onExpired !== "continue" && onExpired !== "restart") {
		throw new TypeError(`onExpired must be "throw", "continue" or "restart", not ${JSON.stringify(onExpired)}`);
	}
	let token = firstToken;
	let restarted = false;
	for (;;) {
		let page: Page<K>;
		try {
			page = await list({ limit: defaultLimit, ...rest, ...(token === undefined ? {} : laterPage(token)) } as Omit<
				O,
				"onExpired"
			> &
				ListOptions);
		} catch (error) {
			if (!(error instanceof ExpiredError) || token === undefined || onExpired === "throw") throw error;
			// With the error the server offers a token that goes on after the last key at its newest state.
			token = onExpired === "continue" ? error.status.metadata?.continue : undefined;
			if (onExpired === "continue" && token === undefined) throw error;
			restarted = onExpired === "restart";
			continue;
		}
		if (restarted) page.restarted = true;
		restarted = false;
		token = page.metadata.continue;
		yield page;
		if (token === undefined || token === "") return;
	}
}

/** The token says which state and which collection it belongs to; the server refuses a resourceVersion beside it. */
function laterPage(continueToken: string): ListOptions {
	return { continueToken, resourceVersion: undefined, resourceVersionMatch: undefined };
}

/** The objects of the pages, one by one. */
export async function* readItems<K extends KubernetesObject>(
	pages: AsyncIterable<Page<K>>,
): AsyncGenerator<K, undefined, undefined> {
	for await (const page of pages) yield* page.items;
}
