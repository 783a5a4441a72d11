import { expect } from "vitest";
import { check } from "./check.ts";
import { printedValue } from "./printed-value.ts";
import { redefine, type ServedKind, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { minor, raw } = server;
const group = "schema.kubex.example";
const integer = { type: "integer" };
const text = { type: "string" };
const ab = { type: "object", properties: { a: integer, b: integer } };
const either = [{ required: ["a"] }, { required: ["b"] }];

const properties = {
	size: { type: "integer", minimum: 1, maximum: 10, multipleOf: 2 },
	name: { type: "string", minLength: 2, maxLength: 5, pattern: "^a" },
	colour: { type: "string", enum: ["a", "b"] },
	level: { type: "integer", enum: [1, 2] },
	list: { type: "array", items: text, minItems: 1, maxItems: 2 },
	one: { type: "array", items: integer, maxItems: 1 },
	map: { type: "object", additionalProperties: integer, minProperties: 1, maxProperties: 2 },
	either: { "x-kubernetes-int-or-string": true },
	open: { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: true },
	flag: { type: "boolean" },
	object: { type: "object", required: ["x"], properties: { x: text } },
	free: { "x-kubernetes-preserve-unknown-fields": true },
	anyOf: { ...ab, anyOf: either },
	oneOf: { ...ab, oneOf: either },
	allOf: { ...ab, allOf: either },
	not: { ...ab, not: { required: ["a"] } },
	set: { type: "array", items: text, "x-kubernetes-list-type": "set" },
	keyed: {
		type: "array",
		items: { type: "object", required: ["k"], properties: { k: text, v: integer } },
		"x-kubernetes-list-type": "map",
		"x-kubernetes-list-map-keys": ["k"],
	},
	pairs: {
		type: "array",
		items: { type: "object", required: ["k"], properties: { k: text, p: { type: "string", default: "x" } } },
		"x-kubernetes-list-type": "map",
		"x-kubernetes-list-map-keys": ["k", "p"],
	},
};
const schema = { type: "object", properties: { spec: { type: "object", properties } } };

let served: Promise<{ readonly kind: ServedKind; readonly collection: string }> | undefined;
function checked() {
	served ??= (async () => {
		const kind = await serveCustomKind(server, { group, plural: "checks", kind: "Check", schema });
		return { kind, collection: kind.collection(await server.namespace()) };
	})();
	return served;
}

/** What a specification is refused with; the causes as `field: message`. */
async function refusals(spec: unknown): Promise<readonly string[]> {
	const { kind, collection } = await checked();
	const { status, body, text: answer } = await raw("POST", `${collection}?dryRun=All`, { body: kind.object("x", { spec }) });
	if (status === 201) return [];
	expect(status, answer).toBe(422);
	const { details } = body as { details: { causes: { reason: string; field: string; message: string }[] } };
	return details.causes.map(({ field, message, reason }) => `${reason} ${field}: ${message}`);
}

const invalid = (field: string, value: unknown, rule: string): string =>
	`FieldValueInvalid ${field}: Invalid value: ${JSON.stringify(value)}: ${field} in body should ${rule}`;
const mistyped = (field: string, type: string, found: string): string =>
	`FieldValueTypeInvalid ${field}: Invalid value: "${found}": ${field} in body must be of type ${type}: "${found}"`;
const combined = (field: string, rule: string): string => `FieldValueInvalid <nil>: Invalid value: "": "${field}" must ${rule}`;
const missing = (field: string): string => `FieldValueRequired ${field}: Required value`;

check("R4 values have the types that the schema states [needs:crd]", async () => {
	expect(await refusals({ size: "x" })).toEqual([mistyped("spec.size", "integer", "string")]);
	expect(await refusals({ size: 2.5 })).toContain(mistyped("spec.size", "integer", "number"));
	expect(await refusals({ open: 2.5 })).toEqual([]);
	expect(await refusals({ open: 2 })).toEqual([]);
	expect(await refusals({ flag: "yes" })).toEqual([mistyped("spec.flag", "boolean", "string")]);
	expect(await refusals({ list: "a" })).toEqual([mistyped("spec.list", "array", "string")]);
	expect(await refusals({ list: ["a", 1] })).toEqual([mistyped("spec.list[1]", "string", "integer")]);
	expect(await refusals({ map: { a: "x" } })).toEqual([mistyped("spec.map.a", "integer", "string")]);
	expect(await refusals({ object: 5 })).toEqual([mistyped("spec.object", "object", "integer")]);
	expect(await refusals({ either: true })).toEqual([mistyped("spec.either", "integer,string", "boolean")]);
	for (const value of [5, "5%"]) expect(await refusals({ either: value })).toEqual([]);
	expect(await refusals("x")).toEqual([mistyped("spec", "object", "string")]);
});

check("R4 numbers have bounds, texts have lengths and patterns [needs:crd]", async () => {
	expect(await refusals({ size: 0 })).toEqual([invalid("spec.size", 0, "be greater than or equal to 1")]);
	expect(await refusals({ size: 12 })).toEqual([invalid("spec.size", 12, "be less than or equal to 10")]);
	expect(await refusals({ size: 3 })).toEqual([invalid("spec.size", 3, "be a multiple of 2")]);
	expect(await refusals({ open: 0 })).toEqual([invalid("spec.open", 0, "be greater than 0")]);
	expect(await refusals({ open: 5 })).toEqual([invalid("spec.open", 5, "be less than 5")]);
	expect(await refusals({ name: "abcdef" })).toEqual(["FieldValueTooLong spec.name: Too long: may not be more than 5 bytes"]);
	expect(await refusals({ name: "a" })).toEqual([invalid("spec.name", "a", "be at least 2 chars long")]);
	expect(await refusals({ name: "bcd" })).toEqual([invalid("spec.name", "bcd", "match '^a'")]);
	expect(await refusals({ name: "aééé" })).toEqual([]);
	expect(await refusals({ colour: "c" })).toEqual([
		'FieldValueNotSupported spec.colour: Unsupported value: "c": supported values: "a", "b"',
	]);
	expect(await refusals({ level: 3 })).toEqual([
		'FieldValueNotSupported spec.level: Unsupported value: 3: supported values: "1", "2"',
	]);
});

check("R4 lists and maps have sizes, objects have members that they need [needs:crd]", async () => {
	expect(await refusals({ list: [] })).toEqual([invalid("spec.list", 0, "have at least 1 items")]);
	expect(await refusals({ list: ["a", "b", "c"] })).toEqual([
		"FieldValueTooMany spec.list: Too many: 3: must have at most 2 items",
	]);
	expect(await refusals({ one: [1, 2] })).toEqual([
		`FieldValueTooMany spec.one: Too many: 2: must have at most 1 ${minor >= 34 ? "item" : "items"}`,
	]);
	expect(await refusals({ map: {} })).toEqual([invalid("spec.map", 0, "have at least 1 properties")]);
	expect(await refusals({ map: { a: 1, b: 2, c: 3 } })).toEqual([
		"FieldValueTooMany spec.map: Too many: 3: must have at most 2 items",
	]);
	expect(await refusals({ object: {} })).toEqual([missing("spec.object.x")]);
	expect(await refusals({ keyed: [{ v: 1 }] })).toEqual([missing("spec.keyed[0].k")]);
});

check("R4 schemas combine others, and tell what is closest to right [needs:crd]", async () => {
	expect(await refusals({ anyOf: { a: 1 }, oneOf: { b: 1 }, allOf: { a: 1, b: 2 }, not: { b: 1 } })).toEqual([]);
	expect(await refusals({ anyOf: {} })).toEqual([
		combined("spec.anyOf", "validate at least one schema (anyOf)"),
		missing("spec.anyOf.a"),
	]);
	expect(await refusals({ oneOf: {} })).toEqual([
		combined("spec.oneOf", "validate one and only one schema (oneOf). Found none valid"),
		missing("spec.oneOf.a"),
	]);
	expect(await refusals({ oneOf: { a: 1, b: 2 } })).toEqual([
		combined("spec.oneOf", "validate one and only one schema (oneOf). Found 2 valid alternatives"),
	]);
	expect(await refusals({ allOf: { a: 1 } })).toEqual([
		missing("spec.allOf.b"),
		combined("spec.allOf", "validate all the schemas (allOf)"),
	]);
	expect(await refusals({ allOf: {} })).toEqual([
		missing("spec.allOf.a"),
		missing("spec.allOf.b"),
		combined("spec.allOf", "validate all the schemas (allOf). None validated"),
	]);
	expect(await refusals({ not: { a: 1 } })).toEqual([combined("spec.not", "not validate the schema (not)")]);
});

check("R9 sets and maps have no element twice [needs:crd]", async () => {
	const twice = (field: string, value: unknown, inGo: string): string =>
		`FieldValueDuplicate ${field}: Duplicate value: ${printedValue(minor, value, inGo)}`;
	expect(await refusals({ set: ["a", "b", "a", "a"] })).toEqual([twice("spec.set[2]", "a", '"a"')]);
	expect(
		await refusals({
			keyed: [
				{ k: "a", v: 1 },
				{ k: "a", v: 2 },
			],
		}),
	).toEqual([twice("spec.keyed[1]", { k: "a" }, 'map[string]interface {}{"k":"a"}')]);
	expect(await refusals({ pairs: [{ k: "a" }, { k: "a", p: "y" }] })).toEqual([]);
	expect(await refusals({ pairs: [{ k: "a" }, { k: "a", p: "x" }] })).toEqual([
		twice("spec.pairs[1]", { k: "a", p: "x" }, 'map[string]interface {}{"k":"a", "p":"x"}'),
	]);
});

check("R4 E11 what is kept without a schema stays as it was sent [needs:crd]", async () => {
	const { kind, collection } = await checked();
	const free = { a: [1, 2.5, null, { b: null }], c: "", d: {}, e: 9007199254740991 };
	const { status, body } = await raw("POST", collection, { body: kind.object("free", { spec: { free } }) });
	expect([status, (body as { spec: object }).spec]).toEqual([201, { free }]);
});

check("R4 formats of texts are checked, others mean nothing [needs:crd]", async () => {
	const examples: Record<string, readonly [good: readonly string[], bad: readonly string[]]> = {
		byte: [["YWJj"], ["?", ""]],
		cidr: [
			["10.0.0.0/8", "::/0"],
			["10.0.0.0", "10.0.0.0/33"],
		],
		date: [["2024-02-29"], ["2023-02-29", "2024-1-1"]],
		"date-time": [
			["2024-01-02T03:04:05Z", "2024-01-02t03:04:05.123+01:00"],
			["2024-01-02", "2024-01-02 03:04:05"],
		],
		duration: [
			["1h30m", "22 ns", "3 days"],
			["x", "1 fortnight"],
		],
		email: [["a@b.example"], ["a", "a@"]],
		hexcolor: [["#fff", "ABCDEF"], ["#ff"]],
		hostname: [
			["a.example", "a"],
			["-a", "a_b"],
		],
		ipv4: [["10.0.0.1"], ["10.0.0", "::1"]],
		ipv6: [["::1"], ["10.0.0.1"]],
		isbn: [["0321751043", "978-0321751041"], ["0321751044"]],
		mac: [["01:23:45:67:89:ab", "0123.4567.89ab"], ["01:23"]],
		password: [["anything"], []],
		rgbcolor: [["rgb(1,2,3)"], ["rgb(1,2,256)"]],
		ssn: [["111-22-3333"], ["111"]],
		uri: [
			["http://a.example/b", "/a"],
			["a b", "a"],
		],
		uuid: [["7b1fdcba-1a0b-4d2e-9c3f-000000000000"], ["7b1f"]],
		uuid4: [["7b1fdcba-1a0b-4d2e-9c3f-000000000000"], ["7b1fdcba-1a0b-5d2e-9c3f-000000000000"]],
		unheard: [["anything"], []],
	};
	const fields = Object.keys(examples).map((format) => [format, { type: "string", format }]);
	const kind = await serveCustomKind(server, {
		group,
		plural: "formats",
		kind: "Format",
		schema: { type: "object", properties: { spec: { type: "object", properties: Object.fromEntries(fields) } } },
	});
	const collection = kind.collection(await server.namespace());
	const wrong: unknown[] = [];
	const expected: unknown[] = [];
	for (const [format, [good, bad]] of Object.entries(examples)) {
		for (const value of [...good, ...bad]) {
			const body = kind.object("x", { spec: { [format]: value } });
			const { status, body: answer } = await raw("POST", `${collection}?dryRun=All`, { body });
			wrong.push([format, value, status, status === 201 ? "" : (answer as { message: string }).message]);
			const message = `Format.${group} "x" is invalid: spec.${format}: Invalid value: "${value}": spec.${format} in body must be of type ${format}: "${value}"`;
			expected.push([format, value, good.includes(value) ? 201 : 422, good.includes(value) ? "" : message]);
		}
	}
	expect(wrong).toEqual(expected);
});

check("R4 patterns are those of the server's own language [needs:crd]", async () => {
	const patterns: Record<string, readonly [matching: string, other: string]> = {
		"^[[:alpha:]]+$": ["abc", "a1"],
		"(?i)^abc$": ["ABC", "abd"],
		"^\\pL+$": ["aé", "a1"],
		"\\Aa\\z": ["a", "ab"],
		"^a\\.b\\-c_d/e$": ["a.b-c_d/e", "axb-c_d/e"],
		"^(?P<name>a)b$": ["ab", "b"],
		"^\\s$": [" ", "\u00a0"],
		"^[^\\]x]$": ["a", "]"],
		"^a{2,3}$": ["aa", "a"],
		"^.$": ["😀", "ab"],
	};
	const fields = Object.keys(patterns).map((pattern, index) => [`p${index}`, { type: "string", pattern }]);
	const kind = await serveCustomKind(server, {
		group,
		plural: "patterns",
		kind: "Pattern",
		schema: { type: "object", properties: { spec: { type: "object", properties: Object.fromEntries(fields) } } },
	});
	const collection = kind.collection(await server.namespace());
	const matches = async (index: number, value: string): Promise<boolean> =>
		(await raw("POST", `${collection}?dryRun=All`, { body: kind.object("x", { spec: { [`p${index}`]: value } }) })).status ===
		201;
	const found: unknown[] = [];
	for (const [index, [pattern, [matching, other]]] of Object.entries(patterns).entries()) {
		found.push([pattern, await matches(index, matching), await matches(index, other)]);
	}
	expect(found).toEqual(Object.keys(patterns).map((pattern) => [pattern, true, false]));
});

check("R8 what has not changed may stay what a newer schema forbids [needs:crd]", async () => {
	const version = (size: object): object => ({
		name: "v1",
		served: true,
		storage: true,
		schema: {
			openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties: { size, other: integer } } } },
		},
	});
	const kind = await serveCustomKind(server, { group, plural: "ratchets", kind: "Ratchet", versions: [version(integer)] });
	const collection = kind.collection(await server.namespace());
	expect((await raw("POST", collection, { body: kind.object("a", { spec: { size: 5 } }) })).status).toBe(201);
	const tight = async (): Promise<boolean> =>
		(await raw("POST", `${collection}?dryRun=All`, { body: kind.object("b", { spec: { size: 5 } }) })).status === 422;
	await redefine(server, kind, [version({ ...integer, maximum: 3 })], tight);
	const patch = (spec: object) =>
		raw("PATCH", `${collection}/a`, { body: { spec }, headers: { "content-type": "application/merge-patch+json" } });
	expect((await patch({ other: 1 })).status).toBe(200);
	expect((await patch({ size: 4 })).status).toBe(422);
	expect((await patch({ size: 3 })).status).toBe(200);
	expect((await patch({ size: 5 })).status).toBe(422);
});
