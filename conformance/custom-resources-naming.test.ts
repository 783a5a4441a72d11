import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { printedTexts, printedValue } from "./printed-value.ts";
import { definitionOf, definitions, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";
import { type NamedVersion, printedVersions } from "./support/printed-versions.ts";

const server = await openServer();
const { minor, raw } = server;
const group = "naming.kubex.example";
const gadget = { group, plural: "gadgets", kind: "Gadget", schema: { type: "object" } };

interface Definition {
	readonly metadata: { readonly name: string; readonly generation: number; readonly managedFields: readonly object[] };
	readonly spec: { readonly names: object; readonly versions: readonly object[]; readonly conversion: object };
	readonly status: {
		readonly conditions: readonly Condition[] | null;
		readonly acceptedNames: object;
		readonly storedVersions: string[];
	};
}

interface Condition {
	readonly type: string;
	readonly status: string;
	readonly reason: string;
	readonly message: string;
}

const label =
	"a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const conditionsOf = async (path: string): Promise<(readonly string[])[]> => {
	const { status } = (await raw("GET", path)).body as Definition;
	return (status.conditions ?? []).map((one) => [one.type, one.status, one.reason, one.message]);
};

/** What a definition is refused with, without being made. */
async function refusal(definition: object): Promise<string> {
	const { status, body, text } = await raw("POST", `${definitions}?dryRun=All`, { body: definition });
	expect(status, text).toBe(422);
	return (body as { message: string }).message.replace(/^CustomResourceDefinition.apiextensions.k8s.io "[^"]*" is invalid: /, "");
}

check("R2 what a definition leaves out follows from the rest; a new one is accepted by nobody yet", async () => {
	const { status, body } = await raw("POST", `${definitions}?dryRun=All&fieldManager=me`, { body: definitionOf(gadget) });
	expect(status).toBe(201);
	const { metadata, spec, status: state } = body as Definition;
	expect(spec.names).toEqual({ plural: "gadgets", singular: "gadget", kind: "Gadget", listKind: "GadgetList" });
	expect(spec.conversion).toEqual({ strategy: "None" });
	expect(state).toEqual({ conditions: null, acceptedNames: { plural: "", kind: "" }, storedVersions: ["v1"] });
	expect(metadata.generation).toBe(1);
	expect(metadata.managedFields).toEqual([
		expect.objectContaining({
			manager: "me",
			operation: "Update",
			fieldsV1: {
				"f:spec": {
					"f:conversion": { ".": {}, "f:strategy": {} },
					"f:group": {},
					"f:names": { "f:kind": {}, "f:listKind": {}, "f:plural": {}, "f:singular": {} },
					"f:scope": {},
					"f:versions": {},
				},
			},
		}),
	]);
});

check("R1 names, group, scope and versions of a definition have rules", async () => {
	const versions = (list: readonly NamedVersion[]): object => ({
		versions: list.map((version) => ({ ...version, served: true, schema: { openAPIV3Schema: { type: "object" } } })),
	});
	const v1 = { name: "v1", storage: true };
	const storages = [v1, { name: "v2", storage: true }];
	const twice = [v1, { name: "v1", storage: false }];
	const at = (plural: string, more: object): object => definitionOf({ ...gadget, plural, ...more });
	const found: Record<string, string> = {};
	for (const [name, definition] of Object.entries({
		name: { ...definitionOf(gadget), metadata: { name: "x" } },
		dot: definitionOf({ ...gadget, group: "nodot" }),
		protected: definitionOf({ ...gadget, group: "x.k8s.io" }),
		scope: definitionOf({ ...gadget, scope: "Galaxy" as "Cluster" }),
		kind: at("gadgets", { names: { kind: "gad_get", singular: "gadget", listKind: "Gadgets" } }),
		list: at("gadgets", { names: { listKind: "Gadget" } }),
		short: at("gadgets", { names: { shortNames: ["A"], categories: ["B_"] } }),
		version: at("gadgets", versions([{ name: "V_1", storage: true }])),
		storages: at("gadgets", versions(storages)),
		twice: at("gadgets", versions(twice)),
		schema: at("gadgets", { version: { schema: {} } }),
	})) {
		found[name] = await refusal(definition);
	}
	expect(found).toEqual({
		name: 'metadata.name: Invalid value: "x": must be spec.names.plural+"."+spec.group',
		dot: 'spec.group: Invalid value: "nodot": should be a domain with at least one dot',
		protected:
			'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
		scope: 'spec.scope: Unsupported value: "Galaxy": supported values: "Cluster", "Namespaced"',
		kind: `spec.names.kind: Invalid value: "gad_get": may have mixed case, but should otherwise match: ${label}`,
		list: 'spec.names.listKind: Invalid value: "Gadget": kind and listKind may not be the same',
		short: `[spec.names.shortNames[0]: Invalid value: "A": ${label}, spec.names.categories[0]: Invalid value: "B_": ${label}]`,
		version: `[spec.versions[0].name: Invalid value: "V_1": ${label}, spec.version: Invalid value: "V_1": ${label}]`,
		storages: `[spec.versions: Invalid value: ${printedVersions(minor, storages)}: must have exactly one version marked as storage version, status.storedVersions: Invalid value: ${printedTexts(minor, ["v1"])}: must have the storage version v2]`,
		twice: `spec.versions: Invalid value: ${printedVersions(minor, twice)}: must contain unique version names`,
		schema: `spec.versions[0].schema.openAPIV3Schema: Required value${minor >= 34 ? "" : ": schemas are required"}`,
	});
});

