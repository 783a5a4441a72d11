import { applyJsonPatch, JsonPatchError } from "../patch/json-patch.ts";
import { mergePatch } from "../patch/merge-patch.ts";
import type { PatchSchemas } from "../patch/patch-schema.ts";
import { strategicMergePatch } from "../patch/strategic-merge-patch.ts";
import { StrategicPatchError } from "../patch/strategic-patch-error.ts";
import { invalidValue } from "../status/field-error.ts";
import { goPrint } from "../status/go-print.ts";
import { invalid } from "../status/object-errors.ts";
import { badRequest, untypedError } from "../status/request-errors.ts";
import { failure, type StatusError, withWarnings } from "../status/status-error.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { ReadObject } from "./object-reader.ts";
import { type PatchBody, readJsonPatch, readMergePatch, readStrategicPatch } from "./patch-body.ts";
import type { FieldValidation } from "./write-options.ts";

/** What a patch makes of an object, before that is read. */
interface Patched {
	readonly value: unknown;
	/** What the server shows of it when it cannot be read. */
	readonly shown: () => string;
	readonly remarks: readonly string[];
	/** The first value of a wrong type, where the server finds those in another way than in a body. */
	readonly mismatch?: string | undefined;
	/** Whether unknown fields are told in the order of their names rather than of the text. */
	readonly sorted: boolean;
}

/**
 * Applies a patch, other than one of apply, to an object as clients see it, and reads the result.
 *
 * @param read how it is read; as an object of the kind unless given.
 * @throws StatusError 400, 422 or 500 for a patch that cannot be applied, or that makes no object of its kind.
 */
export function patchObject(
	schemas: PatchSchemas,
	kind: ObjectKind,
	object: Readonly<Record<string, unknown>>,
	body: PatchBody,
	validation: FieldValidation,
	read: ObjectKind["read"] = (...given) => kind.read(...given),
): ReadObject {
	const patched = patch(schemas, kind, object, body, validation);
	const refuse = (text: string): StatusError =>
		invalid({ group: "", kind: "" }, "", [invalidValue("patch", patched.shown(), text)]);
	return withWarnings(validation === "Warn" ? patched.remarks : [], () => {
		if (patched.mismatch !== undefined) throw refuse(patched.mismatch);
		return read({ mediaType: "application/json", value: patched.value, duplicateFields: [] }, validation, {
			refuse,
			remarks: patched.remarks,
			sorted: patched.sorted,
		});
	});
}

function patch(
	schemas: PatchSchemas,
	kind: ObjectKind,
	object: Readonly<Record<string, unknown>>,
	body: PatchBody,
	validation: FieldValidation,
): Patched {
	switch (body.mediaType) {
		case "application/json-patch+json": {
			const { patch: operations, remarks } = readJsonPatch(body, validation);
			const value = attempt(() => applyJsonPatch(object, operations));
			return { value, shown: () => JSON.stringify(value), remarks, sorted: false };
		}
		case "application/merge-patch+json": {
			const { patch: changes, remarks } = readMergePatch(body, validation);
			const value = mergePatch(object, changes);
			return { value, shown: () => JSON.stringify(value), remarks, sorted: false };
		}
		default: {
			const { patch: changes, remarks } = readStrategicPatch(body, validation);
			const value = attempt(() => strategicMergePatch(schemas, kind.schema, object, changes));
			const mismatch = kind.mismatch(value);
			// The kind of the object is given there, whatever the patch says of it.
			const { apiVersion: _apiVersion, kind: _kind, ...rest } = value;
			return { value: rest, shown: () => goPrint(changes), remarks, mismatch, sorted: true };
		}
	}
}

function attempt<T>(apply: () => T): T {
	try {
		return apply();
	} catch (error) {
		if (error instanceof JsonPatchError) throw unprocessable();
		if (!(error instanceof StrategicPatchError)) throw error;
		if (error.code === 400) throw badRequest(error.message);
		throw error.code === 422 ? unprocessable() : untypedError(error.message);
	}
}

function unprocessable(): StatusError {
	return failure(422, "Invalid", "the server rejected our request due to an error in our request", {});
}
