import type { GroupVersionKind, PathOperation } from "../api-description.ts";
import type { CompactOperation, CompactShape } from "./compact-description.ts";
import { expandName, shortenName } from "./definition-name.ts";
import type { KindIndex } from "./kind-index.ts";
import { expandKind, shortenKind } from "./kind-name.ts";

/** What an operation has in common with others: all but its kind and its definitions. */
export function shapeOf(operation: PathOperation): CompactShape {
	const { action, query, consumes, produces, responses } = operation;
	return {
		...(action === undefined ? {} : { action }),
		...(query === undefined ? {} : { query }),
		...(consumes === undefined ? {} : { consumes }),
		...(produces === undefined ? {} : { produces }),
		...(responses === undefined ? {} : { statuses: Object.keys(responses) }),
	};
}

/** Writes an operation of a path; `shape` is the index of its shape. */
export function encodeOperation(
	operation: PathOperation,
	shape: number,
	path: string,
	definitionOf: KindIndex,
): CompactOperation {
	const { group, version } = groupVersionOf(path);
	const { kind } = operation;
	const own = kind && definitionOf(kind);
	const answers = Object.values(operation.responses ?? {}).map((name) => encodeDefinition(name, own));
	const short = kind === undefined ? "" : shortenKind(kind, group, version);
	const body = encodeDefinition(operation.body ?? "", own);
	const answer = answers.every((one) => one === answers[0]) ? (answers[0] ?? "") : answers;
	if (answer !== "") return [shape, short, body, answer];
	if (body !== "") return [shape, short, body];
	return short === "" ? [shape] : [shape, short];
}

/** Reads an operation of a path. */
export function decodeOperation(
	[index, short = "", body = "", answer = ""]: CompactOperation,
	shapes: readonly CompactShape[],
	path: string,
	definitionOf: KindIndex,
): PathOperation {
	const { action, query, statuses, consumes, produces } = shapes[index] ?? {};
	const operation: { -readonly [P in keyof PathOperation]: PathOperation[P] } = {};
	if (action !== undefined) operation.action = action;
	let own: string | undefined;
	if (short !== "") {
		const { group, version } = groupVersionOf(path);
		operation.kind = expandKind(short, group, version);
		own = definitionOf(operation.kind);
	}
	if (query !== undefined) operation.query = query;
	if (body !== "") operation.body = decodeDefinition(body, own);
	if (statuses !== undefined) {
		const responses: Record<string, string> = {};
		for (const [position, status] of statuses.entries()) {
			responses[status] = decodeDefinition(typeof answer === "string" ? answer : (answer[position] ?? ""), own);
		}
		operation.responses = responses;
	}
	if (consumes !== undefined) operation.consumes = consumes;
	if (produces !== undefined) operation.produces = produces;
	return operation;
}

function groupVersionOf(path: string): Omit<GroupVersionKind, "kind"> {
	const [, root, group = "", version = ""] = path.split("/");
	return root === "api" ? { group: "", version: group } : { group, version };
}

function encodeDefinition(name: string, own: string | undefined): string {
	if (name === "") return "";
	return own !== undefined && name.startsWith(own) ? `=${name.slice(own.length)}` : shortenName(name, "");
}

function decodeDefinition(short: string, own: string | undefined): string {
	if (short === "") return "";
	return short.startsWith("=") ? `${own}${short.slice(1)}` : expandName(short, "");
}
