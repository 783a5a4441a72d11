/** What every call takes. */
export interface CallOptions {
	/** Ends the call, which rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds until the call rejects with a `TimeoutError`; `false` for no limit. Default: the client's, 60,000 unless given. */
	readonly timeout?: number | false | undefined;
}
