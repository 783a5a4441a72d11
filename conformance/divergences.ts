/** A behaviour in which the embedded server differs from a real one, knowingly. */
export interface Divergence {
	/** The id of the behaviour, which begins the test's title. */
	readonly id: string;
	/** The whole title of the test. */
	readonly title: string;
	readonly reason: string;
}

/** Every knowing difference. Its test runs all the same, and must fail: one that begins to pass has to leave this list. */
export const divergences: readonly Divergence[] = [];
