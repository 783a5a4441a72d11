import { loadApiDescription, type Schema } from "@kubex/openapi";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PatchSchemas } from "../../src/patch/patch-schema.ts";
import { strategicMergePatch } from "../../src/patch/strategic-merge-patch.ts";
import { unstructuredMismatch } from "../../src/schema/unstructured-mismatch.ts";
import { builtInWireForms } from "../../src/schema/wire-form.ts";

const { definitions } = loadApiDescription("1.35");
const schemas = new PatchSchemas(definitions, builtInWireForms);

const lists = Object.entries(definitions).flatMap(([definition, { properties = {} }]) =>
	Object.entries(properties)
		.filter(([, schema]) => schema.type === "array")
		.map(([field, schema]) => ({ definition, field, schema })),
);
const merged = lists.filter(({ schema }) => schema.patchStrategy?.split(",").includes("merge") === true);

describe("L5 every list that is merged", () => {
	test("there are some of each kind", () => {
		expect(merged.length).toBeGreaterThan(50);
		expect(merged.some(({ schema }) => schema.patchMergeKey === undefined)).toBe(true);
		expect(merged.some(({ schema }) => schema.patchStrategy === "merge,retainKeys")).toBe(true);
	});

	test.each(merged.map(({ definition, field, schema }) => [`${definition}.${field}`, { definition, field, schema }] as const))(
		"%s",
		(_, { definition, field, schema }) => {
			const key = schema.patchMergeKey;
			const element = (id: number, more: object = {}): unknown => (key === undefined ? `e${id}` : { [key]: `e${id}`, ...more });
			const apply = (list: unknown, order?: readonly unknown[]): unknown =>
				strategicMergePatch(
					schemas,
					{ ref: definition },
					{ [field]: [element(1, { kept: true }), element(2)] },
					{ [field]: list, ...(order === undefined ? {} : { [`$setElementOrder/${field}`]: order }) },
				)[field];
			expect(apply([element(3)])).toEqual([element(3), element(1, { kept: true }), element(2)]);
			expect(apply([element(1)])).toEqual([element(1, { kept: true }), element(2)]);
			expect(apply([element(3)], [element(2), element(3), element(1)])).toEqual([
				element(2),
				element(3),
				element(1, { kept: true }),
			]);
			if (key === undefined) return;
			expect(apply([{ $patch: "delete", [key]: "e1" }])).toEqual([element(2)]);
			expect(apply([{ $patch: "replace" }, element(3)])).toEqual([element(3)]);
			expect(() => apply([{ other: 1 }])).toThrow(`does not contain declared merge key: ${key}`);
		},
	);
});

test("L5 every other list is replaced", () => {
	for (const { definition, field, schema } of lists) {
		if (schema.patchStrategy?.split(",").includes("merge") === true) continue;
		expect(
			strategicMergePatch(schemas, { ref: definition }, { [field]: [1] }, { [field]: [2] }),
			`${definition}.${field}`,
		).toEqual({
			[field]: [2],
		});
	}
});

const deployment: Schema = { ref: "io.k8s.api.apps.v1.Deployment" };
const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
const images = fc.constantFrom("x", "y");
const containers = names.chain((list) => fc.tuple(...list.map((name) => images.map((image) => ({ name, image })))));

/** The patch that `kubectl apply` would send for a change of containers. */
function difference(before: readonly { name: string }[], after: readonly { name: string }[]): object {
	const gone = before.filter(({ name }) => !after.some((other) => other.name === name));
	return {
		"$setElementOrder/containers": after.map(({ name }) => ({ name })),
		containers: [...after, ...gone.map(({ name }) => ({ $patch: "delete", name }))],
	};
}

test("L5 the difference of two lists makes one of the other", () => {
	const pod = (list: readonly object[]): Record<string, unknown> => ({ spec: { template: { spec: { containers: list } } } });
	fc.assert(
		fc.property(containers, containers, (before, after) => {
			fc.pre(after.length > 0);
			const target = pod(before);
			const kept = structuredClone(target);
			const patch = { spec: { template: { spec: difference(before, after) } } };
			expect(strategicMergePatch(schemas, deployment, target, patch)).toEqual(pod(after));
			expect(target).toEqual(kept);
		}),
	);
});

test("L5 what has nothing to be merged with comes without nulls and without what a directive is about", () => {
	const patch = {
		d: { $patch: "merge", e: 1 },
		a: {
			b: null,
			c: [
				{ $patch: "delete", name: "x" },
				{ name: "y", z: null },
			],
			"$setElementOrder/c": [],
		},
	};
	expect(strategicMergePatch(schemas, {}, {}, patch)).toEqual({ a: { c: [{ name: "y" }], "$setElementOrder/c": [] } });
});

test("L7 the first value of a wrong type is told as the server does", () => {
	const mismatch = (spec: object): string | undefined => unstructuredMismatch(definitions, deployment, { spec });
	expect(
		mismatch({ replicas: 2, template: { spec: { containers: [{ name: "a", ports: [{ containerPort: 1 }] }] } } }),
	).toBeUndefined();
	expect(mismatch({ replicas: "x" })).toBe("unrecognized type: int32");
	expect(mismatch({ replicas: 1.5 })).toBe("cannot convert float64 to int32");
	expect(mismatch({ paused: 1 })).toBe("unrecognized type: bool");
	expect(mismatch({ template: { spec: [] } })).toBe("cannot restore struct from: slice");
	expect(mismatch({ template: { spec: { containers: { a: 1 } } } })).toBe("cannot restore slice from map");
	expect(mismatch({ template: { metadata: { labels: { a: 1 } } } })).toBe("cannot convert int64 to string");
});
