const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d+)|([KMGTPE]i|[numkMGTPE]))?$/;
const decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** What the server says of a text that is not a quantity. */
export const quantityRule = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/**
 * Writes a quantity in its canonical form: an integer with the largest suffix of its own family that leaves it one.
 *
 * @returns `undefined` when the text is not a quantity.
 *
 * @example
 * ```ts
 * canonicalQuantity("0.5"); // => "500m"
 * canonicalQuantity("1024Mi"); // => "1Gi"
 * ```
 */
export function canonicalQuantity(text: string): string | undefined {
	const match = form.exec(text);
	if (match === null) return undefined;
	const [, sign = "", whole = "", fraction = "", exponentMark, exponent, suffix = ""] = match;
	if (whole === "" && fraction === "") return undefined;
	const digits = BigInt(`${whole}${fraction}` || "0");
	const minus = sign === "-" && digits !== 0n ? "-" : "";
	const power = binary.indexOf(suffix);
	if (power > 0) return minus + canonicalBinary(digits << BigInt(10 * power), fraction.length);
	const scale = (exponent === undefined ? (decimal.indexOf(suffix) - 3) * 3 : Number(exponent)) - fraction.length;
	return minus + canonicalDecimal(digits, scale, exponentMark);
}

function canonicalDecimal(digits: bigint, scale: number, exponentMark: string | undefined): string {
	if (digits === 0n) return "0";
	let value = digits;
	let power = scale;
	while (value % 10n === 0n) {
		value /= 10n;
		power++;
	}
	// Nothing is finer than a billionth; the rest is rounded up.
	while (power < -9) {
		value = (value + 9n) / 10n;
		power++;
	}
	while (power % 3 !== 0) {
		value *= 10n;
		power--;
	}
	const largest = exponentMark === undefined ? 18 : Number.POSITIVE_INFINITY;
	while (power > largest) {
		value *= 1000n;
		power -= 3;
	}
	while (value % 1000n === 0n && power < largest) {
		value /= 1000n;
		power += 3;
	}
	if (exponentMark !== undefined) return power === 0 ? `${value}` : `${value}e${power}`;
	return `${value}${decimal[power / 3 + 3]}`;
}

function canonicalBinary(shifted: bigint, fractionDigits: number): string {
	const divisor = 10n ** BigInt(fractionDigits);
	// A fraction of a byte cannot be said in powers of two.
	if (shifted % divisor !== 0n) return canonicalDecimal(shifted, -fractionDigits, undefined);
	let value = shifted / divisor;
	// Below 1024 the server turns to the decimal family.
	if (value < 1024n && value > -1024n) return canonicalDecimal(value, 0, undefined);
	let power = 0;
	while (value % 1024n === 0n && power < 6) {
		value /= 1024n;
		power++;
	}
	return `${value}${binary[power]}`;
}
