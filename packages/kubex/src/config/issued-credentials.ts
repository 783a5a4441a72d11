import { Closing } from "./closing.ts";
import type { ClientCertificate, Credentials, CredentialsCall } from "./credentials.ts";
import type { ProviderFetch } from "./provider-fetch.ts";
import { SharedWork } from "./shared-work.ts";

/** What a file, a plugin or a provider has given out, and until when it is used. */
export interface Issued {
	readonly headers: Readonly<Record<string, string>>;
	readonly certificate?: ClientCertificate | undefined;
	/** Milliseconds since 1970 after which it is asked for again; `undefined` for never. */
	readonly refreshAt: number | undefined;
	/** Milliseconds since 1970 until which it stays in use should asking again fail. */
	readonly expiresAt?: number | undefined;
}

/** What issuing may use. */
export interface IssueContext {
	/** What was given out before, unless the server refused it. */
	readonly previous: Issued | undefined;
	/** Aborted when nobody waits any more. */
	readonly signal: AbortSignal;
	readonly fetch: ProviderFetch | undefined;
}

/** Credentials that expire: asked for again when their time has come, once for all who wait. */
export class IssuedCredentials {
	readonly #now: () => number;
	readonly #work: SharedWork<Issued, ProviderFetch | undefined>;
	#current: Issued | undefined;
	#certificate: ClientCertificate | undefined;

	/** @param options.finish - Issuing goes on when nobody waits any more. */
	constructor(
		issue: (context: IssueContext) => Promise<Issued>,
		now: () => number,
		{ finish = false }: { readonly finish?: boolean } = {},
	) {
		this.#now = now;
		this.#work = new SharedWork(async (fetch, signal) => {
			const previous = this.#current;
			try {
				const issued = await issue({ previous, signal, fetch });
				this.#current = { ...issued, certificate: this.#sameIfEqual(issued.certificate) };
			} catch (error) {
				// It was asked for early, so what there is may be good for a while yet, unless it was refused meanwhile.
				const end = previous === this.#current ? previous?.expiresAt : undefined;
				if (previous === undefined || end === undefined || now() >= end) throw error;
				this.#current = { ...previous, refreshAt: Math.min(end, now() + retryAfter) };
			}
			return this.#current;
		}, finish);
	}

	/** What is valid now; a promise only when it must be asked for. */
	get(call: CredentialsCall | undefined, closing: Closing): Issued | Promise<Issued> {
		const current = this.#current;
		if (current !== undefined && (current.refreshAt === undefined || this.#now() < current.refreshAt)) return current;
		return this.#work.join(call?.fetch, call?.signal, closing);
	}

	/** Forgets what the server refused, unless something else has taken its place already. */
	invalidate(rejected: Readonly<Record<string, string>> | undefined): boolean {
		if (rejected === undefined || rejected === this.#current?.headers) this.#current = undefined;
		return true;
	}

	// Another object means other connections, which an equal certificate does not need.
	#sameIfEqual(fresh: ClientCertificate | undefined): ClientCertificate | undefined {
		const last = this.#certificate;
		if (fresh?.certificate !== last?.certificate || fresh?.key !== last?.key) this.#certificate = fresh;
		return this.#certificate;
	}
}

const headersOf = ({ headers }: Issued): Issued["headers"] => headers;
const certificateOf = ({ certificate }: Issued): Issued["certificate"] => certificate;

/** What the credentials of one client give out. */
export type IssuedKind = "headers" | "certificate" | "both";

/** One client's hold of credentials that others may share: to close it stops its own waits only. */
export function holdOf(shared: IssuedCredentials, kind: IssuedKind): Credentials {
	const closing = new Closing();
	const get = <T>(call: CredentialsCall | undefined, member: (issued: Issued) => T): T | Promise<T> => {
		const issued = shared.get(call, closing);
		return issued instanceof Promise ? issued.then(member) : member(issued);
	};
	return Object.freeze({
		...(kind !== "certificate" && { headers: (call?: CredentialsCall) => get(call, headersOf) }),
		...(kind !== "headers" && { clientCertificate: (call?: CredentialsCall) => get(call, certificateOf) }),
		invalidate: (rejected?: Readonly<Record<string, string>>) => shared.invalidate(rejected),
		close: () => closing.close(),
	});
}

// A plugin or provider that fails is not asked for every request.
const retryAfter = 1000;

// Clocks differ a little, and a request takes time to arrive.
const longestSkew = 30_000;

/** When to ask again for what expires: before its end, yet not so soon that a short life is spent on asking. */
export function refreshTime(expiresAt: number, now: number): number {
	return expiresAt - Math.min(longestSkew, Math.max(0, expiresAt - now) / 10);
}
