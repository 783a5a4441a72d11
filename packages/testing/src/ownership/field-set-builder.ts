import type { FieldSet } from "./field-set.ts";
import type { PathElement } from "./path-element.ts";

interface Node {
	member: boolean;
	readonly children: Map<PathElement, Node>;
}

/** Collects the paths of a set one by one. */
export class FieldSetBuilder {
	readonly #root: Node = { member: false, children: new Map() };

	/** Adds a path; the empty one counts for nothing. */
	add(path: readonly PathElement[]): void {
		let node = this.#root;
		for (const step of path) {
			let child = node.children.get(step);
			if (child === undefined) {
				child = { member: false, children: new Map() };
				node.children.set(step, child);
			}
			node = child;
		}
		if (path.length > 0) node.member = true;
	}

	/** The set of what was added; nothing more may be added to it. */
	build(): FieldSet {
		return this.#root;
	}
}
