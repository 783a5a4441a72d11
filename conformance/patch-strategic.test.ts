import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { brokenPatch, type Json, patchesOf } from "./patches.ts";
import { rawOf } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const namespace = await server.namespace();
// Some refusals are 500s, which a client would try again.
const raw = rawOf(await server.createClient({ retry: false }));
const patches = patchesOf({ raw }, namespace);
const strategic = "application/strategic-merge-patch+json";

// Owners that exist, as a garbage collector would take their dependents along otherwise.
const made = await Promise.all(["n1", "n2", "n3"].map(() => patches.configMap({})));
const uid = (last: number): string => made[last - 1]?.created.metadata.uid ?? "none";
const owner = (last: number): object => ({ apiVersion: "v1", kind: "ConfigMap", name: made[last - 1]?.name, uid: uid(last) });
const nameOf = (last: number): string | undefined => made[last - 1]?.name;

/** Patches a ConfigMap with two owners and two annotations. */
async function patched(patch: unknown, query = ""): Promise<{ status: number; body: Json; warnings: readonly string[] }> {
	const { path } = await patches.configMap({
		metadata: { ownerReferences: [owner(1), owner(2)], annotations: { x: "y" } },
		data: { a: "1", b: "2" },
	});
	return patches.send(path + query, strategic, patch);
}

/** Patches the Pods of a Deployment and answers with their specification. */
async function patchedPod(spec: unknown): Promise<Json> {
	const { path } = await patches.deployment();
	const { status, body } = await patches.send(path, strategic, { spec: { template: { spec } } });
	expect([status, body.message]).toEqual([200, undefined]);
	return body.spec.template.spec;
}

const names = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);

check("L5 elements are merged by their key; new ones come first, as they are in the patch alone", async () => {
	const spec = await patchedPod({
		containers: [
			{ name: "main", image: "example.com/none:9" },
			{ name: "new", image: "example.com/none:3" },
		],
	});
	expect(names(spec.containers)).toEqual(["main", "new", "side"]);
	expect(spec.containers[0]).toMatchObject({ image: "example.com/none:9", ports: [{ containerPort: 80 }] });
	expect(names(spec.containers[0].env)).toEqual(["A", "B"]);
});

check("L5 lists within elements are merged as well, and other lists replaced", async () => {
	const spec = await patchedPod({
		containers: [
			{
				name: "main",
				env: [
					{ name: "B", value: "3" },
					{ name: "C", value: "4" },
					{ name: "A", $patch: "delete" },
				],
				ports: [{ containerPort: 80, name: "web" }, { containerPort: 81 }],
			},
		],
		tolerations: [{ key: "b", operator: "Exists" }],
		imagePullSecrets: [{ name: "second" }],
	});
	const [main] = spec.containers;
	expect(main.env).toEqual([
		{ name: "B", value: "3" },
		{ name: "C", value: "4" },
	]);
	expect(main.ports).toMatchObject([{ containerPort: 80, name: "web" }, { containerPort: 81 }]);
	expect(spec.tolerations).toEqual([{ key: "b", operator: "Exists" }]);
	expect(names(spec.imagePullSecrets)).toEqual(["second", "first"]);
});

check("L5 $setElementOrder brings elements into order", async () => {
	const order = (...list: string[]): object[] => list.map((name) => ({ name }));
	const swapped = await patchedPod({
		"$setElementOrder/containers": order("side", "main"),
		containers: [{ name: "side", image: "x" }],
	});
	expect(swapped.containers).toMatchObject([{ name: "side", image: "x" }, { name: "main" }]);
	const between = await patchedPod({
		"$setElementOrder/containers": order("side", "new", "main"),
		containers: [{ name: "new", image: "x" }],
	});
	expect(names(between.containers)).toEqual(["side", "new", "main"]);
});

check("L5 $patch deletes and replaces elements, lists and maps", async () => {
	expect(names((await patchedPod({ containers: [{ name: "side", $patch: "delete" }] })).containers)).toEqual(["main"]);
	const replaced = await patchedPod({ containers: [{ $patch: "replace" }, { name: "only", image: "a" }] });
	expect(names(replaced.containers)).toEqual(["only"]);
	expect((await patched({ data: { $patch: "replace", c: "1" } })).body.data).toEqual({ c: "1" });
	expect((await patched({ data: { $patch: "delete" } })).body).not.toHaveProperty("data");
});

