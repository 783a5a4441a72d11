/** A number with three significant digits, or all digits before its point. @param {number} value */
export function formatNumber(value) {
	if (!Number.isFinite(value)) return "-";
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return Number.isInteger(value) ? String(value) : value.toFixed(digits);
}

/** @param {number} value */
export function formatRatio(value) {
	return Number.isFinite(value) ? value.toFixed(2) : "-";
}
