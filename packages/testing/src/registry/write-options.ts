import { type FieldError, invalidValue, notSupported, tooLongBytes } from "../status/field-error.ts";
import { invalid } from "../status/object-errors.ts";

/** What happens to fields that a kind does not have or that are repeated. */
export type FieldValidation = "Ignore" | "Warn" | "Strict";

/** What a client may ask of a write. */
export interface WriteOptions {
	readonly dryRun: boolean;
	readonly fieldValidation: FieldValidation;
}

/**
 * Reads the options of a write from its query.
 *
 * @param kind such as `CreateOptions`, for errors.
 * @throws StatusError 422 for values that the server does not know.
 */
export function readWriteOptions(query: URLSearchParams, kind: string): WriteOptions {
	const errors: FieldError[] = [];
	const manager = query.get("fieldManager") ?? "";
	if (Buffer.byteLength(manager) > 128) errors.push(tooLongBytes("fieldManager", 128));
	let at = 0;
	for (const character of manager) {
		if (/[\p{C}\p{Zl}\p{Zp}]/u.test(character) || (/\p{Zs}/u.test(character) && character !== " ")) {
			const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
			errors.push(invalidValue("fieldManager", manager, `invalid character U+${code} (at position ${at})`));
			break;
		}
		at += Buffer.byteLength(character);
	}
	const dryRun = query.getAll("dryRun");
	errors.push(...dryRunErrors(dryRun));
	const validation = query.get("fieldValidation") ?? "";
	if (!["", "Ignore", "Strict", "Warn"].includes(validation)) {
		errors.push(notSupported("fieldValidation", validation, ["", "Ignore", "Strict", "Warn"]));
	}
	if (errors.length > 0) throw invalid({ group: "meta.k8s.io", kind }, "", errors);
	return { dryRun: dryRun.length > 0, fieldValidation: (validation || "Warn") as FieldValidation };
}

/** `All` is the only dry run there is. */
export function dryRunErrors(dryRun: readonly string[]): FieldError[] {
	return dryRun.every((value) => value === "All") ? [] : [notSupported("dryRun", dryRun, ["All"])];
}