check("R1 a schema must be structural, and may not use every keyword", async () => {
	const place = "spec.validation.openAPIV3Schema";
	const field = `${place}.properties[x]`;
	const text = { type: "string" };
	const found: Record<string, string> = {};
	const cases: Record<string, object> = {
		untyped: {},
		items: { type: "array" },
		untypedItems: { type: "array", items: {} },
		unknownType: { type: "x" },
		unique: { type: "array", items: text, uniqueItems: true },
		both: { type: "object", properties: { a: text }, additionalProperties: text },
		reference: { $ref: "#/x" },
		nestedType: { type: "object", allOf: [{ type: "object" }] },
		nestedText: { type: "object", properties: { a: text }, anyOf: [{ description: "x" }] },
		default: { ...text, default: 5 },
		longDefault: { ...text, default: "abc", maxLength: 2 },
		prunedDefault: { type: "object", default: { a: 1 } },
		pattern: { ...text, pattern: "(" },
		lookahead: { ...text, pattern: "(?=a)" },
		backreference: { ...text, pattern: "(a)\\1" },
		listType: { ...text, "x-kubernetes-list-type": "set" },
		otherListType: { type: "array", items: text, "x-kubernetes-list-type": "foo" },
		noKeys: { type: "array", items: { type: "object", properties: { a: text } }, "x-kubernetes-list-type": "map" },
		optionalKey: {
			type: "array",
			items: { type: "object", properties: { a: text } },
			"x-kubernetes-list-type": "map",
			"x-kubernetes-list-map-keys": ["a"],
		},
		unknownKey: {
			type: "array",
			items: { type: "object", properties: { a: text } },
			"x-kubernetes-list-type": "map",
			"x-kubernetes-list-map-keys": ["b"],
		},
		setOfObjects: { type: "array", items: { type: "object" }, "x-kubernetes-list-type": "set" },
		mapType: { type: "object", "x-kubernetes-map-type": "foo" },
		preserveNothing: { type: "object", "x-kubernetes-preserve-unknown-fields": false },
		emptyEmbedded: { type: "object", "x-kubernetes-embedded-resource": true },
	};
	for (const [name, schema] of Object.entries(cases)) {
		found[name] = await refusal(definitionOf({ ...gadget, schema: { type: "object", properties: { x: schema } } }));
	}
	expect(found).toEqual({
		untyped: `${field}.type: Required value: must not be empty for specified object fields`,
		items: `${field}.items: Required value: must be specified`,
		untypedItems: `${field}.items.type: Required value: must not be empty for specified array items`,
		unknownType: `${field}.type: Unsupported value: "x": supported values: "array", "boolean", "integer", "number", "object", "string"`,
		unique: `${field}.uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic`,
		both: `${field}.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
		reference: `${field}.$ref: Forbidden: $ref is not supported`,
		nestedType: `${field}.allOf[0].type: Forbidden: must be empty to be structural`,
		nestedText: `${field}.anyOf[0].description: Forbidden: must be empty to be structural`,
		default: `${field}.default: Invalid value: "integer":  in body must be of type string: "integer"`,
		longDefault: `${field}.default: Too long: may not be more than 2 bytes`,
		prunedDefault: `${field}.default: Invalid value: ${printedValue(minor, { a: 1 }, 'map[string]interface {}{"a":1}')}: must not have unknown fields`,
		pattern: `${field}.pattern: Invalid value: "(": must be a valid regular expression, but isn't: error parsing regexp: missing closing ): \`(\``,
		lookahead: `${field}.pattern: Invalid value: "(?=a)": must be a valid regular expression, but isn't: error parsing regexp: invalid or unsupported Perl syntax: \`(?=\``,
		backreference: `${field}.pattern: Invalid value: "(a)\\\\1": must be a valid regular expression, but isn't: error parsing regexp: invalid escape sequence: \`\\1\``,
		listType: `${field}.type: Invalid value: "string": must be array if x-kubernetes-list-type is specified`,
		otherListType: `${field}.x-kubernetes-list-type: Unsupported value: "foo": supported values: "atomic", "set", "map"`,
		noKeys: `${field}.x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map`,
		optionalKey: `${field}.items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
		unknownKey: `${field}.x-kubernetes-list-map-keys: Invalid value: ${printedTexts(minor, ["b"])}: entries must all be names of item properties`,
		setOfObjects: `${field}.items.x-kubernetes-map-type: Invalid value: ${printedValue(minor, null, '"null"')}: must be atomic as item of a list with x-kubernetes-list-type=set`,
		mapType: `${field}.x-kubernetes-map-type: Unsupported value: "foo": supported values: "atomic", "granular"`,
		preserveNothing: `${field}.x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined`,
		emptyEmbedded: `${field}.properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields`,
	});
});

check("R1 the root of a schema is an object that says nothing of metadata but names", async () => {
	const place = "spec.validation.openAPIV3Schema";
	const found = [];
	for (const schema of [
		{ type: "string" },
		{},
		{ type: "object", properties: { metadata: { type: "object", properties: { labels: { type: "object" } } } } },
		{ type: "object", properties: { apiVersion: { type: "integer" } } },
		{ type: "object", additionalProperties: { type: "string" } },
		{ type: "object", anyOf: [{ properties: { a: { minimum: 1 } } }] },
	]) {
		found.push(await refusal(definitionOf({ ...gadget, schema })));
	}
	expect(found).toEqual([
		`${place}.type: Invalid value: "string": must be object at the root`,
		`${place}.type: Required value: must not be empty at the root`,
		`${place}.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`,
		`${place}.properties[apiVersion].type: Invalid value: "integer": must be string`,
		`${place}.additionalProperties: Forbidden: must not be used at the root`,
		`${place}.properties[a]: Required value: because it is defined in ${place}.anyOf[0].properties[a]`,
	]);
	const named = {
		type: "object",
		properties: { metadata: { type: "object", properties: { name: { type: "string", maxLength: 3 } } } },
	};
	const { status } = await raw("POST", `${definitions}?dryRun=All`, { body: definitionOf({ ...gadget, schema: named }) });
	expect(status).toBe(201);
});

check("R16 nothing is kept without a schema: spec.preserveUnknownFields is refused", async () => {
	const { metadata, spec } = definitionOf(gadget) as { metadata: object; spec: object };
	expect(await refusal({ metadata, spec: { ...spec, preserveUnknownFields: true } })).toBe(
		"spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead",
	);
});

check("R2 R15 names are accepted, the kind is established, and what others have is not given twice [needs:crd]", async () => {
	const kind = await serveCustomKind(server, { ...gadget, names: { shortNames: ["gd"], categories: ["toys"] } });
	expect(await conditionsOf(kind.definition)).toEqual([
		["NamesAccepted", "True", "NoConflicts", "no conflicts found"],
		["Established", "True", "InitialNamesAccepted", "the initial names have been accepted"],
	]);
	const { status } = (await raw("GET", kind.definition)).body as Definition;
	expect(status.acceptedNames).toEqual({
		plural: "gadgets",
		singular: "gadget",
		shortNames: ["gd"],
		kind: "Gadget",
		listKind: "GadgetList",
		categories: ["toys"],
	});
	const other = `${definitions}/gizmos.${group}`;
	server.finally(() => raw("DELETE", other));
	const body = definitionOf({ ...gadget, plural: "gizmos", names: { shortNames: ["gd"] } });
	expect((await raw("POST", definitions, { body })).status).toBe(201);
	await eventually(async () => (await conditionsOf(other)).length > 0);
	expect(await conditionsOf(other)).toEqual([
		["NamesAccepted", "False", "ListKindConflict", '"GadgetList" is already in use'],
		["Established", "False", "NotAccepted", "not all names are accepted"],
	]);
	expect(((await raw("GET", other)).body as Definition).status.acceptedNames).toEqual({ plural: "gizmos", kind: "" });
	expect((await raw("GET", `/apis/${group}/v1/gizmos`)).text).toBe("404 page not found\n");
	// What is given back can be had.
	await raw("DELETE", kind.definition);
	await eventually(async () => (await conditionsOf(other)).some(([type, now]) => type === "Established" && now === "True"));
	expect((await conditionsOf(other))[0]).toEqual(["NamesAccepted", "True", "NoConflicts", "no conflicts found"]);
});

check(
	"R1 an established definition keeps its scope, kind, group and plural, and versions that have objects [needs:crd]",
	async () => {
		const kind = await serveCustomKind(server, { ...gadget, group: "fixed.kubex.example" });
		const { body } = await raw("GET", kind.definition);
		const current = body as { spec: { names: object; versions: { name: string }[] } };
		const change = async (spec: object): Promise<string> => {
			const answer = await raw("PUT", `${kind.definition}?dryRun=All`, {
				body: { ...current, spec: { ...current.spec, ...spec } },
			});
			expect(answer.status, answer.text).toBe(422);
			return (answer.body as { message: string }).message.replace(/^.* is invalid: /, "");
		};
		expect(await change({ scope: "Cluster" })).toBe('spec.scope: Invalid value: "Cluster": field is immutable');
		expect(await change({ group: "other.example" })).toBe('spec.group: Invalid value: "other.example": field is immutable');
		expect(await change({ names: { ...current.spec.names, plural: "gizmos" } })).toBe(
			'spec.names.plural: Invalid value: "gizmos": field is immutable',
		);
		expect(await change({ names: { ...current.spec.names, kind: "Gizmo" } })).toBe(
			'spec.names.kind: Invalid value: "Gizmo": field is immutable',
		);
		expect(await change({ versions: current.spec.versions.map((version) => ({ ...version, name: "v2" })) })).toBe(
			'status.storedVersions[0]: Invalid value: "v1": missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions',
		);
	},
);

check("R2 M10 the status of a definition can be written, metadata with it, and its names are checked [needs:crd]", async () => {
	const kind = await serveCustomKind(server, { ...gadget, group: "status.kubex.example" });
	const patch = (body: object) =>
		raw("PATCH", `${kind.definition}/status?fieldManager=me`, {
			body,
			headers: { "content-type": "application/merge-patch+json" },
		});
	const written = (
		await patch({ metadata: { labels: { a: "b" } }, spec: { scope: "Cluster" }, status: { storedVersions: ["v0"] } })
	).body as Definition & { metadata: { labels?: object }; spec: { scope: string } };
	expect([written.metadata.labels, written.spec.scope, written.status.storedVersions]).toEqual([
		{ a: "b" },
		"Namespaced",
		["v0"],
	]);
	// Later servers note who owns all that is written.
	const labelled = minor >= 37 ? { "f:metadata": { "f:labels": { ".": {}, "f:a": {} } } } : {};
	const own = { manager: "me", subresource: "status", fieldsV1: { ...labelled, "f:status": { "f:storedVersions": {} } } };
	expect(written.metadata.managedFields).toContainEqual(expect.objectContaining(own));
	const refused = await patch({ status: { acceptedNames: { plural: "X_" } } });
	expect([refused.status, (refused.body as { message: string }).message]).toEqual([
		422,
		`CustomResourceDefinition.apiextensions.k8s.io "gadgets.status.kubex.example" is invalid: status.acceptedNames.plural: Invalid value: "X_": ${label}`,
	]);
});

check("R17 G6 objects of a custom kind say what they are, and have names as others do [needs:crd]", async () => {
	const kind = await serveCustomKind(server, { ...gadget, group: "names.kubex.example" });
	const collection = kind.collection(await server.namespace());
	const refused = async (body: object): Promise<unknown> => {
		const answer = await raw("POST", collection, { body });
		return [answer.status, (answer.body as { message: string }).message];
	};
	const { apiVersion } = kind;
	expect(await refused({ metadata: { name: "a" } })).toEqual([
		400,
		`the object provided is unrecognized (must be of type Gadget): Object 'Kind' is missing in '{"metadata":{"name":"a"}}' ({"metadata":{"name":"a"}})`,
	]);
	expect(await refused({ kind: "Gadget", metadata: { name: "a" } })).toEqual([
		400,
		`the API version in the data () does not match the expected API version (${apiVersion})`,
	]);
	expect(await refused({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" } })).toEqual([
		400,
		`the API version in the data (v1) does not match the expected API version (${apiVersion})`,
	]);
	expect(await refused({ apiVersion, kind: "Gizmo", metadata: { name: "a" } })).toEqual([
		422,
		`Gizmo.names.kubex.example "a" is invalid: kind: Invalid value: "Gizmo": must be Gadget`,
	]);
	expect(await refused({ apiVersion, kind: "Gadget" })).toEqual([
		422,
		'Gadget.names.kubex.example "" is invalid: metadata.name: Required value: name or generateName is required',
	]);
	expect(await refused({ apiVersion, kind: "Gadget", metadata: { name: "A" } })).toEqual([
		422,
		expect.stringContaining('metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of'),
	]);
	expect(await refused({ apiVersion, kind: "Gadget", metadata: { name: "a", labels: { a: 1 } } })).toEqual([
		400,
		'Gadget in version "v1" cannot be handled as a Gadget: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string',
	]);
	const generated = await raw("POST", collection, { body: { apiVersion, kind: "Gadget", metadata: { generateName: "g-" } } });
	expect((generated.body as Definition).metadata.name).toMatch(/^g-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});
