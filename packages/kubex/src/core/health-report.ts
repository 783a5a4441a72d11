/** How one check of the server went. */
export interface HealthCheck {
	/** Such as `etcd`. */
	readonly name: string;
	readonly isOk: boolean;
	/** What the server says of it, such as `failed: reason withheld`. */
	readonly message: string;
}

/** How the server is. */
export interface HealthReport {
	readonly isOk: boolean;
	/** Every check that the server names. */
	readonly checks: readonly HealthCheck[];
}

/**
 * Reads the text of `/readyz?verbose` and its like.
 *
 * @param status - Of the answer, which is what counts.
 *
 * @see https://kubernetes.io/docs/reference/using-api/health-checks/
 */
export function readHealthReport(status: number, text: string): HealthReport {
	const checks = [...text.matchAll(/^\[([+-])\](\S+) ?(.*)$/gm)].map(([, sign, name = "", message = ""]) => ({
		name,
		isOk: sign === "+",
		message: message.trim(),
	}));
	return { isOk: status < 300, checks };
}
