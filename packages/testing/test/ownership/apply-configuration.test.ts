import { loadApiDescription, type Schema } from "@kubex/openapi";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Applied, applyConfiguration } from "../../src/ownership/apply-configuration.ts";
import { configurationProblem } from "../../src/ownership/check-configuration.ts";
import { ApplyConflict } from "../../src/ownership/conflicts.ts";
import { emptySet, type FieldSet, pathsOf } from "../../src/ownership/field-set.ts";
import { fieldSetOf } from "../../src/ownership/field-set-of.ts";
import { mergeConfiguration } from "../../src/ownership/merge-configuration.ts";
import type { Owner } from "../../src/ownership/owner.ts";
import { describePath } from "../../src/ownership/path-element.ts";
import { Structures } from "../../src/ownership/structures.ts";

const structures = new Structures(loadApiDescription("1.35").definitions);
const schema: Schema = { ref: "io.k8s.api.core.v1.Pod" };
const shown = (set: FieldSet): string[] => [...pathsOf(set)].map(describePath).toSorted();
const nothing: Applied = { object: { apiVersion: "v1" }, owners: new Map() };

function applied(before: Applied, manager: string, configuration: unknown, force = false): Applied {
	return applyConfiguration({
		structures,
		schema,
		live: before.object,
		configuration,
		owners: before.owners,
		writer: { manager, operation: "Apply", apiVersion: "v1" },
		ignored: emptySet,
		versions: new Map([["v1", { schema }]]),
		force,
		time: "2026-01-01T00:00:00Z",
	});
}

const ownedBy = ({ owners }: Applied, manager: string): Owner | undefined =>
	[...owners.values()].find((owner) => owner.manager === manager);

const container = fc.record(
	{
		name: fc.constantFrom("a", "b", "c"),
		image: fc.constantFrom("x", "y"),
		env: fc.uniqueArray(fc.record({ name: fc.constantFrom("E", "F"), value: fc.constantFrom("1", "2") }), {
			selector: ({ name }) => name,
			minLength: 1,
		}),
	},
	{ requiredKeys: ["name"], noNullPrototype: true },
);
const configuration = fc.record(
	{
		metadata: fc.record(
			{
				labels: fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"), { minKeys: 1, noNullPrototype: true }),
				finalizers: fc.subarray(["x/a", "x/b"], { minLength: 1 }),
			},
			{ requiredKeys: ["labels"], noNullPrototype: true },
		),
		spec: fc.record(
			{
				containers: fc.uniqueArray(container, { selector: ({ name }) => name, minLength: 1 }),
				nodeSelector: fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"), { minKeys: 1, noNullPrototype: true }),
			},
			{ requiredKeys: ["containers"], noNullPrototype: true },
		),
	},
	{ requiredKeys: [], noNullPrototype: true },
);
const step = fc.record({ manager: fc.constantFrom("m1", "m2", "m3"), configuration, force: fc.boolean() });

test("M5 M11 whoever applies has what they named, owns just that, and changes nothing a second time", () => {
	fc.assert(
		fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
			let state = nothing;
			for (const { manager, configuration: wanted, force } of steps) {
				let next: Applied;
				try {
					next = applied(state, manager, wanted, force);
				} catch (error) {
					expect(error).toBeInstanceOf(ApplyConflict);
					expect(force).toBe(false);
					continue;
				}
				expect(mergeConfiguration(structures, schema, next.object, wanted)).toEqual(next.object);
				const owner = ownedBy(next, manager);
				expect(shown(owner?.fields ?? emptySet)).toEqual(shown(fieldSetOf(structures, schema, wanted)));
				const again = applied(next, manager, wanted);
				expect([again.object, again.owners]).toEqual([next.object, next.owners]);
				state = next;
			}
		}),
	);
});

