import { expect, test } from "vitest";
import { ClusterState, configMaps, deployments } from "./cluster-state.ts";

test.each([
	["POST", "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", "admission webhooks"],
	["GET", "/api/v1/componentstatuses", "component statuses"],
	["GET", "/api/v1/namespaces/default/pods/p/exec", "the subresource pods/exec"],
])("what is not built is refused by name: %s %s", async (method, path, feature) => {
	const { status, body } = await new ClusterState().call(method, path, {});
	expect([status, body.reason, body.message]).toEqual([
		501,
		"NotImplemented",
		`the embedded API server does not support ${feature}`,
	]);
});

test("A5 A6 G10 unknown paths are not found, known ones refuse other methods", async () => {
	const cluster = new ClusterState();
	const unknown = await cluster.call("GET", "/api/v1/nopes");
	expect(unknown.text).toBe(
		'{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the server could not find the requested resource","reason":"NotFound","details":{},"code":404}',
	);
	const answers = [];
	for (const [method, path] of [
		["POST", `${configMaps}/a`],
		["POST", "/api/v1/configmaps"],
		["DELETE", "/api/v1/configmaps"],
		["DELETE", `${deployments}/a/status`],
	] as const) {
		answers.push((await cluster.call(method, path, {})).status);
	}
	expect(answers).toEqual([405, 405, 405, 405]);
});
