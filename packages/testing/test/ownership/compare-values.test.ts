import { loadApiDescription, type Schema } from "@kubex/openapi";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareValues } from "../../src/ownership/compare-values.ts";
import { type FieldSet, pathsOf } from "../../src/ownership/field-set.ts";
import { describePath } from "../../src/ownership/path-element.ts";
import { Structures } from "../../src/ownership/structures.ts";

const structures = new Structures(loadApiDescription("1.35").definitions);
const pod: Schema = { ref: "io.k8s.api.core.v1.Pod" };
const shown = (set: FieldSet): string[] => [...pathsOf(set)].map(describePath).toSorted();

function changes(before: unknown, after: unknown): Record<"added" | "modified" | "removed", string[]> {
	const { added, modified, removed } = compareValues(structures, pod, before, after);
	return { added: shown(added), modified: shown(modified), removed: shown(removed) };
}

test("M3 elements of a list are compared by their keys, and a default counts as a key", () => {
	const container = { name: "main", image: "a", ports: [{ containerPort: 80 }] };
	expect(
		changes(
			{ spec: { containers: [container] } },
			{ spec: { containers: [{ name: "new" }, { ...container, image: "b", ports: [{ containerPort: 80, protocol: "TCP" }] }] } },
		),
	).toEqual({
		added: [
			'.spec.containers[name="main"].ports[containerPort=80,protocol="TCP"].protocol',
			'.spec.containers[name="new"]',
			'.spec.containers[name="new"].name',
		],
		modified: ['.spec.containers[name="main"].image'],
		removed: [],
	});
});

test("M3 sets are compared by values; atomic lists and maps as one", () => {
	expect(
		changes(
			{
				metadata: { finalizers: ["x/a", "x/b"] },
				spec: { nodeSelector: { a: "1" }, tolerations: [{ key: "a" }], securityContext: { supplementalGroups: [1] } },
			},
			{
				metadata: { finalizers: ["x/b", "x/c"] },
				spec: { nodeSelector: { a: "2", b: "1" }, tolerations: [{ key: "b" }], securityContext: { supplementalGroups: [1] } },
			},
		),
	).toEqual({
		added: ['.metadata.finalizers[="x/c"]'],
		modified: [".spec.nodeSelector", ".spec.tolerations"],
		removed: ['.metadata.finalizers[="x/a"]'],
	});
});

test("M3 a whole part that comes or goes counts beside what is in it; null is there", () => {
	const labels = { metadata: { labels: { a: "1" } } };
	expect(changes({ metadata: {} }, labels).added).toEqual([".metadata.labels", ".metadata.labels.a"]);
	expect(changes(labels, { metadata: {} }).removed).toEqual([".metadata.labels", ".metadata.labels.a"]);
	expect(changes({ spec: { containers: null } }, { spec: { containers: [{ name: "a" }] } }).added).toEqual([
		'.spec.containers[name="a"]',
		'.spec.containers[name="a"].name',
	]);
	expect(changes({ spec: {} }, { spec: { volumes: [] } }).added).toEqual([".spec.volumes"]);
	expect(changes({ spec: { volumes: null } }, { spec: { volumes: [] } }).modified).toEqual([".spec.volumes"]);
});

test("M13 elements that cannot be told apart are one field", () => {
	const twice = { spec: { containers: [{ name: "a" }, { name: "a", image: "x" }] } };
	const once = { spec: { containers: [{ name: "a" }] } };
	expect(changes(twice, { spec: { containers: [{ name: "a" }, { name: "a", image: "y" }] } }).modified).toEqual([
		'.spec.containers[name="a"]',
	]);
	expect(changes(once, twice)).toMatchObject({ added: ['.spec.containers[name="a"]'] });
	expect(changes(twice, once)).toMatchObject({ removed: ['.spec.containers[name="a"]'] });
	expect(changes(twice, structuredClone(twice))).toEqual({ added: [], modified: [], removed: [] });
});

const map = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom("1", "2"), { maxKeys: 3, noNullPrototype: true });
const containers = fc.uniqueArray(
	fc.record(
		{ name: fc.constantFrom("a", "b", "c"), image: fc.constantFrom("x", "y") },
		{ requiredKeys: ["name"], noNullPrototype: true },
	),
	{ selector: ({ name }) => name },
);
const object = fc.record(
	{
		metadata: fc.record({ labels: map, finalizers: fc.subarray(["x/a", "x/b"]) }, { requiredKeys: [], noNullPrototype: true }),
		spec: fc.record({ containers, nodeSelector: map, hostNetwork: fc.boolean() }, { requiredKeys: [], noNullPrototype: true }),
	},
	{ requiredKeys: [], noNullPrototype: true },
);

test("M4 what a change adds its reverse removes, and what it modifies its reverse does", () => {
	fc.assert(
		fc.property(object, object, (before, after) => {
			const [there, back] = [changes(before, after), changes(after, before)];
			expect(there.added).toEqual(back.removed);
			expect(there.removed).toEqual(back.added);
			expect(there.modified).toEqual(back.modified);
			expect(changes(before, structuredClone(before))).toEqual({ added: [], modified: [], removed: [] });
		}),
	);
});
