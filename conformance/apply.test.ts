import type { ManagedFieldsEntry } from "kubex/meta";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { type Json, patchesOf } from "./patches.ts";
import { rawOf } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const namespace = await server.namespace();
// Some refusals are 500s, which a client would try again.
const raw = rawOf(await server.createClient({ retry: false }));
const patches = patchesOf({ raw }, namespace);
const yaml = "application/apply-patch+yaml";
// How the server names what it reads.
const document = server.minor >= 37 ? "patch" : "YAML";
const configMaps = `/api/v1/namespaces/${namespace}/configmaps`;
let count = 0;

interface Answer {
	readonly status: number;
	readonly body: Json;
	readonly warnings: readonly string[];
}

/** Applies to one ConfigMap again and again: data and metadata by manager. */
function configMap(): {
	readonly name: string;
	readonly path: string;
	readonly apply: (manager: string, data?: object, metadata?: object, query?: string) => Promise<Answer>;
} {
	const name = `applied-${count++}`;
	const path = `${configMaps}/${name}`;
	return {
		name,
		path,
		apply: (manager, data, metadata = {}, query = "") => {
			const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, ...metadata }, data };
			return patches.send(`${path}?fieldManager=${manager}${query}`, yaml, body);
		},
	};
}

const conflict = (message: string, ...causes: readonly (readonly [message: string, field: string])[]): object =>
	failureBody(409, "Conflict", message, {
		causes: causes.map(([text, field]) => ({ reason: "FieldManagerConflict", message: text, field })),
	});

/** Which fields each manager has, by its name. */
const ownersOf = ({ body }: Answer): Record<string, unknown> =>
	Object.fromEntries(
		((body.metadata.managedFields ?? []) as ManagedFieldsEntry[]).map(({ manager, fieldsV1 }) => [manager, fieldsV1]),
	);

check("M1 M2 M4 apply creates what is missing, and its manager owns what it named and nothing else", async () => {
	const { path, apply } = configMap();
	const created = await apply("m1", { a: "1", b: "2" }, { labels: { x: "y" } });
	expect(created.status).toBe(201);
	expect(created.body.data).toEqual({ a: "1", b: "2" });
	expect(created.body.metadata.managedFields).toEqual([
		{
			manager: "m1",
			operation: "Apply",
			apiVersion: "v1",
			time: expect.stringMatching(/^\d{4}-/),
			fieldsType: "FieldsV1",
			fieldsV1: { "f:data": { "f:a": {}, "f:b": {} }, "f:metadata": { "f:labels": { "f:x": {} } } },
		},
	]);
	expect((await raw("GET", path)).body).toEqual(created.body);
});

check("M11 an apply that changes nothing writes nothing; sharing writes who shares", async () => {
	const { apply } = configMap();
	const created = await apply("m1", { a: "1" });
	expect((await apply("m1", { a: "1" })).body).toEqual(created.body);
	const shared = await apply("m2", { a: "1" });
	expect(ownersOf(shared)).toEqual({ m1: { "f:data": { "f:a": {} } }, m2: { "f:data": { "f:a": {} } } });
	// Nothing of the object has changed, so there is no time to note.
	expect(shared.body.metadata.managedFields[0]).not.toHaveProperty("time");
	expect((await apply("m2", { a: "1" })).body).toEqual(shared.body);
});

check(
	"M11 what a configuration says of the server's own metadata is no change, unless it brings managers into another order",
	async () => {
		const timesOf = ({ body }: Answer): readonly (readonly [string | undefined, boolean])[] =>
			(body.metadata.managedFields as ManagedFieldsEntry[]).map(({ manager, time }) => [manager, time !== undefined]);
		for (const metadata of [{ namespace: "" }, { creationTimestamp: "2020-01-01T00:00:00Z" }, { generation: 7 }, { uid: "" }]) {
			const updated = await patches.configMap({ data: { a: "1" } });
			const shared = (members: object): Promise<Answer> =>
				patches.send(`${updated.path}?fieldManager=sharer`, yaml, {
					apiVersion: "v1",
					kind: "ConfigMap",
					...members,
					data: { a: "1" },
				});
			const first = await shared({});
			expect(timesOf(first)).toEqual([
				["sharer", false],
				["kubex", true],
			]);
			// Those who apply come before those who update, whatever their times.
			expect((await shared({ metadata })).body).toEqual(first.body);
			const applied = configMap();
			await applied.apply("creator", { a: "1" });
			await applied.apply("sharer", { a: "1" });
			expect(timesOf(await applied.apply("sharer", { a: "1" }, metadata))).toEqual([
				["creator", true],
				["sharer", true],
			]);
		}
	},
);

