import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureBody } from "./failure.ts";
import { type Json, patchesOf } from "./patches.ts";
import type { RawAnswer } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const namespace = await server.namespace();
const patches = patchesOf(server, namespace);
const api = "rbac.authorization.k8s.io";
const roles = `/apis/${api}/v1/namespaces/${namespace}`;
const configMaps = `/api/v1/namespaces/${namespace}/configmaps`;
const verbs = ["get", "patch", "update"];

await raw("POST", `${roles}/roles`, {
	body: {
		metadata: { name: "patcher" },
		rules: [
			{ verbs, apiGroups: [""], resources: ["configmaps"] },
			{ verbs, apiGroups: ["coordination.k8s.io"], resources: ["leases"] },
			{ verbs, apiGroups: [api], resources: ["roles"] },
		],
	},
});
await raw("POST", `${roles}/rolebindings`, {
	body: {
		metadata: { name: "patcher" },
		roleRef: { apiGroup: api, kind: "Role", name: "patcher" },
		subjects: [{ apiGroup: api, kind: "User", name: "patcher" }],
	},
});

const asPatcher = (method: string, path: string, body: object, type = "application/json"): Promise<RawAnswer> =>
	raw(method, path, { headers: { "impersonate-user": "patcher", "content-type": type }, body });

await eventually(async () => (await asPatcher("PATCH", `${configMaps}/none`, {}, "application/merge-patch+json")).status === 404);

const mayNotCreate = (group: string, kind: string, name: string): object => {
	const what = `User "patcher" cannot create resource "${kind}" in API group "${group}" in the namespace "${namespace}"`;
	const message = `${group === "" ? kind : `${kind}.${group}`} "${name}" is forbidden: ${what}`;
	return failureBody(403, "Forbidden", message, { name, ...(group !== "" && { group }), kind });
};

check("U2 M1 G9 whoever creates by applying or replacing needs the right to create", async () => {
	const configuration = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" } };
	const apply = "application/apply-patch+yaml";
	const applied = await asPatcher("PATCH", `${configMaps}/x?fieldManager=m`, configuration, apply);
	expect(applied.body).toEqual(mayNotCreate("", "configmaps", "x"));
	const leases = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
	const replaced = await asPatcher("PUT", `${leases}/x`, { metadata: { name: "x" } });
	expect(replaced.body).toEqual(mayNotCreate("coordination.k8s.io", "leases", "x"));
	await raw("POST", configMaps, { body: { metadata: { name: "x" } } });
	expect((await asPatcher("PATCH", `${configMaps}/x?fieldManager=m`, configuration, apply)).status).toBe(200);
});

check("U3 L2 nobody gives rights by a patch that they do not hold", async () => {
	const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }];
	const { status, body } = await asPatcher("PATCH", `${roles}/roles/patcher`, { rules }, "application/merge-patch+json");
	expect([status, (body as Json).message]).toEqual([403, expect.stringContaining("attempting to grant RBAC permissions")]);
	expect((await patches.read(`${roles}/roles/patcher`)).rules).toHaveLength(3);
});
