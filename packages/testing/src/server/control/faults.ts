import type { Fault } from "./fault.ts";

/** A verb of the API. A list and a watch are different verbs, although both are a GET. */
export type FaultVerb = "get" | "list" | "watch" | "create" | "update" | "patch" | "delete" | "deletecollection";

/** Which requests a fault is for: those that have all that is said here. Nothing said matches every request, discovery included. */
export interface FaultMatch {
	readonly verb?: FaultVerb | undefined;
	/** The API group; empty for the core one. */
	readonly group?: string | undefined;
	/** The plural, such as `pods`. */
	readonly resource?: string | undefined;
	/** Empty for the object itself. */
	readonly subresource?: string | undefined;
	/** Empty for all namespaces, and for what is in none. */
	readonly namespace?: string | undefined;
	/** The object's; for a list or a watch the name that its field selector asks for, empty for none. */
	readonly name?: string | undefined;
	/** The whole path, such as `/version`, unescaped. */
	readonly path?: string | undefined;
}

/** A fault that waits for its request, or has had it. */
export interface PlannedFault {
	readonly fault: Fault;
	/** Whether a request has come for it; it waits no more. */
	readonly taken: boolean;
	/** Whether it has had its effect. A watch that ends too early, or is refused, takes a fault without suffering it. */
	readonly happened: boolean;
	/** Takes it back, unless a request has come for it. */
	cancel(): void;
}

/**
 * What goes wrong with the requests to come, over sockets and in memory alike: each planned fault is for one request.
 *
 * @example
 * ```ts
 * await using cluster = await TestCluster.start();
 * await using client = await cluster.createClient({ retry: false });
 * const pods = new Api(Pod, { client });
 * const busy = cluster.faults.next({ verb: "list", resource: "pods" }, { type: "status", code: 429, retryAfterSeconds: 1 });
 * const error = await pods.list().catch((reason: unknown) => reason);
 * error instanceof TooManyRequestsError; // => true
 * busy.happened; // => true
 * (await pods.list()).items; // => []
 * ```
 */
export interface Faults {
	/** How many wait for their request. */
	readonly pending: number;
	/**
	 * Has the next request that matches suffer a fault. A request suffers one; faults that match it alike have their turn in the order
	 * in which they were planned.
	 *
	 * @throws TypeError for a fault of watches that is to hit another verb, and RangeError for a number that makes no sense.
	 */
	next(match: FaultMatch | FaultVerb, fault: Fault): PlannedFault;
	/** Takes back all that wait. */
	clear(): void;
}
