import type { CallTimeout } from "./call-timeout.ts";
import type { Impersonation } from "./impersonation.ts";
import type { RetryOptions } from "./retry-policy.ts";

/** What every call takes. */
export interface CallOptions {
	/** Ends the call, which rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds until the call rejects with a `TimeoutError`, or limits of its phases; `false` for no limit. Default: the client's, 60,000 unless given. */
	readonly timeout?: CallTimeout | undefined;
	/** When the call is tried again; `false` for never. Default: the client's. */
	readonly retry?: RetryOptions | false | undefined;
	/** Whom the call acts as. Default: the client's. */
	readonly impersonate?: Impersonation | undefined;
}
