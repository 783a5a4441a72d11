import type { CallOptions } from "../../core/call-options.ts";
import { type DiscoveredApi, type DiscoveredVersion, groupVersionOf } from "../../core/discovery/discovered-api.ts";
import { discoveryMediaTypes, readAggregated } from "../../core/discovery/read-aggregated.ts";
import { readLegacyGroups, readLegacyResources } from "../../core/discovery/read-legacy.ts";
import { NotFoundError, UnauthorizedError } from "../../core/errors/api-errors.ts";
import { KubexApiError } from "../../core/errors/kubex-api-error.ts";
import { ProtocolError } from "../../core/errors/protocol-error.ts";
import type { ApiRequest } from "../../core/request.ts";
import type { ClientResponse } from "../client.ts";

/** Sends a request, as {@link Client.request} does. */
export type DiscoveryRequester = (request: ApiRequest, options: CallOptions) => Promise<ClientResponse>;

/** How many group versions are read at a time from a server that tells them one by one. */
const inFlight = 10;

/** One of the two documents from which everything is known: `/api` for the core group, `/apis` for all others. */
export class DiscoveryRoot {
	readonly #path: "/api" | "/apis";
	readonly #request: DiscoveryRequester;
	#known: { readonly tag: string; readonly api: DiscoveredApi } | undefined;

	constructor(path: "/api" | "/apis", request: DiscoveryRequester) {
		this.#path = path;
		this.#request = request;
	}

	/** What is served below it. */
	async read(options: CallOptions): Promise<DiscoveredApi> {
		const known = this.#known;
		const request = { method: "GET", path: this.#path, accept: discoveryMediaTypes } as const;
		try {
			const { body, headers, status } = await this.#request(
				known === undefined ? request : { ...request, ifNoneMatch: known.tag, expected: [304] },
				options,
			);
			if (status === 304 && known !== undefined) return known.api;
			const api = readAggregated(body);
			if (api === undefined) {
				this.#known = undefined;
				return await this.#readOneByOne(body, options);
			}
			const tag = headers["etag"];
			this.#known = typeof tag === "string" ? { tag, api } : undefined;
			return api;
		} catch (error) {
			// A server of groups alone has no core group, and one of the core group alone no groups.
			if (error instanceof NotFoundError) return [];
			throw error;
		}
	}

	async #readOneByOne(body: unknown, options: CallOptions): Promise<DiscoveredApi> {
		const groups = readLegacyGroups(body);
		// Such as the page of a proxy, which would pass for a server that serves nothing.
		if (groups === undefined) throw new ProtocolError(`GET ${this.#path}: the answer does not say what is served`);
		const wanted = groups.flatMap(({ name, versions }) => versions.map((version) => ({ name, version })));
		const read = new Map<string, DiscoveredVersion>();
		const lane = async (): Promise<void> => {
			for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
				read.set(groupVersionOf(next.name, next.version), await this.#readVersion(next.name, next.version, options));
			}
		};
		await Promise.all(Array.from({ length: inFlight }, lane));
		return groups.map(({ name, versions }) => ({
			name,
			versions: versions.flatMap((version) => read.get(groupVersionOf(name, version)) ?? []),
		}));
	}

	/** A group that cannot be read leaves the others as they are. */
	async #readVersion(group: string, version: string, options: CallOptions): Promise<DiscoveredVersion> {
		try {
			const request = { method: "GET", path: `${this.#path}/${groupVersionOf(group, version)}` } as const;
			// Whoever waits for everything does not wait for what is broken.
			const { body } = await this.#request(request, { retry: false, ...options });
			return { version, resources: readLegacyResources(group, version, body), problem: undefined };
		} catch (error) {
			// Whoever is not known is not known to any other group either.
			if (!(error instanceof KubexApiError) || error instanceof UnauthorizedError) throw error;
			return { version, resources: [], problem: error.message };
		}
	}
}
