import { isMembers, type Members } from "../patch/patch-value.ts";
import { badRequest } from "../status/request-errors.ts";
import { type PatchBody, type PatchDocument, PatchSyntaxError } from "./patch-body.ts";
import type { FieldValidation } from "./write-options.ts";

/** A configuration as it was sent. */
export interface ReadConfiguration {
	readonly configuration: Members;
	/** What there is to remark on it. */
	readonly warnings: readonly string[];
	/**
	 * The server looks for repeated keys when the configuration has been applied.
	 *
	 * @throws StatusError 400 for some, with `Strict`.
	 */
	readonly checkRepeated: () => void;
}

/**
 * Reads the body of an apply, which is YAML.
 *
 * @throws StatusError 400 for a body that is no object.
 */
export function readConfiguration(body: PatchBody, validation: FieldValidation): ReadConfiguration {
	const { value, duplicateFields } = readDocument(body);
	const configuration = value ?? {};
	if (!isMembers(configuration)) {
		const found = Array.isArray(configuration) ? "array" : typeof configuration === "boolean" ? "bool" : typeof configuration;
		const text = `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
		throw badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${text}`);
	}
	return {
		configuration,
		warnings: validation === "Warn" ? duplicateFields : [],
		checkRepeated() {
			if (validation !== "Strict" || duplicateFields.length === 0) return;
			const text = `error converting YAML to JSON: yaml: unmarshal errors:\n  ${duplicateFields.join("\n  ")}`;
			throw badRequest(`error strict decoding YAML: ${text}`);
		},
	};
}

function readDocument(body: PatchBody): PatchDocument {
	try {
		return body.read();
	} catch (error) {
		if (!(error instanceof PatchSyntaxError)) throw error;
		throw badRequest(`error decoding YAML: error converting YAML to JSON: ${error.message}`);
	}
}
