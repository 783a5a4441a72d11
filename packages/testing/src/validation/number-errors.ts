import { type FieldError, invalidValue } from "../status/field-error.ts";

/** What is wrong with a number that has to lie between two others, both allowed. */
export function rangeErrors(field: string, value: unknown, least: number, most: number): FieldError[] {
	if (typeof value !== "number" || (value >= least && value <= most)) return [];
	return [invalidValue(field, value, `must be between ${least} and ${most}, inclusive`)];
}

/** What is wrong with a number that has to be zero or more. */
export function negativeErrors(field: string, value: unknown): FieldError[] {
	if (typeof value !== "number" || value >= 0) return [];
	return [invalidValue(field, value, "must be greater than or equal to 0")];
}
