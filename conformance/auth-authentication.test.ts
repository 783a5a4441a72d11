import { anonymous, staticToken } from "kubex";
import { expect } from "vitest";
import { check } from "./check.ts";
import { constrainedImpersonation } from "./constrained-impersonation.ts";
import { eventually } from "./eventually.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const namespace = await server.namespace();
const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
const pods = `/api/v1/namespaces/${namespace}/pods`;
const whoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
const unauthorized = failureBody(401, "Unauthorized", "Unauthorized");

interface Review {
	readonly metadata: object;
	readonly status: { readonly userInfo: { readonly username: string; readonly extra?: Record<string, string[]> } };
}

async function issue(account: string, spec: object = {}): Promise<string> {
	const { body } = await raw("POST", `${accounts}/${account}/token`, { body: { spec } });
	return (body as { status: { token: string } }).status.token;
}

function anonymousCannot(verb: string, what: string): object {
	const [group = "", resource = ""] = what.split("/");
	const qualified = group === "" ? resource : `${resource}.${group}`;
	const where = group === "" ? `in the namespace "${namespace}"` : "at the cluster scope";
	return failureBody(
		403,
		"Forbidden",
		`${qualified} is forbidden: User "system:anonymous" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`,
		{ ...(group !== "" && { group }), kind: resource },
	);
}

check("U1 U4 a certificate's common name is the user, its organizations are groups, its hash is told", async () => {
	const { status, body } = await raw("POST", whoAmI, { body: {} });
	expect(status).toBe(201);
	const { userInfo } = (body as Review).status;
	expect(body).toEqual({
		kind: "SelfSubjectReview",
		apiVersion: "authentication.k8s.io/v1",
		metadata: { creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
		status: { userInfo },
	});
	expect(userInfo).toMatchObject({ groups: expect.arrayContaining(["system:authenticated"]) });
	expect(userInfo.extra?.["authentication.kubernetes.io/credential-id"]?.[0]).toMatch(/^(X509SHA256=[0-9a-f]{64}|JTI=.+)$/);
});

check("U4 what is sent to a SelfSubjectReview does not count", async () => {
	const body = { metadata: { name: "a", labels: { a: "b" } }, status: { userInfo: { username: "other" } } };
	const sent = (await raw("POST", whoAmI, { body })).body as Review;
	expect(Object.keys(sent.metadata)).toEqual(["creationTimestamp"]);
	expect(sent.status).toEqual(((await raw("POST", whoAmI, { body: {} })).body as Review).status);
});

check("U1 a ServiceAccount's token stands for its user, uid and groups", async () => {
	const account = (await raw("POST", accounts, { body: { metadata: { name: "caller" } } })).body as { metadata: { uid: string } };
	const asCaller = await server.rawAs(staticToken(await issue("caller")));
	const { status, body } = await asCaller("POST", whoAmI, { body: {} });
	expect(status).toBe(201);
	expect((body as Review).status).toEqual({
		userInfo: {
			username: `system:serviceaccount:${namespace}:caller`,
			uid: account.metadata.uid,
			groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
			extra: { "authentication.kubernetes.io/credential-id": [expect.stringMatching(/^JTI=[-0-9a-f]{36}$/)] },
		},
	});
	expect((await asCaller("GET", pods)).body).toMatchObject({
		message: `pods is forbidden: User "system:serviceaccount:${namespace}:caller" cannot list resource "pods" in API group "" in the namespace "${namespace}"`,
	});
});

check("U1 a token for others is not one for the server", async () => {
	const asOther = await server.rawAs(staticToken(await issue("default", { audiences: ["elsewhere"] })));
	const { status, body } = await asOther("GET", "/version");
	expect([status, body]).toEqual([401, unauthorized]);
});

/** Waits until a token is refused: a server may remember for a while that it was good. */
async function refused(token: string): Promise<void> {
	const asBearer = await server.rawAs(staticToken(token));
	await eventually(async () => (await asBearer("GET", "/version")).status === 401);
	expect((await asBearer("GET", "/version")).body).toEqual(unauthorized);
}

check("U1 a token ends with the Secret that it is bound to, even if another takes its name", async () => {
	const secrets = `/api/v1/namespaces/${namespace}/secrets`;
	await raw("POST", secrets, { body: { metadata: { name: "bound" } } });
	const spec = { boundObjectRef: { apiVersion: "v1", kind: "Secret", name: "bound" } };
	const [first, second, third] = [await issue("default", spec), await issue("default", spec), await issue("default", spec)];
	expect((await (await server.rawAs(staticToken(first)))("GET", "/version")).status).toBe(200);
	await raw("DELETE", `${secrets}/bound`);
	await refused(second);
	await raw("POST", secrets, { body: { metadata: { name: "bound" } } });
	await refused(third);
});

check("U1 a token ends with its ServiceAccount, even if another takes its name", async () => {
	await raw("POST", accounts, { body: { metadata: { name: "leaving" } } });
	const [first, second] = [await issue("leaving"), await issue("leaving")];
	await raw("DELETE", `${accounts}/leaving`);
	await refused(first);
	await raw("POST", accounts, { body: { metadata: { name: "leaving" } } });
	await refused(second);
});

for (const [authorization, code] of [
	["Bearer nope", 401],
	["bearer nope", 401],
	["Bearer a.b.c", 401],
	["Bearer nope more", 401],
	["Bearer", 403],
	["Bearer ", 403],
	["Bearer  two-spaces", 403],
	["Basic eDp5", 403],
	["Token nope", 403],
] as const) {
	check(`U1 without a certificate, ${JSON.stringify(authorization)} gives ${code}`, async () => {
		const asStranger = await server.rawAs({ headers: () => ({ authorization }) });
		const { status, body } = await asStranger("GET", pods);
		expect([status, body]).toEqual([code, code === 401 ? unauthorized : anonymousCannot("list", "/pods")]);
	});
}

check("U1 a certificate wins over a bad token", async () => {
	expect((await raw("GET", pods, { headers: { authorization: "Bearer nope" } })).status).toBe(200);
});

check("U1 anybody may ask for version and health, and for nothing else", async () => {
	const asNobody = await server.rawAs(anonymous);
	for (const path of ["/version", "/livez", "/readyz", "/healthz"]) expect((await asNobody("GET", path)).status).toBe(200);
	expect((await asNobody("GET", pods)).body).toEqual(anonymousCannot("list", "/pods"));
	expect((await asNobody("POST", whoAmI, { body: {} })).body).toEqual(
		anonymousCannot("create", "authentication.k8s.io/selfsubjectreviews"),
	);
	expect((await asNobody("GET", "/api")).body).toEqual(
		failureBody(403, "Forbidden", 'forbidden: User "system:anonymous" cannot get path "/api"', {}),
	);
	expect((await asNobody("GET", "/version", { headers: { "impersonate-user": "jane" } })).body).toMatchObject({
		code: 403,
		message: constrainedImpersonation(server.minor)
			? 'forbidden: User "system:anonymous" cannot impersonate-on:user-info:get path "/version"'
			: 'users "jane" is forbidden: User "system:anonymous" cannot impersonate resource "users" in API group "" at the cluster scope',
	});
});

check("A6 reviews can only be created", async () => {
	expect((await raw("GET", whoAmI)).status).toBe(405);
	expect((await raw("GET", `${accounts}/default/token`)).status).toBe(405);
	expect((await raw("DELETE", "/apis/authorization.k8s.io/v1/subjectaccessreviews")).status).toBe(405);
});
