const nanoseconds: Readonly<Record<string, number>> = {
	ns: 1,
	us: 1e3,
	"\u00b5s": 1e3,
	"\u03bcs": 1e3,
	ms: 1e6,
	s: 1e9,
	m: 60e9,
	h: 3600e9,
};

/** A span of time that cannot be read; the message is the server's own. */
export class DurationError extends Error {
	override readonly name: string = "DurationError";
}

/**
 * Reads a span of time as the server writes it, such as `1h2m`, `1.5s` or `300ms`, into milliseconds.
 *
 * @throws DurationError when the text is no such span.
 */
export function parseGoDuration(text: string): number {
	const unsigned = text.replace(/^[-+]/, "");
	if (unsigned === "0") return 0;
	if (unsigned === "") throw new DurationError(`time: invalid duration ${JSON.stringify(text)}`);
	let total = 0;
	let rest = unsigned;
	while (rest !== "") {
		const [whole = "", number = "", unit = ""] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
		if (whole === "") throw new DurationError(`time: invalid duration ${JSON.stringify(text)}`);
		if (unit === "") throw new DurationError(`time: missing unit in duration ${JSON.stringify(text)}`);
		const factor = nanoseconds[unit];
		if (factor === undefined) {
			throw new DurationError(`time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`);
		}
		total += Number.parseFloat(number) * factor;
		rest = rest.slice(whole.length);
	}
	return (text.startsWith("-") ? -total : total) / 1e6;
}
