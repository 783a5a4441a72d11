import type { PathElement } from "./path-element.ts";

/**
 * A set of paths in an object, as a tree whose branches are the steps of the paths. It is never changed, and has no
 * branch without a path.
 */
export interface FieldSet {
	/** Whether the path that leads here is in the set; never at the root, as the whole object is no field. */
	readonly member: boolean;
	readonly children: ReadonlyMap<PathElement, FieldSet>;
}

const none: ReadonlyMap<PathElement, FieldSet> = new Map();

/** The set of no paths. */
export const emptySet: FieldSet = { member: false, children: none };

/** Whether there is no path in a set. */
export function isEmptySet(set: FieldSet): boolean {
	return !set.member && set.children.size === 0;
}

/** The set of some paths; the empty path counts for nothing. */
export function fieldSet(...paths: readonly (readonly PathElement[])[]): FieldSet {
	return paths.reduce((set, path) => union(set, path.length === 0 ? emptySet : branch(path)), emptySet);
}

function branch([first, ...rest]: readonly PathElement[]): FieldSet {
	return first === undefined ? { member: true, children: none } : { member: false, children: new Map([[first, branch(rest)]]) };
}

/** The paths of either set. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
	if (isEmptySet(a)) return b;
	if (isEmptySet(b)) return a;
	const children = new Map(a.children);
	for (const [step, child] of b.children) {
		const own = children.get(step);
		children.set(step, own === undefined ? child : union(own, child));
	}
	return { member: a.member || b.member, children };
}

/** The paths of both sets. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
	return combine(a, b, a.member && b.member, (own, other) => (other === undefined ? emptySet : intersection(own, other)));
}

/** The paths of the first set that are not in the second; those below a path of the second stay. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
	return combine(a, b, a.member && !b.member, (own, other) => (other === undefined ? own : difference(own, other)));
}

/** The paths of the first set that are neither in the second nor below one of its paths. */
export function without(a: FieldSet, b: FieldSet): FieldSet {
	if (b.member) return emptySet;
	return combine(a, b, a.member, (own, other) => (other === undefined ? own : without(own, other)));
}

function combine(
	a: FieldSet,
	b: FieldSet,
	member: boolean,
	pair: (own: FieldSet, other: FieldSet | undefined) => FieldSet,
): FieldSet {
	const children = new Map<PathElement, FieldSet>();
	for (const [step, own] of a.children) {
		const child = pair(own, b.children.get(step));
		if (!isEmptySet(child)) children.set(step, child);
	}
	return { member, children };
}

/** Whether two sets have the same paths. */
export function sameSet(a: FieldSet, b: FieldSet): boolean {
	if (a === b) return true;
	if (a.member !== b.member || a.children.size !== b.children.size) return false;
	for (const [step, child] of a.children) {
		const other = b.children.get(step);
		if (other === undefined || !sameSet(child, other)) return false;
	}
	return true;
}

/** Whether a path is in a set. */
export function hasPath(set: FieldSet, path: readonly PathElement[]): boolean {
	const [first, ...rest] = path;
	if (first === undefined) return set.member;
	const child = set.children.get(first);
	return child !== undefined && hasPath(child, rest);
}

/** What a set has below a step. */
export function below(set: FieldSet, step: PathElement): FieldSet {
	const child = set.children.get(step);
	return child === undefined ? emptySet : { member: false, children: child.children };
}

/** The paths of a set, each after the one that it lies below. */
export function* pathsOf(set: FieldSet): Generator<readonly PathElement[], void> {
	if (set.member) yield [];
	for (const [step, child] of set.children) {
		for (const path of pathsOf(child)) yield [step, ...path];
	}
}
