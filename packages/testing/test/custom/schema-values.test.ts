import fc from "fast-check";
import { expect, test } from "vitest";
import { fillDefaults } from "../../src/custom/fill-defaults.ts";
import type { JsonSchema } from "../../src/custom/json-schema.ts";
import { pruneObject } from "../../src/custom/prune.ts";
import { valueErrors } from "../../src/custom/validate-value.ts";

const { schema: schemas } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
	schema: fc.oneof(
		{ maxDepth: 3 },
		fc.constantFrom<JsonSchema>(
			{ type: "string" },
			{ type: "string", default: "x" },
			{ type: "integer", nullable: true },
			{ type: "integer", default: 0, nullable: true },
			{ type: "boolean", default: false },
			{ "x-kubernetes-preserve-unknown-fields": true },
		),
		fc.record({
			type: fc.constant("object"),
			properties: fc.dictionary(fc.constantFrom("a", "b", "__proto__"), tie("schema")),
		}),
		fc.record({ type: fc.constant("object"), additionalProperties: tie("schema") }),
		fc.record({ type: fc.constant("array"), items: tie("schema") }),
	),
}));
const roots = fc.dictionary(fc.constantFrom("a", "b"), schemas).map((properties): JsonSchema => ({ type: "object", properties }));
const objects = fc.dictionary(fc.constantFrom("a", "b", "c", "__proto__"), fc.jsonValue({ maxDepth: 4 }));
const read = (object: object, schema: JsonSchema): unknown =>
	fillDefaults(pruneObject(object as Record<string, unknown>, schema).value, schema);

test("R5 R6 what has been read once is read the same again", () => {
	fc.assert(
		fc.property(roots, objects, (schema, object) => {
			const once = read(object, schema);
			expect(JSON.stringify(read(once as object, schema))).toBe(JSON.stringify(once));
		}),
	);
});

test("R5 the order of keys makes no difference, and nothing is added but defaults", () => {
	fc.assert(
		fc.property(roots, objects, (schema, object) => {
			const turned = Object.fromEntries(Object.entries(object).toReversed());
			expect(JSON.stringify(read(turned, schema))).toBe(JSON.stringify(read(object, schema)));
			const { value, unknown } = pruneObject(object, schema);
			expect(unknown.length === 0).toBe(JSON.stringify(sorted(value)) === JSON.stringify(sorted(object)));
		}),
	);
});

test("R8 nothing is wrong with what has not changed", () => {
	fc.assert(
		fc.property(roots, objects, (schema, object) => {
			expect(valueErrors(object, schema, "", structuredClone(object))).toEqual([]);
		}),
	);
});

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.map(([key, member]): [string, unknown] => [key, sorted(member)])
			.toSorted(([a], [b]) => (a < b ? -1 : 1)),
	);
}
