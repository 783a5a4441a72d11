import { expect } from "vitest";
import { check } from "./check.ts";
import { type ServedKind, serveCustomKind } from "./serve-custom-kind.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const group = "apply.kubex.example";
const text = { type: "string" };
const pair = { type: "object", required: ["k"], properties: { k: text, v: text, p: { ...text, default: "x" } } };
const list = (more: object): object => ({ type: "array", items: pair, ...more });

const schema = {
	type: "object",
	properties: {
		spec: {
			type: "object",
			properties: {
				plain: text,
				atomic: { type: "array", items: text },
				set: { type: "array", items: text, "x-kubernetes-list-type": "set" },
				keyed: list({ "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"] }),
				pairs: list({ "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k", "p"] }),
				granular: { type: "object", additionalProperties: text },
				whole: { type: "object", properties: { a: text, b: text }, "x-kubernetes-map-type": "atomic" },
				free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
				half: { type: "object", properties: { a: text }, "x-kubernetes-preserve-unknown-fields": true },
				empty: { type: "object" },
				either: { "x-kubernetes-int-or-string": true },
				pod: { type: "object", "x-kubernetes-embedded-resource": true, properties: { spec: { type: "object" } } },
			},
		},
		status: { type: "object", properties: { ready: text } },
	},
};

let served: Promise<{ readonly kind: ServedKind; readonly collection: string }> | undefined;
function applied() {
	served ??= (async () => {
		const kind = await serveCustomKind(server, {
			group,
			plural: "applies",
			kind: "Apply",
			schema,
			version: { subresources: { status: {}, scale: { specReplicasPath: ".spec.n", statusReplicasPath: ".status.n" } } },
		});
		return { kind, collection: kind.collection(await server.namespace()) };
	})();
	return served;
}

interface Stored {
	readonly metadata: { readonly managedFields?: readonly Owner[]; readonly resourceVersion: string; readonly generation: number };
	readonly spec?: object;
	readonly status?: object;
	readonly message?: string;
}
interface Owner {
	readonly manager: string;
	readonly operation: string;
	readonly subresource?: string;
	readonly fieldsV1: object;
}

async function apply(name: string, manager: string, members: object, path = "", query = "") {
	const { kind, collection } = await applied();
	const { status, body } = await raw("PATCH", `${collection}/${name}${path}?fieldManager=${manager}${query}`, {
		body: kind.object(name, members),
		headers: { "content-type": "application/apply-patch+yaml" },
	});
	return { status, body: body as Stored };
}
const ownedBy = ({ metadata }: Stored, manager: string): unknown =>
	metadata.managedFields?.find((owner) => owner.manager === manager)?.fieldsV1;

check("M3 R9 fields are owned as the schema divides them [needs:crd]", async () => {
	const spec = {
		plain: "x",
		atomic: ["a"],
		set: ["a", "b"],
		keyed: [{ k: "a", v: "1" }],
		pairs: [{ k: "a" }, { k: "a", p: "y" }],
		granular: { a: "1" },
		whole: { a: "1" },
		free: { a: { b: [1] } },
		half: { a: "x", b: { c: "y" } },
		empty: {},
		either: "5%",
		pod: { apiVersion: "v1", kind: "Pod", metadata: { labels: { a: "b" } }, spec: {} },
	};
	const { status, body } = await apply("topology", "me", { metadata: { name: "topology", labels: { a: "b" } }, spec });
	expect(status).toBe(201);
	const key = (keys: object): string => `k:${JSON.stringify(keys)}`;
	expect(ownedBy(body, "me")).toEqual({
		"f:metadata": { "f:labels": { "f:a": {} } },
		"f:spec": {
			"f:plain": {},
			"f:atomic": {},
			"f:set": { 'v:"a"': {}, 'v:"b"': {} },
			"f:keyed": { [key({ k: "a" })]: { ".": {}, "f:k": {}, "f:v": {} } },
			"f:pairs": {
				[key({ k: "a", p: "x" })]: { ".": {}, "f:k": {} },
				[key({ k: "a", p: "y" })]: { ".": {}, "f:k": {}, "f:p": {} },
			},
			"f:granular": { "f:a": {} },
			"f:whole": {},
			"f:free": { "f:a": { ".": {}, "f:b": {} } },
			"f:half": { "f:a": {}, "f:b": { ".": {}, "f:c": {} } },
			"f:empty": {},
			"f:either": {},
			"f:pod": { "f:apiVersion": {}, "f:kind": {}, "f:metadata": { "f:labels": { "f:a": {} } }, "f:spec": {} },
		},
	});
});