check("L5 $retainKeys drops what it does not name", async () => {
	const volume = { $retainKeys: ["name", "hostPath"], name: "v", hostPath: { path: "/x" } };
	expect((await patchedPod({ volumes: [volume] })).volumes).toEqual([
		{ name: "v", hostPath: expect.objectContaining({ path: "/x" }) },
	]);
	const { path } = await patches.deployment();
	const strategy = { $retainKeys: ["type"], type: "Recreate" };
	expect((await patches.send(path, strategic, { spec: { strategy } })).body.spec.strategy).toEqual({ type: "Recreate" });
	expect((await patched({ data: { $retainKeys: ["a"], a: "5" } })).body.data).toEqual({ a: "5" });
	for (const data of [{ $retainKeys: ["a"], c: "5" }, { $retainKeys: "a" }]) {
		expect((await patched({ data })).body).toEqual(failureBody(400, "BadRequest", "invalid patch format of retainKeys"));
	}
});

check("L5 lists of scalars are merged, ordered and thinned out", async () => {
	const finalizers = async (patch: object): Promise<Json> => {
		const { path } = await patches.configMap({ metadata: { finalizers: ["example.com/a", "example.com/b"] } });
		const { body } = await patches.send(path, strategic, { metadata: patch });
		await patches.send(path, "application/merge-patch+json", { metadata: { finalizers: null } });
		return body.metadata.finalizers?.map((name: string) => name.slice(-1));
	};
	const [a, b, c] = ["a", "b", "c"].map((name) => `example.com/${name}`);
	expect(await finalizers({ finalizers: [c] })).toEqual(["c", "a", "b"]);
	expect(await finalizers({ finalizers: [a, c] })).toEqual(["a", "c", "b"]);
	expect(await finalizers({ finalizers: [] })).toEqual(["a", "b"]);
	expect(await finalizers({ finalizers: null })).toBeUndefined();
	expect(await finalizers({ "$deleteFromPrimitiveList/finalizers": [a, c] })).toEqual(["b"]);
	expect(await finalizers({ "$setElementOrder/finalizers": [b, a] })).toEqual(["b", "a"]);
	const all = { "$deleteFromPrimitiveList/finalizers": [a], "$setElementOrder/finalizers": [c, b], finalizers: [c] };
	expect(await finalizers(all)).toEqual(["c", "b"]);
});

check("L5 owners are merged by uid", async () => {
	const owners = async (...ownerReferences: object[]): Promise<string[]> =>
		names((await patched({ metadata: { ownerReferences } })).body.metadata.ownerReferences);
	expect(await owners(owner(3))).toEqual([3, 1, 2].map(nameOf));
	expect(await owners({ uid: uid(1), $patch: "delete" })).toEqual([nameOf(2)]);
	expect(await owners({ uid: uid(9), $patch: "delete" })).toEqual([1, 2].map(nameOf));
	expect(await owners({ $patch: "replace" }, owner(3))).toEqual([nameOf(3)]);
	const { body } = await patched({ metadata: { ownerReferences: [{ uid: uid(1), controller: true }] } });
	expect(body.metadata.ownerReferences).toEqual([{ ...owner(1), controller: true }, owner(2)]);
});

check("L5 B a patch that cannot be merged is told what is wrong", async () => {
	for (const [metadata, message] of [
		[{ ownerReferences: [{ name: "n" }] }, "map: map[name:n] does not contain declared merge key: uid"],
		[{ ownerReferences: [{ $patch: "delete" }] }, "map: map[$patch:delete] does not contain declared merge key: uid"],
		[{ ownerReferences: [{ $patch: "merge", uid: "u" }] }, "merging lists cannot yet be specified in the patch"],
		[{ ownerReferences: [{ $patch: "zz", uid: "u" }] }, "unknown patch type: zz in map: map[$patch:zz uid:u]"],
		[{ annotations: { $patch: "merge", c: "1" } }, "unknown patch type: merge in map: map[$patch:merge c:1]"],
		[{ annotations: { $patch: 5 } }, "unknown patch type: %!s(int64=5) in map: map[$patch:5]"],
		[
			{ "$setElementOrder/ownerReferences": [{ uid: uid(2) }], ownerReferences: [{ uid: uid(1), controller: true }] },
			`The order in patch list:\n[map[controller:true uid:${uid(1)}]]\n doesn't match $setElementOrder list:\n[map[uid:${uid(2)}]]\n`,
		],
		[{ "$setElementOrder/ownerReferences": "x" }, "expected a []interface {}, but received a string"],
		[{ "$setElementOrder/ownerReferences": [{ uid: uid(2) }, {}] }, "map: map[] does not contain declared merge key: uid"],
		[
			{ "$setElementOrder/ownerReferences": [{ uid: uid(2) }, { uid: uid(1) }, "x"] },
			"expected a map[string]interface {}, but received a string",
		],
		[
			{ ownerReferences: ["x"] },
			`list element types are not identical: [[${[1, 2].map((last) => `map[apiVersion:v1 kind:ConfigMap name:${nameOf(last)} uid:${uid(last)}]`).join(" ")}] [x]]`,
		],
	] as const) {
		expect((await patched({ metadata })).body).toEqual(failureBody(500, undefined, message));
	}
	const deployment = await patches.deployment();
	const spec = { template: { spec: { "$setElementOrder/containers": [5], containers: [] } } };
	expect((await patches.send(deployment.path, strategic, { spec })).body).toEqual(
		failureBody(500, undefined, "value for key 0 is not a map"),
	);
	for (const [text, message] of [
		["", brokenPatch(server.minor, "unexpected end of JSON input")],
		["[]", "json: cannot unmarshal array into Go value of type map[string]interface {}"],
	] as const) {
		expect((await patched(text)).body).toEqual(failureBody(400, "BadRequest", message));
	}
});

