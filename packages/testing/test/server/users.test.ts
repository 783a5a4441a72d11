import { afterAll, beforeAll, expect, test } from "vitest";
import { CertificateAuthority } from "../../src/certificates/certificate-authority.ts";
import { TestCluster } from "../../src/test-cluster.ts";
import { type RawRequest, rawRequest } from "../raw-request.ts";
import { statusBody } from "../status-body.ts";

// What is compared word for word was taken from a 1.35 server.

let cluster: TestCluster;

beforeAll(async () => {
	cluster = await TestCluster.start();
});

afterAll(() => cluster.close());

const send = (request: RawRequest) => rawRequest(cluster, request);
const inDefault = "/api/v1/namespaces/default";

const forbidden = (message: string, details: unknown): unknown => statusBody(403, "Forbidden", message, details);

test.each(["/version", "/livez", "/readyz", "/healthz"])("U anybody may read %s", async (path) => {
	expect((await send({ path, as: "anonymous" })).status).toBe(200);
});

test.each([
	["/api", forbidden('forbidden: User "system:anonymous" cannot get path "/api"', {})],
	["/livez/ping", forbidden('forbidden: User "system:anonymous" cannot get path "/livez/ping"', {})],
	["/foo", forbidden('forbidden: User "system:anonymous" cannot get path "/foo"', {})],
	[
		"/api/v1/pods",
		forbidden('pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope', {
			kind: "pods",
		}),
	],
	[
		"/api/v1/pods?watch=1",
		forbidden('pods is forbidden: User "system:anonymous" cannot watch resource "pods" in API group "" at the cluster scope', {
			kind: "pods",
		}),
	],
	[
		`${inDefault}/pods/x/status`,
		forbidden(
			'pods "x" is forbidden: User "system:anonymous" cannot get resource "pods/status" in API group "" in the namespace "default"',
			{ name: "x", kind: "pods" },
		),
	],
	[
		"/apis/nope/v1/x",
		forbidden('x.nope is forbidden: User "system:anonymous" cannot list resource "x" in API group "nope" at the cluster scope', {
			group: "nope",
			kind: "x",
		}),
	],
])("B nobody else may read %s", async (path, expected) => {
	const answer = await send({ path, as: "anonymous" });
	expect(answer.status).toBe(403);
	expect(JSON.parse(answer.text)).toEqual(expected);
});

test.each([
	["Bearer nope", 401],
	["bearer nope", 401],
	["Bearer ", 403],
	["Basic eDp5", 403],
])("U %j gives %d", async (authorization, code) => {
	const answer = await send({ path: "/api/v1/pods", as: "anonymous", headers: { authorization } });
	expect(answer.status).toBe(code);
	if (code === 401) expect(JSON.parse(answer.text)).toEqual(statusBody(401, "Unauthorized", "Unauthorized"));
});

test("U a certificate of another authority is refused everywhere, and a good one wins over a bad token", async () => {
	const stranger = new CertificateAuthority().issueClient("admin", ["system:masters"]);
	expect((await send({ path: "/version", as: stranger })).status).toBe(401);
	expect((await send({ path: "/api", headers: { authorization: "Bearer nope" } })).status).toBe(200);
});
