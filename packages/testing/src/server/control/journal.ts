import type { Fault } from "./fault.ts";

/** A request as the server saw it. What happens later, such as the end of a watch, is written into it. */
export interface JournaledRequest {
	/** When it came, in milliseconds since the Unix epoch by the cluster's clock. */
	readonly at: number;
	/** In upper case. */
	readonly method: string;
	/** Escaped as it came, without the query, and without the prefix of an isolated cluster. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** The API's verb, such as `list` or `watch`; the method in lower case for what the API has no verb for. */
	readonly verb: string;
	/** The API group of the resource, empty for the core one; absent for other paths such as `/version`, as what follows is. */
	readonly group?: string | undefined;
	readonly version?: string | undefined;
	/** The plural, such as `pods`. */
	readonly resource?: string | undefined;
	readonly subresource?: string | undefined;
	readonly namespace?: string | undefined;
	readonly name?: string | undefined;
	/** Empty when the client did not say. */
	readonly userAgent: string;
	/** The answer's status; absent while there is no answer, and for good where the connection was reset before it. */
	readonly status?: number | undefined;
	/** The planned fault that it suffered. */
	readonly fault?: Fault | undefined;
	/** How many whole lines of a watch were given to the client; absent for other answers. */
	readonly frames?: number | undefined;
	/** When the watch ended, whatever ended it, by the cluster's clock; absent while it lasts. */
	readonly endedAt?: number | undefined;
}

/**
 * The requests of a cluster, as the server saw them: neither bodies nor headers, but for the user agent. It holds the last 10,000.
 *
 * @example
 * ```ts
 * await using cluster = await TestCluster.start();
 * await using client = await cluster.createClient();
 * await new Api(Pod, { client }).list({ limit: 5 });
 * const [seen] = cluster.journal.requests;
 * [seen?.verb, seen?.resource, seen?.query.get("limit"), seen?.status]; // => ["list", "pods", "5", 200]
 * ```
 */
export interface Journal {
	/** The oldest first; a new array each time. */
	readonly requests: readonly JournaledRequest[];
	/** Forgets all requests. */
	clear(): void;
}
