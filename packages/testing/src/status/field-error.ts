import type { StatusCause } from "kubex/meta";
import { goQuote } from "./go-quote.ts";

/** The reason of a cause, and the words that the server puts first in its message. */
const texts = {
	FieldValueRequired: "Required value",
	FieldValueInvalid: "Invalid value",
	FieldValueTypeInvalid: "Invalid value",
	FieldValueNotSupported: "Unsupported value",
	FieldValueForbidden: "Forbidden",
	FieldValueDuplicate: "Duplicate value",
	FieldValueNotFound: "Not found",
	FieldValueTooLong: "Too long",
	FieldValueTooMany: "Too many",
	InternalError: "Internal error",
} as const;

/** Why the server refuses a field. */
export type FieldErrorReason = keyof typeof texts;

/** One invalid field of an object, which becomes one cause of a Status with reason `Invalid`. */
export interface FieldError {
	readonly reason: FieldErrorReason;
	/** The path of the field, such as `spec.ports[0].name`. */
	readonly field: string;
	/** Printed for the reasons that print a value. */
	readonly value?: unknown;
	readonly detail: string;
}

/** The field must be set. */
export function required(field: string, detail = ""): FieldError {
	return { reason: "FieldValueRequired", field, detail };
}

/** The value breaks a rule that `detail` states. */
export function invalidValue(field: string, value: unknown, detail: string): FieldError {
	return { reason: "FieldValueInvalid", field, value, detail };
}

/** The value is of another type than `detail` states. */
export function wrongType(field: string, value: unknown, detail: string): FieldError {
	return { reason: "FieldValueTypeInvalid", field, value, detail };
}

/** There are more than `limit` of something. */
export function tooMany(field: string, count: number, limit: number): FieldError {
	return {
		reason: "FieldValueTooMany",
		field,
		value: count,
		detail: `must have at most ${limit} ${limit === 1 ? "item" : "items"}`,
	};
}

/** The value is none of those that `supported` lists; the server sorts nothing, so the order is the caller's. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
	const values = supported.map((item) => JSON.stringify(item)).join(", ");
	return { reason: "FieldValueNotSupported", field, value, detail: supported.length === 0 ? "" : `supported values: ${values}` };
}

/** The value stands twice where it may stand once. */
export function duplicate(field: string, value: unknown): FieldError {
	return { reason: "FieldValueDuplicate", field, value, detail: "" };
}

/** The value names something that is not there. */
export function notFoundField(field: string, value: unknown): FieldError {
	return { reason: "FieldValueNotFound", field, value, detail: "" };
}

/** The field may not be set or changed here. */
export function forbiddenField(field: string, detail: string): FieldError {
	return { reason: "FieldValueForbidden", field, detail };
}

/** The text of a list is longer than `limit` bytes. */
export function tooLongBytes(field: string, limit: number): FieldError {
	return { reason: "FieldValueTooLong", field, detail: `may not be more than ${limit} bytes` };
}

const withoutValue: ReadonlySet<FieldErrorReason> = new Set([
	"FieldValueRequired",
	"FieldValueForbidden",
	"FieldValueTooLong",
	"InternalError",
]);

/** The error as a cause of a Status. */
export function toCause(error: FieldError): StatusCause {
	let message: string = texts[error.reason];
	const { value = null } = error;
	if (!withoutValue.has(error.reason))
		message += `: ${typeof value === "string" ? goQuote(value) : JSON.stringify(value, inOrder)}`;
	if (error.detail !== "") message += `: ${error.detail}`;
	return { reason: error.reason, message, field: error.field };
}

/** Members are kept in the order of their names; the server shows them in that of its types, which differs for selectors of labels. */
function inOrder(_name: string, value: unknown): unknown {
	if (typeof value !== "object" || value === null || !("matchLabels" in value)) return value;
	const { matchLabels, ...others } = value;
	return { matchLabels, ...others };
}

/** All errors in one text, each distinct one once; several stand in brackets. */
export function summarize(causes: readonly StatusCause[]): string {
	const distinct = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))];
	return distinct.length === 1 ? `${distinct[0]}` : `[${distinct.join(", ")}]`;
}
