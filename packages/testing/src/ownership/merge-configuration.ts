import type { Schema } from "@kubex/openapi";
import type { PathElement } from "./path-element.ts";
import type { Structure, Structures } from "./structures.ts";

/**
 * Lays a configuration over an object: what it names wins, and what it does not name stays. `undefined` stands for what
 * is not there.
 */
export function mergeConfiguration(structures: Structures, schema: Schema, live: unknown, configuration: unknown): unknown {
	if (configuration === undefined) return live;
	const structure = structures.of(schema);
	if (live === undefined || structure.atomic || structure.kind === "scalar") return configuration;
	if (Array.isArray(live) || Array.isArray(configuration)) {
		if (structure.kind !== "list" || (length(live) === 0 && length(configuration) === 0)) return configuration;
		return mergeLists(structures, structure, listOf(live), listOf(configuration));
	}
	if (!isMap(live) && !isMap(configuration)) return configuration;
	const [before, changes] = [isMap(live) ? live : {}, isMap(configuration) ? configuration : {}];
	const names = new Set([...Object.keys(before), ...Object.keys(changes)]);
	// Two empty maps are one value, which keeps `{}` and `null` apart.
	if (names.size === 0) return configuration;
	return Object.fromEntries(
		[...names].map((name) => {
			const field = structures.field(structure, name) ?? {};
			return [name, mergeConfiguration(structures, field, own(before, name), own(changes, name))];
		}),
	);
}

/**
 * Merges lists by their elements: those of the configuration come in its order, and those that are there alone keep
 * their places among the ones that both have.
 */
function mergeLists(
	structures: Structures,
	structure: Structure,
	live: readonly unknown[],
	changes: readonly unknown[],
): unknown[] {
	const { items = {} } = structure;
	const index = (list: readonly unknown[]): (readonly [PathElement, unknown])[] =>
		list.map((item) => [structures.element(structure, item), item]);
	const [left, right] = [index(live), index(changes)];
	const wanted = new Map(right);
	const counts = new Map<PathElement, number>();
	for (const [step] of left) counts.set(step, (counts.get(step) ?? 0) + 1);
	const present = new Map(left);
	const shared = right.map(([step]) => step).filter((step) => present.has(step));
	const merged: unknown[] = [];
	const done = new Set<PathElement>();
	const take = (step: PathElement): void => {
		// Elements that cannot be told apart are replaced.
		const before = counts.get(step) === 1 ? present.get(step) : undefined;
		merged.push(mergeConfiguration(structures, items, before, wanted.get(step)));
		done.add(step);
		if (shared[0] === step) shared.shift();
	};
	let [l, r] = [0, 0];
	while (l < left.length || r < right.length) {
		const [step, item] = left[l] ?? [];
		const next = right[r]?.[0];
		if (step !== undefined && step === next) {
			take(step);
			l++;
			r++;
			continue;
		}
		if (step !== undefined && !wanted.has(step)) {
			merged.push(item);
			l++;
			continue;
		}
		if (step !== undefined && next !== undefined && shared.length > 0 && shared[0] !== step) {
			l++;
			continue;
		}
		if (step !== undefined && done.has(step)) l++;
		if (next !== undefined) {
			take(next);
			r++;
		}
	}
	return merged;
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function length(value: unknown): number {
	return listOf(value).length;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(map: Readonly<Record<string, unknown>>, name: string): unknown {
	return Object.hasOwn(map, name) ? map[name] : undefined;
}
