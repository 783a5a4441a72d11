const suffixes: Readonly<Record<string, readonly [numerator: bigint, denominator: bigint]>> = {
	n: [1n, 10n ** 9n],
	u: [1n, 10n ** 6n],
	m: [1n, 10n ** 3n],
	"": [1n, 1n],
	...Object.fromEntries(["k", "M", "G", "T", "P", "E"].map((name, index) => [name, [10n ** BigInt(3 * (index + 1)), 1n]])),
	...Object.fromEntries(["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((name, index) => [name, [2n ** BigInt(10 * (index + 1)), 1n]])),
};

/** Which of two amounts in canonical form is more: a positive number when it is the first, zero when they are equal. */
export function compareQuantities(a: string, b: string): number {
	const [left, right] = [fractionOf(a), fractionOf(b)];
	const difference = left[0] * right[1] - right[0] * left[1];
	return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** Whether an amount is a whole number of times another. */
export function isMultiple(amount: string, unit: string): boolean {
	const [left, right] = [fractionOf(amount), fractionOf(unit)];
	return right[0] > 0n && (left[0] * right[1]) % (right[0] * left[1]) === 0n;
}

const form = /^(?<sign>[+-]?)(?<digits>\d*)(?:\.(?<fraction>\d*))?(?:[eE](?<exponent>[+-]?\d+)|(?<suffix>[a-zA-Z]*))$/;

function fractionOf(quantity: string): readonly [numerator: bigint, denominator: bigint] {
	const { sign, digits = "", fraction = "", exponent = "0", suffix = "" } = form.exec(quantity)?.groups ?? {};
	const [numerator, denominator] = suffixes[suffix] ?? [1n, 1n];
	const power = BigInt(exponent);
	const value = BigInt(`${digits}${fraction}` || "0") * numerator * (power > 0n ? 10n ** power : 1n);
	const divisor = 10n ** BigInt(fraction.length) * denominator * (power < 0n ? 10n ** -power : 1n);
	return [sign === "-" ? -value : value, divisor];
}
