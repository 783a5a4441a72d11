import { expect } from "vitest";
import { check } from "./check.ts";
import { failureBody } from "./failure.ts";
import { brokenPatch, type Json, patchesOf } from "./patches.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const namespace = await server.namespace();
const patches = patchesOf(server, namespace);
const json = "application/json-patch+json";

/** The finalizers that list operations begin with. */
const added = { op: "add", path: "/metadata/finalizers", value: ["example.com/a", "example.com/b"] };
const refusal = failureBody(422, "Invalid", "the server rejected our request due to an error in our request", {});

async function patched(operations: unknown): Promise<{ status: number; body: Json; warnings: readonly string[] }> {
	const { path } = await patches.configMap({ metadata: { labels: { x: "y" } }, data: { a: "1", b: "2" } });
	const answer = await patches.send(path, json, operations);
	// Nothing is left that waits for finalizers.
	await patches.send(path, "application/merge-patch+json", { metadata: { finalizers: null } });
	return answer;
}

check("L3 add, replace, remove, move, copy and test", async () => {
	const { body } = await patched([
		{ op: "test", path: "/data", value: { b: "2", a: "1" } },
		{ op: "replace", path: "/data/a", value: "5" },
		{ op: "add", path: "/data/c", value: "6" },
		{ op: "copy", from: "/data/a", path: "/data/d" },
		{ op: "move", from: "/data/c", path: "/data/e" },
		{ op: "remove", path: "/data/b" },
		{ op: "add", path: "/metadata/labels/example.com~1a", value: "z" },
	]);
	expect(body).toMatchObject({ data: { a: "5", d: "5", e: "6" }, metadata: { labels: { x: "y", "example.com/a": "z" } } });
	expect(Object.keys(body.data)).toEqual(["a", "d", "e"]);
});

check("L3 elements are added at an index, at the end, and counted from the end", async () => {
	const { body } = await patched([
		added,
		{ op: "add", path: "/metadata/finalizers/0", value: "example.com/0" },
		{ op: "add", path: "/metadata/finalizers/-", value: "example.com/c" },
		{ op: "add", path: "/metadata/finalizers/-1", value: "example.com/d" },
		{ op: "remove", path: "/metadata/finalizers/-3" },
		{ op: "replace", path: "/metadata/finalizers/01", value: "example.com/1" },
	]);
	expect(body.metadata.finalizers).toEqual(["0", "1", "c", "d"].map((name) => `example.com/${name}`));
});

check("L3 B the server is lax where the standard is not", async () => {
	expect((await patched([{ op: "replace", path: "/data/new", value: "1" }])).body.data).toEqual({ a: "1", b: "2", new: "1" });
	expect((await patched([{ op: "copy", from: "/data/none", path: "/data/c" }])).body.data.c).toBe("");
	expect((await patched([{ op: "test", path: "/data/none", value: null }])).status).toBe(200);
	const unslashed = await patched([{ op: "add", path: "data/a", value: "1" }]);
	expect([unslashed.status, unslashed.warnings]).toEqual([200, ['299 - "unknown field \\"a\\""']]);
	expect((await patched("null")).status).toBe(200);
});

check("L3 B a step that cannot be done is a 422 that says nothing, and nothing is written", async () => {
	for (const operation of [
		{ op: "test", path: "/data/a", value: "2" },
		{ op: "test", path: "/data/none", value: "2" },
		{ op: "test", path: "/spec/none", value: null },
		{ op: "remove", path: "/data/none" },
		{ op: "remove", path: "/spec/none" },
		{ op: "replace", path: "/spec/none", value: "1" },
		{ op: "add", path: "/spec/none", value: "1" },
		{ op: "add", path: "/data/a/b", value: "1" },
		{ op: "move", from: "/data/none", path: "/data/c" },
		{ op: "copy", from: "/spec/none", path: "/data/c" },
		{ op: "add", path: "/metadata/finalizers/5", value: "x/y" },
		{ op: "add", path: "/metadata/finalizers/x", value: "x/y" },
		{ op: "remove", path: "/metadata/finalizers/2" },
		{ op: "replace", path: "/metadata/finalizers/-3", value: "x/y" },
		{ op: "add", path: "", value: {} },
		{ op: "remove", path: "" },
		{ op: "merge", path: "/data/a" },
		{ path: "/data/a", value: "1" },
		{ op: "add", value: "1" },
		{ op: "move", path: "/data/a" },
	]) {
		const { path, created } = await patches.configMap({ data: { a: "1" } });
		const { body } = await patches.send(path, json, [added, operation]);
		expect(body, JSON.stringify(operation)).toEqual(refusal);
		expect(await patches.read(path)).toEqual(created);
	}
});

check("L3 B a document that is no JSON patch is a 400", async () => {
	for (const [text, problem] of [
		["", "unexpected end of JSON input"],
		["[", "unexpected end of JSON input"],
		['[{"op":}]', "invalid character '}' looking for beginning of value"],
	] as const) {
		const message = brokenPatch(server.minor, `error decoding patch: ${problem}`);
		expect((await patched(text)).body, text).toEqual(failureBody(400, "BadRequest", message));
	}
	for (const [text, problem] of [
		["{}", "json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"],
		['["x"]', "json: cannot unmarshal string into Go value of type handlers.jsonPatchOp"],
		['[{"op":5}]', "json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string"],
	] as const) {
		expect((await patched(text)).body, text).toEqual(failureBody(400, "BadRequest", `error decoding patch: ${problem}`));
	}
});

check("L3 B a step that is none is told by another name where fields are not checked", async () => {
	const { path } = await patches.configMap({});
	const { body } = await patches.send(`${path}?fieldValidation=Ignore`, "application/json-patch+json", '["x"]');
	const message = "json: cannot unmarshal string into Go value of type jsonpatch.Operation";
	expect(body).toEqual(failureBody(400, "BadRequest", message));
});

check("L3 A10 more than 10000 steps are a 413", async () => {
	const steps = (length: number): object[] => Array.from({ length }, () => ({ op: "test", path: "/data/a", value: "1" }));
	expect((await patched(steps(10_000))).status).toBe(200);
	const message = "Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001";
	expect((await patched(steps(10_001))).body).toEqual(failureBody(413, "RequestEntityTooLarge", message));
});

check("L7 F2 unknown and repeated members of the steps are told apart from those of the object", async () => {
	const text = '[{"op":"add","op":"add","path":"/data","value":{"a":"1","a":"2"}},{"op":"add","path":"/foo","value":1}]';
	const { path } = await patches.configMap({});
	const warned = await patches.send(path, json, text);
	const remarks = ['json patch duplicate field "[0].op"', 'json patch duplicate field "[0].value.a"', 'unknown field "foo"'];
	// Since the server keeps the text of a value, a member that is repeated in it is repeated in the object as well.
	expect(warned.status).toBe(200);
	for (const remark of remarks) expect(warned.warnings).toContain(`299 - "${remark.replaceAll('"', '\\"')}"`);
	const strict = await patches.send(`${path}?fieldValidation=Strict`, json, text);
	expect(strict.status).toBe(422);
	expect(strict.body.message).toContain(`: strict decoding error: ${remarks[0]}, ${remarks[1]}, `);
	const member = await patches.send(`${path}?fieldValidation=Strict`, json, [{ op: "add", path: "/data", value: {}, foo: 1 }]);
	expect(member.body.message).toMatch(/: strict decoding error: json patch unknown field "\[0\]\.foo"$/);
});