check("M5 what a manager no longer names is removed, unless another one owns it", async () => {
	const { apply } = configMap();
	await apply("m1", { a: "1", b: "1" });
	expect((await apply("m1", { a: "1" })).body.data).toEqual({ a: "1" });
	await apply("m2", { a: "1" });
	const given = await apply("m1", { b: "1" });
	expect(given.body.data).toEqual({ a: "1", b: "1" });
	expect(ownersOf(given)).toEqual({ m1: { "f:data": { "f:b": {} } }, m2: { "f:data": { "f:a": {} } } });
	expect((await apply("m2", {})).body.data).toEqual({ b: "1" });
	const { body } = await apply("m1");
	expect(body).not.toHaveProperty("data");
});

check("M5 M6 another value for what another manager owns is a conflict, told with its owner", async () => {
	const { path, apply } = configMap();
	await apply("m1", { a: "1", b: "1" });
	const one = 'Apply failed with 1 conflict: conflict with "m1": .data.a';
	expect((await apply("m2", { a: "2" })).body).toEqual(conflict(one, ['conflict with "m1"', ".data.a"]));
	const two = await apply("m2", { a: "2", b: "2", c: "2" });
	expect(two.body.message).toBe('Apply failed with 2 conflicts: conflicts with "m1":\n- .data.a\n- .data.b');
	expect((await patches.read(path)).data).toEqual({ a: "1", b: "1" });
	await patches.send(`${path}?fieldManager=u1`, "application/merge-patch+json", { data: { b: "3" } });
	const updated = await apply("m1", { a: "1", b: "1" });
	const update = 'Apply failed with 1 conflict: conflict with "u1" using v1: .data.b';
	expect(updated.body).toEqual(conflict(update, ['conflict with "u1" using v1', ".data.b"]));
});

check("M5 force takes fields from whoever has them", async () => {
	const { apply } = configMap();
	await apply("m1", { a: "1", b: "1" });
	const forced = await apply("m2", { a: "2" }, {}, "&force=true");
	expect(forced.body.data).toEqual({ a: "2", b: "1" });
	expect(ownersOf(forced)).toEqual({ m1: { "f:data": { "f:b": {} } }, m2: { "f:data": { "f:a": {} } } });
});

check("M4 M5 an update takes a field from appliers, who get it back by the same value or by force", async () => {
	const { path, apply } = configMap();
	await apply("m1", { a: "1", b: "1" });
	await patches.send(`${path}?fieldManager=u1`, "application/merge-patch+json", { data: { a: "2" } });
	const agreed = await apply("m1", { a: "2", b: "1" });
	expect(ownersOf(agreed)).toEqual({ m1: { "f:data": { "f:a": {}, "f:b": {} } }, u1: { "f:data": { "f:a": {} } } });
	await patches.send(`${path}?fieldManager=u1`, "application/merge-patch+json", { data: { b: null } });
	expect(ownersOf(await apply("m1", { a: "2" }))).toEqual({ m1: { "f:data": { "f:a": {} } }, u1: { "f:data": { "f:a": {} } } });
});

check("M2 M5 a name that updates and applies is two managers", async () => {
	const name = `applied-${count++}`;
	await raw("POST", `${configMaps}?fieldManager=both`, { body: { metadata: { name }, data: { a: "1", b: "1" } } });
	const send = (data: object): Promise<Answer> =>
		patches.send(`${configMaps}/${name}?fieldManager=both`, yaml, {
			apiVersion: "v1",
			kind: "ConfigMap",
			metadata: { name },
			data,
		});
	expect((await send({ a: "2" })).body.message).toBe('Apply failed with 1 conflict: conflict with "both" using v1: .data.a');
	await send({ a: "1" });
	expect((await send({})).body.data).toEqual({ a: "1", b: "1" });
});

check("M7 what nobody is known to own is that of all who came before", async () => {
	const { path, apply } = configMap();
	await apply("m1", { a: "1", b: "1" });
	await patches.send(path, "application/merge-patch+json", { metadata: { managedFields: [] } });
	const refused = await apply("m2", { a: "2" });
	expect(refused.body.message).toBe('Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.a');
	const { body } = await apply("m2", { a: "1" });
	expect(body.metadata.managedFields.map(({ manager, operation }: Json) => [manager, operation])).toEqual([
		["m2", "Apply"],
		["before-first-apply", "Update"],
	]);
});

