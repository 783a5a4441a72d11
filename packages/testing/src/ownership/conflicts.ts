import type { StatusCause } from "kubex/meta";
import { pathsOf } from "./field-set.ts";
import type { Owners, Writer } from "./owner.ts";
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
			.map((owner) => ({ owner: describeOwner(owner), paths: [...pathsOf(owner.fields)].toSorted(comparePaths) }))
			.toSorted((a, b) => (a.owner < b.owner ? -1 : 1));
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

function comparePaths(a: readonly PathElement[], b: readonly PathElement[]): number {
	for (const [index, step] of a.entries()) {
		const other = b[index];
		if (other === undefined) return 1;
		const order = compareElements(step, other);
		if (order !== 0) return order;
	}
	return a.length - b.length;
}
