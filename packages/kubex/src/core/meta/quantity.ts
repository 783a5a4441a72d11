/** The key under which the type system tells a quantity from any other string; nothing exists under it at run time. */
export declare const quantity: unique symbol;

/**
 * An amount of a resource in Kubernetes' notation, such as `500m`, `2` or `1Gi`. What the server returns is a string;
 * what a user sends may be a number as well ({@link QuantityInput}).
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export type Quantity = string & { readonly [quantity]?: "Quantity" };

/** A quantity on its way to the server. */
export type QuantityInput = string | number;

const decimalExponents: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binaryExponents: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const form = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d+)|([KMGTPE]i|[numkMGTPE]))?$/;

/**
 * Reads a quantity as a number of its base unit; values beyond 2^53 lose precision.
 *
 * @throws RangeError when the text is not a quantity.
 *
 * @example
 * ```ts
 * parseQuantity("500m"); // => 0.5
 * parseQuantity("1Gi"); // => 1073741824
 * ```
 */
export function parseQuantity(value: QuantityInput): number {
	if (typeof value === "number") return value;
	const match = form.exec(value);
	if (match === null) throw new RangeError(`${JSON.stringify(value)} is not a quantity, such as "500m", "2" or "1Gi"`);
	const [, sign, digits, exponent, suffix = ""] = match;
	const binary = binaryExponents[suffix];
	const magnitude =
		binary === undefined ? Number(`${digits}${exponent ?? `e${decimalExponents[suffix]}`}`) : Number(digits) * 2 ** binary;
	return sign === "-" ? -magnitude : magnitude;
}

/**
 * Orders two quantities: negative when `a` is less than `b`, zero when they are equal.
 *
 * @throws RangeError when one of them is not a quantity.
 *
 * @example
 * ```ts
 * compareQuantities("500m", 0.25) > 0; // => true
 * ["1Gi", "1G", "900Mi"].sort(compareQuantities); // => ["900Mi", "1G", "1Gi"]
 * ```
 */
export function compareQuantities(a: QuantityInput, b: QuantityInput): number {
	return parseQuantity(a) - parseQuantity(b);
}
