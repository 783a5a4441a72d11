import { Closing } from "../../config/closing.ts";
import { SharedWork } from "../../config/shared-work.ts";
import type { CallOptions } from "../../core/call-options.ts";
import { timeLimits } from "../../core/call-timeout.ts";
import type { DiscoveredApi, DiscoveredResource, DiscoveryProblem } from "../../core/discovery/discovered-api.ts";
import { discoveryProblems } from "../../core/discovery/discovery-problems.ts";
import { findResource } from "../../core/discovery/find-resource.ts";
import type { ResourceQuery } from "../../core/discovery/resource-query.ts";
import { NoMatchError } from "../../core/errors/no-match-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";
import type { DiscoveryRequester } from "./discovery-root.ts";
import { DiscoveryRoot } from "./discovery-root.ts";

/** What a call takes that may have to ask what the server serves. It always asks as the client itself, since all calls share the answer. */
export type DiscoveryOptions = Pick<CallOptions, "retry" | "signal" | "timeout">;

/** What {@link Discovery} measures time by, and waits with. */
export interface DiscoveryClock {
	/** Milliseconds of a clock that never goes back. */
	now(): number;
	/** Rejects with the signal's reason when it is aborted. */
	pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

/** Milliseconds from a look at the server to the next one that a name leads to which is not known. */
const missInterval = 1000;

/** What a look at the server has shown. */
interface Look {
	/** 1 for the first. */
	readonly number: number;
	readonly api: DiscoveredApi;
	readonly endedAt: number;
}

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
	readonly #clock: DiscoveryClock;
	readonly #timeout: number | undefined;
	readonly #reading: SharedWork<Look, DiscoveryOptions>;
	readonly #closing = new Closing();
	#last: Look | undefined;
	/** How many looks have begun. */
	#looks = 0;

	/**
	 * @param request - Sends a request.
	 * @param timeout - Milliseconds that a call may take which gives no timeout; `undefined` for no limit.
	 */
	constructor(request: DiscoveryRequester, clock: DiscoveryClock, timeout: number | undefined) {
		this.#core = new DiscoveryRoot("/api", request);
		this.#groups = new DiscoveryRoot("/apis", request);
		this.#clock = clock;
		this.#timeout = timeout;
		this.#reading = new SharedWork((shared, signal) => this.#read({ ...shared, signal }), false);
	}

	/**
	 * The groups of the API, the core group first, each with its versions and their resources.
	 *
	 * @throws KubexApiError when the server refuses to tell, and as every call does; single groups that cannot be read are `problems`.
	 */
	async groups(options: DiscoveryOptions = {}): Promise<DiscoveredApi> {
		return (this.#last ?? (await this.#look(options))).api;
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
	 * The kind that a name stands for. A name that is not known is looked up at the server, at most once a second: a call that comes
	 * earlier waits, so that a name is unknown only when the server has said so after it was asked for.
	 *
	 * @throws NoMatchError when there is none, or when the name is ambiguous.
	 */
	async find(query: ResourceQuery, options: DiscoveryOptions = {}): Promise<DiscoveredResource> {
		const earlier = this.#looks;
		const begin = this.#clock.now();
		for (let look = this.#last ?? (await this.#look(options)); ; look = await this.#lookAgain(earlier, begin, options)) {
			try {
				return findResource(look.api, query);
			} catch (error) {
				if (!(error instanceof NoMatchError) || look.number > earlier) throw error;
			}
		}
	}

	/**
	 * Reads what the server serves now. Calls at the same time share one reading, with the deadline of the first; it goes on until
	 * the last of them has stopped waiting.
	 */
	async refresh(options: DiscoveryOptions = {}): Promise<DiscoveredApi> {
		return (await this.#look(options)).api;
	}

	/** The next look that is allowed, or one after `earlier` that somebody else has had meanwhile. */
	async #lookAgain(earlier: number, begin: number, options: DiscoveryOptions): Promise<Look> {
		const { total, connect, headers } = timeLimits(options.timeout, this.#timeout);
		const left = (): number => (total === undefined ? Number.POSITIVE_INFINITY : begin + total - this.#clock.now());
		const wait = (this.#last?.endedAt ?? Number.NEGATIVE_INFINITY) + missInterval - this.#clock.now();
		if (wait > 0) await this.#clock.pause(Math.min(wait, Math.max(left(), 0)), options.signal);
		const last = this.#last;
		if (last !== undefined && last.number > earlier) return last;
		if (left() <= 0) {
			throw new TimeoutError(`the server could not be asked again for what it serves within ${total} ms`, { phase: "total" });
		}
		return await this.#look({ ...options, timeout: { total: total === undefined ? false : left(), connect, headers } });
	}

	async #look(options: DiscoveryOptions): Promise<Look> {
		const { retry, timeout } = options;
		return await this.#reading.join({ retry, timeout }, options.signal, this.#closing);
	}

	async #read(options: DiscoveryOptions): Promise<Look> {
		// Whoever asks in the same moment shares it.
		await Promise.resolve();
		const number = ++this.#looks;
		const [core, groups] = await Promise.all([this.#core.read(options), this.#groups.read(options)]);
		this.#last = { number, api: [...core, ...groups], endedAt: this.#clock.now() };
		return this.#last;
	}
}
