import { Api, addFinalizer, removeFinalizer, type Status, UnprocessableEntityError } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";
import { recorder, type SentRequest } from "../support/recorder.ts";
import { rejection } from "../support/rejection.ts";

const mine = "example.com/mine";
const refusal = (code: number, reason: string): { status: number; body: Status } => ({
	status: code,
	body: { apiVersion: "v1", kind: "Status", status: "Failure", code, reason, details: { name: "c", kind: "configmaps" } },
});
const object = (finalizers: string[], more: object = {}): ConfigMap =>
	({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "c", namespace: "default", uid: "u", resourceVersion: "7", finalizers, ...more },
	}) as ConfigMap;

/** A server that gives these answers, one after the other. */
async function answering(...answers: (ConfigMap | { status: number; body: object })[]): Promise<{
	readonly configMaps: Api<ConfigMap>;
	readonly methods: () => string[];
	readonly sent: readonly SentRequest[];
}> {
	const { client, sent } = await recorder((_request, index) => {
		const answer = answers[index];
		if (answer === undefined) throw new Error("one request too many");
		return "body" in answer ? answer : { body: answer };
	});
	return { configMaps: new Api(ConfigMap, { client }), sent, methods: () => sent.map(({ line }) => line.split(" ")[0] ?? "") };
}

test("FN-7 the object that the patch answered with comes back, and an object that is known is not read", async () => {
	const { configMaps, methods, sent } = await answering(object([mine], { resourceVersion: "8" }));
	const known = object([], { namespace: "of-object" });
	const guarded = await addFinalizer(configMaps, known, mine, { fieldManager: "me", namespace: undefined });
	expect([guarded.metadata.resourceVersion, methods()]).toEqual(["8", ["PATCH"]]);
	expect(sent[0]?.line).toBe("PATCH /api/v1/namespaces/of-object/configmaps/c?fieldManager=me");
});

test("FN-3 whoever was faster is read again, and nobody's finalizer is lost", async () => {
	const { configMaps, methods, sent } = await answering(
		object([mine, "a/b"]),
		refusal(422, "Invalid"),
		object(["x/y", mine, "a/b"]),
		object(["x/y", "a/b"]),
	);
	await removeFinalizer(configMaps, "c", mine);
	expect(methods()).toEqual(["GET", "PATCH", "GET", "PATCH"]);
	expect(sent[3]?.body).toEqual([
		{ op: "test", path: "/metadata/uid", value: "u" },
		{ op: "test", path: "/metadata/finalizers/1", value: mine },
		{ op: "remove", path: "/metadata/finalizers/1" },
	]);
});

test("FN-3 a refusal that stays is thrown", async () => {
	const { configMaps } = await answering(object([]), refusal(422, "Invalid"), object([]), refusal(422, "Invalid"));
	expect(await rejection(addFinalizer(configMaps, "c", mine, { attempts: 2 }))).toBeInstanceOf(UnprocessableEntityError);
});

test("FN-4 nothing is sent when it is there, or when the object has to end", async () => {
	const { configMaps, methods } = await answering();
	const terminating = object([], { deletionTimestamp: "2026-11-22T10:15:30Z" });
	expect(await addFinalizer(configMaps, object([mine]), mine)).toEqual(object([mine]));
	expect(await addFinalizer(configMaps, terminating, mine)).toEqual(terminating);
	expect(await removeFinalizer(configMaps, object([]), mine)).toEqual(object([]));
	expect(methods()).toEqual([]);
});

test("FN-5 an object that is gone needs nothing removed", async () => {
	const gone = await answering(refusal(404, "NotFound"));
	expect(await removeFinalizer(gone.configMaps, object([mine]), mine)).toBeUndefined();
	const never = await answering(refusal(404, "NotFound"));
	expect(await removeFinalizer(never.configMaps, "c", mine)).toBeUndefined();
});

test("FN-3 an object that was made anew under the name keeps its finalizers", async () => {
	const { configMaps, methods } = await answering(refusal(422, "Invalid"), object([mine], { uid: "another" }));
	expect(await removeFinalizer(configMaps, object([mine]), mine)).toBeUndefined();
	expect(methods()).toEqual(["PATCH", "GET"]);
});

test("FN-8 a name without a domain is refused before anything is sent", async () => {
	const { configMaps, methods } = await answering();
	expect(await rejection(addFinalizer(configMaps, "c", "cleanup"))).toBeInstanceOf(TypeError);
	expect(methods()).toEqual([]);
});
