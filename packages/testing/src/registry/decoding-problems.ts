import { goQuote } from "../status/go-quote.ts";
import type { ResourceBody } from "./resource-request.ts";

/** What the server remarks on in a body that it can read all the same. */
export interface DecodingProblems {
	/** One text for each warning. */
	readonly warnings: readonly string[];
	/** The same as one text, for a refusal; the empty string when there is nothing to remark. */
	readonly summary: string;
}

/**
 * Words the remarks on a body. What is repeated within an unknown field is not worth one, because the server does not look into those.
 *
 * @param unknownFields The paths of members that the kind does not have.
 */
export function decodingProblems(body: ResourceBody | undefined, unknownFields: readonly string[]): DecodingProblems {
	const repeated = body?.duplicateFields ?? [];
	const unknown = unknownFields.map((path) => `unknown field ${goQuote(path)}`);
	// Of YAML the reader itself complains, with lines instead of paths.
	if (body?.mediaType === "application/yaml") {
		const complaint = repeated.length === 0 ? [] : [`yaml: unmarshal errors:\n  ${repeated.join("\n  ")}`];
		return { warnings: [...repeated, ...unknown], summary: [...complaint, ...unknown].join(", ") };
	}
	const warnings = body?.members === undefined ? unknown : inOrder(body.members, repeated, unknownFields);
	return { warnings, summary: warnings.join(", ") };
}

/** A repeated member is remarked on where it stands for the second time. */
function inOrder(members: readonly string[], repeated: readonly string[], unknownFields: readonly string[]): string[] {
	const unknown = new Set(unknownFields);
	const known = new Set(repeated.filter((path) => !unknownFields.some((field) => isWithin(path, field))));
	const seen = new Set<string>();
	const remarks: string[] = [];
	for (const path of members) {
		if (unknown.delete(path)) remarks.push(`unknown field ${goQuote(path)}`);
		else if (seen.has(path) && known.delete(path)) remarks.push(`duplicate field ${goQuote(path)}`);
		seen.add(path);
	}
	return remarks;
}

function isWithin(path: string, field: string): boolean {
	return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
