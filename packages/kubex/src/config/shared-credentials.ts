import type { IssuedCredentials } from "./issued-credentials.ts";

// A process has a few configurations; one that makes them up without end must not grow.
const mostKept = 100;

/** Credentials by what they come from, so that equal configurations run one plugin and use a refresh token once. */
export class SharedCredentials {
	readonly #kept = new Map<string, IssuedCredentials>();

	/** @param key - A digest of all that the credentials depend on. */
	get(key: string, create: () => IssuedCredentials): IssuedCredentials {
		const known = this.#kept.get(key) ?? create();
		// The one used last goes last.
		this.#kept.delete(key);
		this.#kept.set(key, known);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
		return known;
	}
}
