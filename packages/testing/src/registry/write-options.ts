import { type FieldError, forbiddenField, invalidValue, notSupported, required, tooLongBytes } from "../status/field-error.ts";
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
	return checked(query, kind, writeOptionErrors(query));
}

function writeOptionErrors(query: URLSearchParams): FieldError[] {
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
	errors.push(...dryRunErrors(query.getAll("dryRun")));
	const validation = query.get("fieldValidation") ?? "";
	if (!["", "Ignore", "Strict", "Warn"].includes(validation)) {
		errors.push(notSupported("fieldValidation", validation, ["", "Ignore", "Strict", "Warn"]));
	}
	return errors;
}

function checked(query: URLSearchParams, kind: string, errors: readonly FieldError[]): WriteOptions {
	if (errors.length > 0) throw invalid({ group: "meta.k8s.io", kind }, "", errors);
	const validation = query.get("fieldValidation") ?? "";
	return { dryRun: query.has("dryRun"), fieldValidation: (validation || "Warn") as FieldValidation };
}

/**
 * Reads the options of a patch from its query.
 *
 * @param mediaType of the patch, as some options are for apply only.
 * @throws StatusError 422 for values that the server does not know.
 */
export function readPatchOptions(query: URLSearchParams, mediaType: string): WriteOptions & { readonly force: boolean } {
	const errors: FieldError[] = [];
	const force = query.get("force");
	if (mediaType === applyMediaType) {
		if (!query.get("fieldManager")) errors.push(required("fieldManager", "is required for apply patch"));
	} else if (force !== null) errors.push(forbiddenField("force", "may not be specified for non-apply patch"));
	errors.push(...writeOptionErrors(query));
	return { ...checked(query, "PatchOptions", errors), force: force !== null && force !== "false" && force !== "0" };
}

/** The media type of the configurations that are applied. */
export const applyMediaType = "application/apply-patch+yaml";

/** `All` is the only dry run there is. */
export function dryRunErrors(dryRun: readonly string[]): FieldError[] {
	return dryRun.every((value) => value === "All") ? [] : [notSupported("dryRun", dryRun, ["All"])];
}
