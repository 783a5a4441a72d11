import { type FieldError, invalidValue } from "../status/field-error.ts";
import { rangeErrors } from "./number-errors.ts";

/** What a connection may speak. */
export const protocols: readonly string[] = ["SCTP", "TCP", "UDP"];

/** What is wrong with the number of a port. */
export function portNumberErrors(field: string, value: unknown): FieldError[] {
	return rangeErrors(field, value, 1, 65_535);
}

/** What is wrong with the name of a port. */
export function portNameErrors(field: string, name: string): FieldError[] {
	const texts: string[] = [];
	if (name.length > 15) texts.push("must be no more than 15 characters");
	if (!/^[-a-z0-9]+$/.test(name)) texts.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
	if (!/[a-z]/.test(name)) texts.push("must contain at least one letter (a-z)");
	if (name.includes("--")) texts.push("must not contain consecutive hyphens");
	if (name.startsWith("-") || name.endsWith("-")) texts.push("must not begin or end with a hyphen");
	return texts.map((text) => invalidValue(field, name, text));
}

/** What is wrong with a port that is given by its number or by its name. */
export function portErrors(field: string, port: unknown): FieldError[] {
	return typeof port === "string" ? portNameErrors(field, port) : portNumberErrors(field, port ?? 0);
}
