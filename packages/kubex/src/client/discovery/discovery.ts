import { Closing } from "../../config/closing.ts";
import { SharedWork } from "../../config/shared-work.ts";
import type { CallOptions } from "../../core/call-options.ts";
import type { DiscoveredApi, DiscoveredResource, DiscoveryProblem } from "../../core/discovery/discovered-api.ts";
import { discoveryProblems } from "../../core/discovery/discovery-problems.ts";
import { findResource } from "../../core/discovery/find-resource.ts";
import type { ResourceQuery } from "../../core/discovery/resource-query.ts";
import { NoMatchError } from "../../core/errors/no-match-error.ts";
import type { DiscoveryRequester } from "./discovery-root.ts";
import { DiscoveryRoot } from "./discovery-root.ts";

/** What a call takes that may have to ask what the server serves. It always asks as the client itself, since all calls share the answer. */
export type DiscoveryOptions = Pick<CallOptions, "retry" | "signal" | "timeout">;

/** Milliseconds in which names that are not known lead to one look at the server. */
const missInterval = 1000;

/**
 * What the server serves: read with the first question, and read again when a name is not known, or with `refresh`. Two requests tell
 * everything; where nothing has changed the server says no more than that.
 *
 * @example
 * ```ts
 * const resources = await client.discovery.resources();
 * resources.find(({ plural }) => plural === "deployments")?.shortNames; // => ["deploy"]
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api
 */
export class Discovery {
	readonly #core: DiscoveryRoot;
	readonly #groups: DiscoveryRoot;
	readonly #now: () => number;
	#api: DiscoveredApi | undefined;
	readonly #reading: SharedWork<DiscoveredApi, DiscoveryOptions>;
	readonly #closing = new Closing();
	#readAt = Number.NEGATIVE_INFINITY;

	/**
	 * @param request - Sends a request.
	 * @param now - Milliseconds of a clock that never goes back.
	 */
	constructor(request: DiscoveryRequester, now: () => number) {
		this.#core = new DiscoveryRoot("/api", request);
		this.#groups = new DiscoveryRoot("/apis", request);
		this.#now = now;
		this.#reading = new SharedWork(({ retry, timeout }, signal) => this.#read({ retry, timeout, signal }), false);
	}

	/**
	 * The groups of the API, the core group first, each with its versions and their resources.
	 *
	 * @throws KubexApiError when the server refuses to tell, and as every call does; single groups that cannot be read are `problems`.
	 */
	async groups(options: DiscoveryOptions = {}): Promise<DiscoveredApi> {
		return this.#api ?? (await this.refresh(options));
	}

	/** Every kind in every version, in the order of the groups. */
	async resources(options: DiscoveryOptions = {}): Promise<readonly DiscoveredResource[]> {
		const api = await this.groups(options);
		return api.flatMap(({ versions }) => versions.flatMap(({ resources }) => resources));
	}

	/** The group versions of which nothing is known, or nothing new, since the servers behind them do not answer. */
	async problems(options: DiscoveryOptions = {}): Promise<readonly DiscoveryProblem[]> {
		return discoveryProblems(await this.groups(options));
	}

	/**
	 * The kind that a name stands for. A name that is not known is looked up at the server, at most once a second.
	 *
	 * @throws NoMatchError when there is none, or when the name is ambiguous.
	 */
	async find(query: ResourceQuery, options: DiscoveryOptions = {}): Promise<DiscoveredResource> {
		const api = await this.groups(options);
		try {
			return findResource(api, query);
		} catch (error) {
			if (!(error instanceof NoMatchError) || this.#now() - this.#readAt < missInterval) throw error;
			return findResource(await this.refresh(options), query);
		}
	}

	/**
	 * Reads what the server serves now. Calls at the same time share one reading, with the deadline of the first; it goes on until
	 * the last of them has stopped waiting.
	 */
	async refresh(options: DiscoveryOptions = {}): Promise<DiscoveredApi> {
		return await this.#reading.join(options, options.signal, this.#closing);
	}

	async #read(options: DiscoveryOptions): Promise<DiscoveredApi> {
		const [core, groups] = await Promise.all([this.#core.read(options), this.#groups.read(options)]);
		this.#api = [...core, ...groups];
		this.#readAt = this.#now();
		return this.#api;
	}
}