check("L7 F2 what a strategic patch makes must be of its kind; apiVersion and kind in it do not count", async () => {
	for (const [patch, shown, problem] of [
		[{ data: { a: 1 } }, "map[data:map[a:1]]", "cannot convert int64 to string"],
		[{ data: { a: true } }, "map[data:map[a:true]]", "unrecognized type: string"],
		[{ data: "x" }, "map[data:x]", "cannot restore map from string"],
		[{ data: ["x"] }, "map[data:[x]]", "cannot restore map from slice"],
		[{ metadata: { ownerReferences: {} } }, "map[metadata:map[ownerReferences:map[]]]", "cannot restore slice from map"],
		[{ metadata: [] }, "map[metadata:[]]", "cannot restore struct from: slice"],
		[{ immutable: "x" }, "map[immutable:x]", "unrecognized type: bool"],
	] as const) {
		const { body } = await patched(patch);
		expect(body.message).toBe(` "" is invalid: patch: Invalid value: "${shown}": ${problem}`);
		expect(body).toMatchObject({ code: 422, reason: "Invalid", details: { causes: [{ field: "patch" }] } });
	}
	const unknown = { foo: 1, bar: { b: [1, "x", null, true, 1.5] } };
	const warned = await patched({ ...unknown, kind: "Secret", apiVersion: "v2" });
	expect([warned.status, warned.warnings]).toEqual([200, ['299 - "unknown field \\"bar\\""', '299 - "unknown field \\"foo\\""']]);
	const strict = await patched(unknown, "?fieldValidation=Strict");
	const shown = "map[bar:map[b:[1 x <nil> true 1.5]] foo:1]";
	expect(strict.body.message).toBe(
		` "" is invalid: patch: Invalid value: "${shown}": strict decoding error: unknown field "bar", unknown field "foo"`,
	);
});

check("L2 M4 K4 a strategic patch that changes nothing writes nothing; one that does is owned", async () => {
	const { path, created } = await patches.deployment();
	const { body } = await patches.send(path, strategic, { spec: { replicas: 0 } });
	expect(body.metadata.generation).toBe(created.metadata.generation);
	const patch = { spec: { template: { spec: { containers: [{ name: "side", image: "x" }] } } } };
	const changed = await patches.send(`${path}?fieldManager=patcher`, strategic, patch);
	const owned = changed.body.metadata.managedFields.find(({ manager }: { manager: string }) => manager === "patcher");
	expect(owned.fieldsV1).toMatchObject({
		"f:spec": { "f:template": { "f:spec": { "f:containers": { 'k:{"name":"side"}': { "f:image": {} } } } } },
	});
});

check("L5 an order of nothing is none, and what has no place in it comes last", async () => {
	const containers = [{ name: "new", image: "example.com/none:3" }];
	const pod = await patchedPod({ containers, "$setElementOrder/containers": [] });
	expect(names(pod.containers)).toEqual(["main", "side", "new"]);
});

check("L5 an object that says what is to be done is left out where there is nothing to do it to", async () => {
	const { status, body } = await patched({ metadata: { labels: { $patch: "merge", a: "b" } } });
	expect(status).toBe(200);
	expect(body.metadata).not.toHaveProperty("labels");
});

check("L5 objects that say what is to be done are left out wherever a patch has nothing to be merged with", async () => {
	const spec = await patchedPod({
		affinity: {
			nodeAffinity: { $patch: "replace" },
			podAffinity: {
				preferredDuringSchedulingIgnoredDuringExecution: [
					{ $patch: "merge" },
					{ weight: 1, podAffinityTerm: { topologyKey: "a/b", namespaceSelector: { $patch: "delete" } } },
				],
			},
		},
	});
	const preferred = [{ weight: 1, podAffinityTerm: { topologyKey: "a/b" } }];
	expect(spec.affinity).toEqual({ podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } });
});

