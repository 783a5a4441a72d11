import type { Decode } from "./decoding.ts";
import { canonicalQuantity, quantityRule } from "./quantity-form.ts";

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const microTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Text; `struct` is the short name of the type whose field it is and `type` that of its own, for errors. */
export function decodeString(struct: string, type = "string"): Decode {
	return (value, decoding) => (typeof value === "string" ? value : decoding.mismatch(value, struct, type));
}

/** `true` or `false`. */
export function decodeBoolean(struct: string): Decode {
	return (value, decoding) => (typeof value === "boolean" ? value : decoding.mismatch(value, struct, "bool"));
}

/** A whole number of 32 or 64 bits. */
export function decodeInteger(struct: string, format: string | undefined): Decode {
	const type = format === "int32" ? "int32" : "int64";
	const limit = format === "int32" ? 2 ** 31 : 2 ** 63;
	return (value, decoding) => {
		if (typeof value !== "number" || !Number.isInteger(value) || value >= limit || value < -limit) {
			return decoding.mismatch(value, struct, type);
		}
		return value;
	};
}

/** A number that may have a fraction. */
export function decodeNumber(struct: string): Decode {
	return (value, decoding) => (typeof value === "number" ? value : decoding.mismatch(value, struct, "float64"));
}

/** Bytes as base64. */
export function decodeBytes(struct: string): Decode {
	return (value, decoding) => {
		if (Array.isArray(value)) {
			const wrong = value.find((byte) => typeof byte !== "number" || !Number.isInteger(byte) || byte < 0 || byte > 255);
			return wrong === undefined ? Buffer.from(value).toString("base64") : decoding.mismatch(wrong, struct, "uint8");
		}
		if (typeof value !== "string") return decoding.mismatch(value, struct, "[]uint8");
		if (base64.test(value)) return value;
		const problem = base64Problem(value);
		return problem === undefined ? value.replace(/[\r\n]/g, "") : decoding.passOver(problem);
	};
}

/** What is wrong with a text that should be bytes. */
export function base64Problem(text: string): string | undefined {
	if (base64.test(text.replace(/[\r\n]/g, ""))) return undefined;
	return `illegal base64 data at input byte ${firstBadByte(text)}`;
}

function firstBadByte(text: string): number {
	const at = text.search(/[^A-Za-z0-9+/\r\n]/);
	if (at === -1 || (text[at] === "=" && at % 4 >= 2)) return at === -1 ? text.length - (text.length % 4) : text.length;
	return at;
}

/** A point in time, kept in UTC with whole seconds. */
export const decodeTime =
	(struct: string): Decode =>
	(value, decoding) => {
		if (typeof value !== "string") return decoding.mismatch(value, struct, "string");
		const milliseconds = rfc3339.test(value) ? Date.parse(value) : Number.NaN;
		if (Number.isNaN(milliseconds)) return decoding.fail(timeFailure(value, "2006-01-02T15:04:05Z07:00"));
		return `${new Date(milliseconds).toISOString().slice(0, -5)}Z`;
	};

/** A point in time, kept in UTC with six digits of a second, which is how it must be sent as well. */
export const decodeMicroTime =
	(struct: string): Decode =>
	(value, decoding) => {
		if (typeof value !== "string") return decoding.mismatch(value, struct, "string");
		const milliseconds = microTime.test(value) ? Date.parse(value) : Number.NaN;
		if (Number.isNaN(milliseconds)) return decoding.fail(timeFailure(value, "2006-01-02T15:04:05.000000Z07:00"));
		return `${new Date(milliseconds).toISOString().slice(0, 19)}${value.slice(19, 26)}Z`;
	};

/** Finds the part of the layout that the text fails at, which the server names. */
function timeFailure(value: string, layout: string): string {
	const parts = [
		/^\d{4}/,
		/^-/,
		/^\d\d/,
		/^-/,
		/^\d\d/,
		/^T/,
		/^\d\d/,
		/^:/,
		/^\d\d/,
		/^:/,
		/^\d\d/,
		/^\.\d{6}/,
		/^(Z|[+-]\d\d:\d\d)/,
	];
	const names = ["2006", "-", "01", "-", "02", "T", "15", ":", "04", ":", "05", ".000000", "Z07:00"];
	let rest = value;
	for (const [index, part] of parts.entries()) {
		if (index === 11 && !layout.includes(".")) {
			rest = rest.replace(/^\.\d+/, "");
			continue;
		}
		const match = part.exec(rest);
		if (match === null) {
			return `parsing time ${JSON.stringify(value)} as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(names[index])}`;
		}
		rest = rest.slice(match[0].length);
	}
	if (rest !== "") return `parsing time ${JSON.stringify(value)}: extra text: ${JSON.stringify(rest)}`;
	const [month = 0, , hour = 0, minute = 0] = [5, 8, 11, 14].map((start) => Number(value.slice(start, start + 2)));
	const part = month < 1 || month > 12 ? "month" : hour > 23 ? "hour" : minute > 59 ? "minute" : "day";
	return `parsing time ${JSON.stringify(value)}: ${part} out of range`;
}

/** An amount, kept in its canonical form. */
export const decodeQuantity = (): Decode => (value, decoding) => {
	if (typeof value !== "string" && typeof value !== "number") return decoding.fail(quantityRule);
	if (value === "") return decoding.fail(quantityRule);
	return canonicalQuantity(String(value)) ?? decoding.fail(quantityRule);
};

/** A number or a text, kept as it is. */
export const decodeIntOrString =
	(struct: string): Decode =>
	(value, decoding) => {
		if (typeof value === "string" || (typeof value === "number" && Number.isInteger(value))) return value;
		return decoding.fail(decoding.mismatchText(value, struct, "int32"));
	};

/** JSON that the server does not look into. */
export const decodeAnything: Decode = (value) => value;
