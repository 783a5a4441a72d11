const decimal = /^(?:0|[1-9][0-9]*)$/;

/**
 * Orders two resource versions of one resource: negative when `a` is older than `b`, zero when they are the same.
 *
 * `undefined` when one of them is not a decimal number, as those of aggregated API servers need not be: such versions can
 * only be told apart.
 *
 * @example
 * ```ts
 * compareResourceVersions("9", "10"); // => -1
 * compareResourceVersions("9", "v10"); // => undefined
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
 */
export function compareResourceVersions(a: string, b: string): number | undefined {
	if (!decimal.test(a) || !decimal.test(b)) return undefined;
	// Neither as numbers, which are exact up to 2^53 only, nor as BigInts, which cost more than all the rest of a cached event.
	if (a.length !== b.length) return a.length < b.length ? -1 : 1;
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
