/** How connections are kept. */
export interface PoolOptions {
	/** At most so many connections at a time; further calls wait for one. Default: 64. */
	readonly connections?: number | undefined;
	/** Milliseconds that an idle connection is kept. Default: 60,000. */
	readonly keepAliveTimeout?: number | undefined;
}
