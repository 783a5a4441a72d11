import type { StatusCause } from "kubex/meta";
import type { FieldSet } from "./field-set.ts";
import { type Owners, ownerId, type Writer } from "./owner.ts";
import { compareElements, describePath, type PathElement } from "./path-element.ts";

/** Others own fields that a configuration would change. */
export class ApplyConflict extends Error {
	override readonly name: string = "ApplyConflict";
	/** One for each field and owner. */
	readonly causes: readonly StatusCause[];
	/** Who owns what of it. */
	readonly owners: Owners;

	constructor(owners: Owners) {
		const conflicts = [...owners.values()]
			.toSorted((a, b) => (ownerId(a) < ownerId(b) ? -1 : 1))
			.map((owner) => ({ owner: describeOwner(owner), paths: [...shownPaths(owner.fields)] }));
		super(describe(conflicts.map(({ owner, paths }) => ({ owner, paths: paths.map(describePath) }))));
		this.owners = owners;
		this.causes = conflicts.flatMap(({ owner, paths }) =>
			paths.map((path) => ({ reason: "FieldManagerConflict", message: `conflict with ${owner}`, field: describePath(path) })),
		);
	}
}

function describe(conflicts: readonly { readonly owner: string; readonly paths: readonly string[] }[]): string {
	const count = conflicts.reduce((sum, { paths }) => sum + paths.length, 0);
	const [first] = conflicts;
	if (count === 1) return `Apply failed with 1 conflict: conflict with ${first?.owner}: ${first?.paths[0]}`;
	const lines = conflicts.flatMap(({ owner, paths }) => [`conflicts with ${owner}:`, ...paths.map((path) => `- ${path}`)]);
	return `Apply failed with ${count} conflicts: ${lines.join("\n")}`;
}

function describeOwner({ manager, operation, apiVersion, subresource }: Writer): string {
	const name = `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ""}`;
	return operation === "Update" ? `${name} using ${apiVersion}` : name;
}

/** The paths of a set as the server goes through it: at each place what is owned there itself, then what lies deeper. */
function* shownPaths(set: FieldSet, place: readonly PathElement[] = []): Generator<readonly PathElement[]> {
	const children = [...set.children].toSorted(([a], [b]) => compareElements(a, b));
	for (const [step, child] of children) if (child.member) yield [...place, step];
	for (const [step, child] of children) yield* shownPaths(child, [...place, step]);
}