check("F2 L5 of several values that do not fit, the first in the order of the kind's fields is named", async () => {
	for (const [patch, problem] of [
		[{ data: { z: [] }, immutable: 1.5 }, "unrecognized type: bool"],
		[{ binaryData: { z: {} }, data: { z: [] } }, "unrecognized type: string"],
		[{ immutable: 1.5, metadata: { labels: [] } }, "cannot restore map from slice"],
	] as const) {
		const { status, body } = await patched(patch);
		expect([status, body.details.causes[0].message]).toEqual([422, expect.stringContaining(problem)]);
	}
});

check("L5 B an order of what is no list, or of nothing that there is, is refused", async () => {
	for (const [patch, message] of [
		[{ "$setElementOrder/binaryData": [] }, "expected slice or array type, but got: struct"],
		[{ "$setElementOrder/nothing": [] }, 'unable to find api field in struct ConfigMap for the json field "nothing"'],
		[{ "$setElementOrder/data": [] }, "expected a []interface {}, but received a map[string]interface {}"],
		[{ data: { "$setElementOrder/z": [] } }, "merging an object in json but data type is not struct, instead is: map"],
		[
			{ metadata: { "$setElementOrder/ownerReferences": [{}], ownerReferences: [[]] } },
			"expected a map[string]interface {}, but received a []interface {}",
		],
		[{ "$setElementOrder/x": [], x: [] }, 'unable to find api field in struct ConfigMap for the json field "x"'],
		[
			{ metadata: { "$setElementOrder/ownerReferences": [5], ownerReferences: [{}] } },
			"expected a map[string]interface {}, but received a int64",
		],
	] as const) {
		expect((await patched(patch)).body).toEqual(failureBody(500, undefined, message));
	}
	const { path } = await patches.deployment();
	const spec = { template: { spec: { "$setElementOrder/hostAliases": [], hostAliases: [{}] } } };
	expect((await patches.send(path, strategic, { spec })).body).toEqual(
		failureBody(500, undefined, "map: map[] does not contain declared merge key: ip"),
	);
	// A pointer may be one to a list, for all that the server looks.
	expect((await patched({ "$setElementOrder/immutable": [] })).status).toBe(200);
});

check(
	"L5 B elements of a patch with one key are merged one into the other, in the patch that a refusal shows as well",
	async () => {
		const { path } = await patches.deployment();
		const ports = [{ containerPort: 53 }, { name: [], containerPort: 53 }];
		const patch = { spec: { template: { spec: { containers: [{ name: "main", ports }] } } } };
		const { status, body } = await patches.send(path, strategic, patch);
		expect([status, body.message]).toEqual([
			422,
			expect.stringContaining("ports:[map[containerPort:53 name:[]] map[containerPort:53 name:[]]]"),
		]);
	},
);

check("F2 L5 values that are read by themselves are told without their fields", async () => {
	const { path } = await patches.deployment();
	const rollout = (maxSurge: unknown): object => ({ spec: { strategy: { rollingUpdate: { maxSurge } } } });
	const times = (creationTimestamp: unknown): object => ({ metadata: { creationTimestamp } });
	for (const [patch, found] of [
		[rollout({}), "object into Go value of type int32"],
		[rollout(1.5), "number 1.5 into Go value of type int32"],
		[rollout(99_999_999_999), "number 99999999999 into Go value of type int32"],
		[times([]), "array into Go value of type string"],
		[times(1), "number into Go value of type string"],
	] as const) {
		const { status, body } = await patches.send(path, strategic, patch);
		expect([status, body.message]).toEqual([422, expect.stringMatching(`: json: cannot unmarshal ${found}$`)]);
	}
});

check("L5 directives for what is not there are taken for values", async () => {
	const { path } = await patches.configMap({});
	const { status, body } = await patches.send(path, strategic, { data: { a: "1", $retainKeys: ["a"] } });
	expect(status).toBe(422);
	expect(body.details.causes[0].message).toMatch(/: unrecognized type: string$/);
});

check("L5 an unknown directive is shown as the server prints it", async () => {
	for (const [directive, shown] of [
		[null, "%!s(<nil>)"],
		[[], "[]"],
		[5, "%!s(int64=5)"],
	]) {
		const { path } = await patches.deployment();
		const { body } = await patches.send(path, strategic, { spec: { template: { $patch: directive } } });
		expect(body.message).toContain(`unknown patch type: ${shown as string} in map: `);
	}
});
