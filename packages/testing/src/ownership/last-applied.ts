import { isMembers, type Members } from "../patch/patch-value.ts";
import type { Application } from "./apply-configuration.ts";
import { configurationProblem } from "./check-configuration.ts";
import { compareValues } from "./compare-values.ts";
import { difference, isEmptySet, union } from "./field-set.ts";
import { fieldSetOf } from "./field-set-of.ts";
import type { Owner, Owners } from "./owner.ts";

const annotation = "kubectl.kubernetes.io/last-applied-configuration";

/** What kubectl last applied on the client's side, as it noted it in the object; `undefined` where there is no note. */
export function lastAppliedOf(object: unknown): string | undefined {
	const annotations = isMembers(object) && isMembers(object["metadata"]) ? object["metadata"]["annotations"] : undefined;
	const text = isMembers(annotations) ? annotations[annotation] : undefined;
	return typeof text === "string" && text !== "" ? text : undefined;
}

/** Conflicts without those about fields that kubectl set on the client's side and that nobody changed since. */
export function conflictsSince({ structures, schema, live }: Application, conflicts: Owners): Owners {
	const last = parsed(lastAppliedOf(live));
	if (last === undefined || configurationProblem(structures, schema, last) !== undefined) return conflicts;
	const { added, modified, removed } = compareValues(structures, schema, last, live);
	const changed = union(union(added, modified), removed);
	const same = difference(fieldSetOf(structures, schema, last), changed);
	const left = new Map<string, Owner>();
	for (const [id, owner] of conflicts) {
		const fields = difference(owner.fields, same);
		if (!isEmptySet(fields)) left.set(id, { ...owner, fields });
	}
	return left;
}

/** An object that notes a configuration as the last one that kubectl applied. */
export function withLastApplied(object: unknown, configuration: Members): unknown {
	if (!isMembers(object) || !isMembers(object["metadata"])) return object;
	const { metadata } = object;
	const annotations = isMembers(metadata["annotations"]) ? metadata["annotations"] : {};
	return {
		...object,
		metadata: { ...metadata, annotations: { ...annotations, [annotation]: `${canonical(withoutNote(configuration))}\n` } },
	};
}

function withoutNote(configuration: Members): Members {
	const { metadata } = configuration;
	if (!isMembers(metadata) || !isMembers(metadata["annotations"])) return configuration;
	const { [annotation]: _note, ...annotations } = metadata["annotations"];
	return { ...configuration, metadata: { ...metadata, annotations } };
}

/** JSON with its members in the order of their names, and safe in HTML, as the server writes it. */
function canonical(value: unknown): string {
	const sorted = JSON.stringify(value, (_, member: unknown) =>
		isMembers(member) ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1))) : member,
	);
	return sorted.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function parsed(text: string | undefined): Members | undefined {
	try {
		const value: unknown = JSON.parse(text ?? "null");
		return isMembers(value) ? value : undefined;
	} catch {
		return undefined;
	}
}
