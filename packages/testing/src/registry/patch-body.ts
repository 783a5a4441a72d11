import { jsonType } from "../json/json-type.ts";
import type { JsonPatchOperation } from "../patch/json-patch.ts";
import { isMembers } from "../patch/patch-value.ts";
import { goQuote } from "../status/go-quote.ts";
import { badRequest } from "../status/request-errors.ts";
import { failure } from "../status/status-error.ts";
import { decodingProblems } from "./decoding-problems.ts";
import type { FieldValidation } from "./write-options.ts";

/** What a patch states, as {@link ResourceBody} has it. */
export interface PatchDocument {
	readonly value: unknown;
	readonly duplicateFields: readonly string[];
	readonly members?: readonly string[];
}

/** The text of a patch is not what its media type says. */
export class PatchSyntaxError extends Error {
	override readonly name: string = "PatchSyntaxError";
}

/** A patch as it came; it is read only when there is an object that it can be applied to. */
export interface PatchBody {
	/** In lower case, without parameters. */
	readonly mediaType: string;
	/** @throws PatchSyntaxError with the server's own words for what is wrong. */
	read(): PatchDocument;
}

/** A patch of one kind, with what there is to remark on it. */
export interface ReadPatch<T> {
	readonly patch: T;
	readonly remarks: readonly string[];
}

/** How many steps a JSON patch may have. */
const mostOperations = 10_000;

/**
 * Reads a merge patch.
 *
 * @throws StatusError 400 for a body that is none.
 */
export function readMergePatch(body: PatchBody, validation: FieldValidation): ReadPatch<Readonly<Record<string, unknown>>> {
	const document = readDocument(body, validation === "Ignore" ? () => "Invalid JSON Patch" : decodingError);
	const { value } = document;
	if (!isMembers(value)) {
		const text = value === null || validation === "Ignore" ? "Invalid JSON Patch" : decodingError(mismatch(value, objectType));
		throw badRequest(text);
	}
	return { patch: value, remarks: remarksOn(document, validation) };
}

/**
 * Reads a strategic merge patch.
 *
 * @throws StatusError 400 for a body that is none.
 */
export function readStrategicPatch(body: PatchBody, validation: FieldValidation): ReadPatch<Readonly<Record<string, unknown>>> {
	const document = readDocument(body, (text) => text);
	const value = document.value ?? {};
	if (!isMembers(value)) throw badRequest(mismatch(value, objectType));
	return { patch: value, remarks: remarksOn(document, validation) };
}

/**
 * Reads a JSON patch.
 *
 * @throws StatusError 400 for a body that is none, 413 for one with too many steps.
 */
export function readJsonPatch(body: PatchBody, validation: FieldValidation): ReadPatch<readonly JsonPatchOperation[]> {
	const worded = validation === "Ignore" ? (text: string) => text : decodingError;
	const [list, step] =
		validation === "Ignore" ? ["jsonpatch.Patch", "jsonpatch.Operation"] : ["[]handlers.jsonPatchOp", "handlers.jsonPatchOp"];
	const document = readDocument(body, worded);
	const value = document.value ?? [];
	if (!Array.isArray(value)) throw badRequest(worded(mismatch(value, list)));
	const remarks: string[] = [];
	const operations = value.map((operation: unknown, index): JsonPatchOperation => {
		if (operation === null) return {};
		if (!isMembers(operation)) throw badRequest(worded(mismatch(operation, step)));
		for (const [name, member] of Object.entries(operation)) {
			if (name === "value") continue;
			if (!["op", "path", "from"].includes(name)) remarks.push(`json patch unknown field ${goQuote(`[${index}].${name}`)}`);
			else if (typeof member !== "string" && member !== null) {
				throw badRequest(worded(mismatch(member, "string", `Go struct field jsonPatchOp.${name}`)));
			}
		}
		return operation;
	});
	if (operations.length > mostOperations) {
		const text = `The allowed maximum operations in a JSON patch is ${mostOperations}, got ${operations.length}`;
		throw failure(413, "RequestEntityTooLarge", `Request entity too large: ${text}`);
	}
	const repeated = remarksOn(document, validation).map((text) => `json patch ${text}`);
	return { patch: operations, remarks: validation === "Ignore" ? [] : [...repeated, ...remarks] };
}

const objectType = "map[string]interface {}";

function readDocument(body: PatchBody, worded: (text: string) => string): PatchDocument {
	try {
		return body.read();
	} catch (error) {
		if (error instanceof PatchSyntaxError) throw badRequest(worded(error.message));
		throw error;
	}
}

function remarksOn(document: PatchDocument, validation: FieldValidation): readonly string[] {
	return validation === "Ignore" ? [] : decodingProblems({ mediaType: "application/json", ...document }, []).warnings;
}

function decodingError(text: string): string {
	return `error decoding patch: ${text}`;
}

function mismatch(value: unknown, type: string, place = "Go value"): string {
	const found = jsonType(value);
	return `json: cannot unmarshal ${found} into ${place} of type ${type}`;
}
