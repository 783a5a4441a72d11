import type { BackoffOptions } from "../../core/backoff.ts";
import type { SelectorOptions } from "../../core/read-options.ts";
import type { Clock } from "../clock.ts";
import type { ListStrategy } from "./watch-machine.ts";
import type { WatchDiagnostic } from "./watch-status.ts";

/** How a watcher reads and follows the state of a collection. */
export interface FollowOptions extends SelectorOptions {
	/** One object by its name. Default: all. */
	readonly name?: string | undefined;
	/** How the state is read. Default: `auto`. */
	readonly listStrategy?: ListStrategy | undefined;
	/** How many objects a page of a list has. Default: 250. */
	readonly pageSize?: number | undefined;
	/**
	 * Milliseconds after which the server ends a watch and the next one begins, a random time between the two. Proxies that cut
	 * connections earlier want a shorter one. Default: 300,000 to 600,000.
	 */
	readonly watchTimeout?: { readonly min: number; readonly max: number } | undefined;
	/**
	 * Milliseconds of silence after which the connection of a watch is given up on. Default: 180,000 once the server has sent
	 * bookmarks, which come about each minute; before, the watch's own time and 5,000 more; 10,000 while a list is streamed.
	 */
	readonly silenceTimeout?: number | undefined;
	/** Milliseconds that a list, or a page of one, may take. Default: 60,000. */
	readonly listTimeout?: number | undefined;
	/** How long it waits after failures. Default: 800 ms, doubled up to 30 s, with up to as much again at random. */
	readonly backoff?: BackoffOptions | undefined;
	/**
	 * What happens when only somebody else can mend it: the credentials are refused (401, after new ones were asked for, or 403),
	 * the resource does not exist (404), or the server is not trusted. `retry` goes on trying, half a minute to a minute apart,
	 * which the status shows; `throw` ends it. Default: `retry`.
	 */
	readonly onPermanentError?: "retry" | "throw" | undefined;
	/** Told what happens, as it happens. It must not throw. */
	readonly onDiagnostic?: ((diagnostic: WatchDiagnostic) => void) | undefined;
	/** Where it takes its time from. Default: the machine's. */
	readonly clock?: Clock | undefined;
	/** Gives numbers from 0 to 1. Default: `Math.random`. */
	readonly random?: (() => number) | undefined;
}