check("M3 M15 labels and finalizers have owners of their own; the order of a configuration wins", async () => {
	const { path, apply } = configMap();
	const [a, b, c] = ["a", "b", "c"].map((name) => `example.com/${name}`);
	await apply("m1", undefined, { labels: { x: "1" }, finalizers: [a, b] });
	await apply("m2", undefined, { labels: { y: "1" }, finalizers: [c] });
	const ordered = await apply("m1", undefined, { finalizers: [b, a] });
	expect(ordered.body.metadata).toMatchObject({ labels: { y: "1" }, finalizers: [b, c, a] });
	expect((await apply("m1")).body.metadata.finalizers).toEqual([c]);
	await patches.send(path, "application/merge-patch+json", { metadata: { finalizers: null } });
});

check("M5 empty maps and null are owned as they are", async () => {
	const empty = configMap();
	await empty.apply("m1", undefined, { labels: { a: "1" } });
	const { body } = await empty.apply("m1", undefined, { labels: {} });
	expect(body.metadata).not.toHaveProperty("labels");
	expect(body.metadata.managedFields[0].fieldsV1).toEqual({ "f:metadata": { "f:labels": {} } });
	const nulled = await configMap().apply("m1", { a: null });
	expect(nulled.body.data).toEqual({ a: "" });
});

check("M1 B a configuration must be of the endpoint's kind, and its metadata the object's", async () => {
	const { name, path, apply } = configMap();
	const typed = async (body: object): Promise<unknown> =>
		(await patches.send(`${path}?fieldManager=m1`, yaml, body)).body.message;
	expect(await typed({ kind: "ConfigMap", metadata: { name } })).toBe("invalid object type: /, Kind=ConfigMap");
	expect(await typed({ apiVersion: "v1", kind: "Secret", metadata: { name } })).toBe("invalid object type: /v1, Kind=Secret");
	expect(await typed({ apiVersion: "apps/v1", kind: "Deployment" })).toBe("invalid object type: apps/v1, Kind=Deployment");
	for (const [metadata, code, message] of [
		[{ name: "other" }, 400, `the name of the object (other) does not match the name on the URL (${name})`],
		[{ name: undefined }, 400, `the name of the object (${name} based on URL) was undeterminable: name must be provided`],
		[{ namespace: "other" }, 400, "the namespace of the provided object does not match the namespace sent on the request"],
		[{ managedFields: [] }, 400, "metadata.managedFields must be nil"],
	] as const) {
		const { body } = await apply("m1", {}, metadata);
		expect(body).toEqual(failureBody(code, "BadRequest", message));
	}
	const uid = await apply("m1", {}, { uid: "x" });
	const problem = "uid mismatch: the provided object specified uid x, and no existing object was found";
	expect(uid.body).toEqual(
		failureBody(409, "Conflict", `Operation cannot be fulfilled on configmaps "${name}": ${problem}`, {
			name,
			kind: "configmaps",
		}),
	);
	expect((await apply("m1", { a: "1" }, { resourceVersion: "5", managedFields: null })).status).toBe(201);
	expect((await apply("m1", { a: "2" }, { resourceVersion: "5" })).status).toBe(409);
});

check("M13 B what its schema does not know is a 500", async () => {
	const { name, apply } = configMap();
	const prefix = `failed to create typed patch object (/${name}; /v1, Kind=ConfigMap): `;
	for (const [data, metadata, problem] of [
		[{ a: 1 }, {}, ".data.a: expected string, got &value.valueUnstructured{Value:1}"],
		[{ a: ["x"] }, {}, '.data.a: expected string, got &value.valueUnstructured{Value:[]interface {}{"x"}}'],
		[[], {}, ".data: expected map, got &{[]}"],
		[
			{ a: 1, b: 2 },
			{},
			"errors:\n  .data.a: expected string, got &value.valueUnstructured{Value:1}\n  .data.b: expected string, got &value.valueUnstructured{Value:2}",
		],
		[{}, { foo: 1 }, ".metadata.foo: field not declared in schema"],
		[{}, { finalizers: ["x/a", "x/a"] }, '.metadata.finalizers: duplicate entries for key [="x/a"]'],
		[
			{},
			{ ownerReferences: [null] },
			".metadata.ownerReferences: element 0: associative list with keys may not have a null element",
		],
	] as const) {
		const { body } = await apply("m1", data, metadata, "&fieldValidation=Ignore");
		// Since 1.37 several problems come in no order.
		const inOrder = (message: string): string => message.split("\n").toSorted().join("\n");
		expect({ ...body, message: inOrder(body.message) }).toEqual(failureBody(500, undefined, inOrder(prefix + problem)));
	}
});