test("M5 what others own stays as it is unless somebody takes it by force, and nobody owns what is not there", () => {
	fc.assert(
		fc.property(fc.array(step, { minLength: 2, maxLength: 6 }), (steps) => {
			let state = nothing;
			for (const { manager, configuration: wanted } of steps) {
				let next: Applied;
				try {
					next = applied(state, manager, wanted);
				} catch {
					continue;
				}
				const present = new Set(shown(fieldSetOf(structures, schema, next.object)));
				for (const owner of next.owners.values()) {
					for (const path of shown(owner.fields)) expect(present).toContain(path);
					if (owner.manager === manager) continue;
					expect(shown(owner.fields)).toEqual(shown(ownedBy(state, owner.manager)?.fields ?? emptySet));
				}
				state = next;
			}
		}),
	);
});

test("M5 once everybody has given up everything, nothing is left", () => {
	fc.assert(
		fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
			let state = nothing;
			for (const { manager, configuration: wanted } of steps) state = applied(state, manager, wanted, true);
			for (const manager of ["m1", "m2", "m3"]) state = applied(state, manager, {});
			expect(state.owners.size).toBe(0);
			expect(state.object).toEqual(nothing.object);
		}),
	);
});

test("M5 an element goes with its last owner, and with it what an update put into it", () => {
	const one = applied(nothing, "m1", {
		spec: {
			containers: [
				{ name: "a", image: "x" },
				{ name: "b", image: "x" },
			],
		},
	});
	const touched = structuredClone(one.object) as { spec: { containers: { env?: object[] }[] } };
	Object.assign(touched.spec.containers[1] ?? {}, { env: [{ name: "E" }] });
	const left = applied({ ...one, object: touched }, "m1", { spec: { containers: [{ name: "a", image: "x" }] } });
	expect(left.object).toEqual({ apiVersion: "v1", spec: { containers: [{ name: "a", image: "x" }] } });
});

test("M5 the order of a configuration wins, and others keep their places among it", () => {
	const names = (list: readonly string[]): object => ({ spec: { containers: list.map((name) => ({ name })) } });
	const merged = (live: readonly string[], wanted: readonly string[]): unknown =>
		mergeConfiguration(structures, schema, names(live), names(wanted));
	expect(merged(["a", "b"], ["b", "c", "a"])).toEqual(names(["b", "c", "a"]));
	expect(merged(["a", "b", "c"], ["c", "a"])).toEqual(names(["b", "c", "a"]));
	expect(merged(["a", "b"], ["0", "b"])).toEqual(names(["a", "0", "b"]));
	expect(merged(["a"], [])).toEqual(names(["a"]));
	expect(merged([], ["a"])).toEqual(names(["a"]));
});

test("M6 conflicts name each owner once and each field in order", () => {
	const first = applied(nothing, "m1", { spec: { containers: [{ name: "a", image: "x" }], nodeSelector: { a: "1" } } });
	const conflict = (): Applied =>
		applied(first, "m2", { spec: { nodeSelector: { a: "2" }, containers: [{ name: "a", image: "y" }] } });
	expect(conflict).toThrow(
		'Apply failed with 2 conflicts: conflicts with "m1":\n- .spec.nodeSelector\n- .spec.containers[name="a"].image',
	);
});

test("M13 a configuration that does not fit its schema is told where, all in one text", () => {
	const problem = (spec: unknown): string | undefined => configurationProblem(structures, schema, { spec });
	expect(problem({ containers: [{ name: "a", resources: { limits: { cpu: 1, memory: "1Gi" } } }] })).toBeUndefined();
	expect(problem({ containers: [{ name: "a", foo: 1 }] })).toBe('.spec.containers[name="a"].foo: field not declared in schema');
	expect(problem([])).toBe(".spec: expected map, got &{[]}");
	expect(problem({ hostNetwork: "yes", containers: {} })).toBe(
		"errors:\n  .spec.containers: expected list, got &{map[]}\n  .spec.hostNetwork: expected boolean, got &{yes}",
	);
	expect(problem({ priority: "1", nodeName: 5 })).toBe(
		"errors:\n  .spec.nodeName: expected string, got &value.valueUnstructured{Value:5}\n  .spec.priority: expected numeric (int or float), got string",
	);
	expect(problem({ containers: [{ name: "a" }, { name: "a" }, null] })).toBe(
		'errors:\n  .spec.containers: duplicate entries for key [name="a"]\n  .spec.containers: element 2: associative list with keys may not have a null element',
	);
});