check("M5 M6 what two apply is merged, shared or contested, and what is left out goes [needs:crd]", async () => {
	await apply("merged", "a", { spec: { plain: "x", set: ["a"], keyed: [{ k: "a", v: "1" }], granular: { a: "1" } } });
	const { body } = await apply("merged", "b", { spec: { plain: "x", set: ["b"], keyed: [{ k: "b" }], granular: { b: "2" } } });
	expect(body.spec).toEqual({
		plain: "x",
		set: ["a", "b"],
		keyed: [
			{ k: "a", v: "1", p: "x" },
			{ k: "b", p: "x" },
		],
		granular: { a: "1", b: "2" },
	});
	const contested = await apply("merged", "b", { spec: { plain: "y", keyed: [{ k: "a", v: "2" }] } });
	expect(contested.status).toBe(409);
	// The fields come in any order.
	expect(contested.body.message?.split("\n").toSorted()).toEqual([
		'- .spec.keyed[k="a"].v',
		"- .spec.plain",
		'Apply failed with 2 conflicts: conflicts with "a":',
	]);
	const forced = await apply("merged", "b", { spec: { plain: "y" } }, "", "&force=true");
	expect(forced.body.spec).toEqual({ plain: "y", set: ["a"], keyed: [{ k: "a", v: "1", p: "x" }], granular: { a: "1" } });
	const left = await apply("merged", "a", { spec: {} });
	expect(left.body.spec).toEqual({ plain: "y" });
});

check("M11 M13 applying the same changes nothing; what does not fit the schema is refused [needs:crd]", async () => {
	const first = await apply("same", "me", { spec: { plain: "x", keyed: [{ k: "a" }] } });
	const second = await apply("same", "me", { spec: { plain: "x", keyed: [{ k: "a" }] } });
	expect(second.body).toEqual(first.body);
	const refused = async (members: object): Promise<unknown> => {
		const { status, body } = await apply("same", "me", members);
		return [status, body.message];
	};
	const typed = `failed to create typed patch object (/same; ${group}/v1, Kind=Apply): `;
	expect(await refused({ spec: { nope: 1 } })).toEqual([500, `${typed}.spec.nope: field not declared in schema`]);
	expect(await refused({ spec: { keyed: [{ k: "a" }, { k: "a" }] } })).toEqual([
		500,
		`${typed}.spec.keyed: duplicate entries for key [k="a"]`,
	]);
	expect(await refused({ spec: { set: ["a", "a"] } })).toEqual([500, `${typed}.spec.set: duplicate entries for key [="a"]`]);
	expect(await refused({ spec: { plain: 5 } })).toEqual([
		500,
		`${typed}.spec.plain: expected string, got &value.valueUnstructured{Value:5}`,
	]);
});

check("M10 the status has owners of its own [needs:crd]", async () => {
	await apply("status", "me", { spec: { plain: "x" }, status: { ready: "no" } });
	const { status, body } = await apply("status", "controller", { status: { ready: "yes" }, spec: { plain: "z" } }, "/status");
	expect([status, body.status, body.spec]).toEqual([200, { ready: "yes" }, { plain: "x" }]);
	expect(
		body.metadata.managedFields?.map((owner) => [owner.manager, owner.operation, owner.subresource, owner.fieldsV1]),
	).toEqual([
		["controller", "Apply", "status", { "f:status": { "f:ready": {} } }],
		["me", "Apply", undefined, { "f:spec": { "f:plain": {} } }],
	]);
});

check("M4 M7 an update takes over, and who came before the first apply is remembered [needs:crd]", async () => {
	const { kind, collection } = await applied();
	const made = kind.object("updated", { spec: { plain: "x", set: ["a"] } });
	await raw("POST", `${collection}?fieldManager=creator`, { body: made });
	const merge = { "content-type": "application/merge-patch+json" };
	const patched = await raw("PATCH", `${collection}/updated?fieldManager=patcher`, {
		body: { spec: { plain: "y" } },
		headers: merge,
	});
	expect(ownedBy(patched.body as Stored, "patcher")).toEqual({ "f:spec": { "f:plain": {} } });
	expect(ownedBy(patched.body as Stored, "creator")).toEqual({ "f:spec": { ".": {}, "f:set": { ".": {}, 'v:"a"': {} } } });
	await raw("PATCH", `${collection}/updated`, { body: { metadata: { managedFields: [{}] } }, headers: merge });
	const { body } = await apply("updated", "me", { spec: { set: ["b"] } });
	expect(ownedBy(body, "before-first-apply")).toEqual({
		"f:spec": { ".": {}, "f:plain": {}, "f:set": { ".": {}, 'v:"a"': {} } },
	});
	expect(body.spec).toEqual({ plain: "y", set: ["a", "b"] });
});