check("M1 E2 B a body that is no object is a 400", async () => {
	const { path } = configMap();
	for (const [text, message] of [
		["", "invalid object type: /, Kind="],
		["null", "invalid object type: /, Kind="],
		[
			"[]",
			`error decoding ${document}: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}`,
		],
		[
			"x",
			`error decoding ${document}: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type map[string]interface {}`,
		],
	] as const) {
		const { body } = await patches.send(`${path}?fieldManager=m1`, yaml, text);
		expect(body).toEqual(failureBody(400, "BadRequest", message));
	}
});

check("E2 F2 YAML is applied, and a repeated key is warned of, refused or ignored", async () => {
	const { name, path } = configMap();
	const text = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: "1"\n  a: "2"\n`;
	const send = (validation: string): Promise<Answer> =>
		patches.send(`${path}?fieldManager=m1&fieldValidation=${validation}`, yaml, text);
	const remark = 'line 7: key "a" already set in map';
	const strict = `error strict decoding ${document}: error converting YAML to JSON: yaml: unmarshal errors:\n  ${remark}`;
	expect((await send("Strict")).body).toEqual(failureBody(400, "BadRequest", strict));
	const warned = await send("Warn");
	expect([warned.status, warned.body.data]).toEqual([201, { a: "2" }]);
	expect(warned.warnings).toEqual([`299 - "${remark.replaceAll('"', '\\"')}"`]);
	expect((await send("Ignore")).warnings).toEqual([]);
});

check("F4 an apply needs a manager", async () => {
	const { path } = configMap();
	const message = 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch';
	expect((await patches.send(`${path}?force=true`, yaml, {})).body.message).toBe(message);
});

check("F1 a dry apply shows the result and writes nothing", async () => {
	const { path, apply } = configMap();
	expect((await apply("m1", { a: "1" }, {}, "&dryRun=All")).status).toBe(201);
	expect((await raw("GET", path)).status).toBe(404);
	const created = await apply("m1", { a: "1" });
	expect((await apply("m1", { a: "2" }, {}, "&dryRun=All")).body.data).toEqual({ a: "2" });
	expect(await patches.read(path)).toEqual(created.body);
});

check("M9 kubectl takes what it set on the client's side and nobody changed since, and goes on keeping note", async () => {
	const note = "kubectl.kubernetes.io/last-applied-configuration";
	const create = async (): Promise<string> => {
		const name = `applied-${count++}`;
		const last = JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { a: "1", b: "1" } });
		const body = { metadata: { name, annotations: { [note]: last } }, data: { a: "1", b: "1" } };
		await raw("POST", `${configMaps}?fieldManager=kubectl-client-side-apply`, { body });
		return name;
	};
	const send = (manager: string, name: string): Promise<Answer> => {
		const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { a: "2", b: "1" } };
		return patches.send(`${configMaps}/${name}?fieldManager=${manager}`, yaml, body);
	};
	const name = await create();
	expect((await send("other", name)).status).toBe(409);
	const { body } = await send("kubectl", name);
	expect(body.data).toEqual({ a: "2", b: "1" });
	expect(body.metadata.annotations[note]).toBe(
		`{"apiVersion":"v1","data":{"a":"2","b":"1"},"kind":"ConfigMap","metadata":{"name":"${name}"}}\n`,
	);
	const changed = await create();
	await patches.send(`${configMaps}/${changed}?fieldManager=other`, "application/merge-patch+json", { data: { a: "9" } });
	const refused = 'Apply failed with 1 conflict: conflict with "other" using v1: .data.a';
	expect((await send("kubectl", changed)).body.message).toBe(refused);
});

check("S4 the texts of a Secret that are applied are owned as what they were", async () => {
	const path = `/api/v1/namespaces/${namespace}/secrets/texts?fieldManager=m1`;
	const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "texts" } };
	await patches.send(path, yaml, { ...secret, stringData: { a: "b" } });
	const { body } = await patches.send(path, yaml, { ...secret, stringData: { c: "d" } });
	expect(body.data).toEqual({ a: "Yg==", c: "ZA==" });
	expect(body.metadata.managedFields[0].fieldsV1).toEqual({ "f:stringData": { "f:c": {} } });
});
