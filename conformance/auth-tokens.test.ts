import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { minor, raw } = server;
const namespace = await server.namespace();
const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
const reviews = "/apis/authentication.k8s.io/v1/tokenreviews";
const group = "authentication.k8s.io";
const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const uuid = /^[-0-9a-f]{36}$/;

interface Meta {
	readonly metadata: { readonly uid: string };
}

interface TokenRequest {
	readonly metadata: { readonly uid?: string };
	readonly spec: { readonly audiences: string[]; readonly expirationSeconds: number };
	readonly status: { readonly token: string; readonly expirationTimestamp: string };
}

interface Claims {
	readonly aud: string[];
	readonly exp: number;
	readonly iat: number;
	readonly jti: string;
	readonly "kubernetes.io": object;
}

await raw("POST", accounts, { body: { metadata: { name: "builder" } } });
const account = (await raw("GET", `${accounts}/builder`)).body as Meta;
const request = (body: object, name = "builder") => raw("POST", `${accounts}/${name}/token`, { body });

async function issue(spec: object = {}): Promise<TokenRequest> {
	return (await request({ spec })).body as TokenRequest;
}

function claimsOf({ status }: TokenRequest): Claims {
	return JSON.parse(Buffer.from(status.token.split(".")[1] ?? "", "base64url").toString());
}

async function review(token: string, audiences?: readonly string[]): Promise<object> {
	const { body } = await raw("POST", reviews, { body: { spec: { token, ...(audiences && { audiences }) } } });
	return (body as { status: object }).status;
}

async function create(plural: string, name: string, more: object = {}): Promise<string> {
	const { body } = await raw("POST", `/api/v1/namespaces/${namespace}/${plural}`, { body: { metadata: { name }, ...more } });
	return (body as Meta).metadata.uid;
}

check("O10 a token is issued with its claims", async () => {
	const { status, body } = await request({ metadata: { labels: { a: "b" } } });
	expect(status).toBe(201);
	const issued = body as TokenRequest;
	expect(issued).toEqual({
		kind: "TokenRequest",
		apiVersion: "authentication.k8s.io/v1",
		metadata: expect.objectContaining({
			name: "builder",
			namespace,
			creationTimestamp: expect.any(String),
			labels: { a: "b" },
		}),
		spec: { audiences: ["https://kubernetes.default.svc"], expirationSeconds: 3600, boundObjectRef: null },
		status: { token: expect.stringMatching(jwt), expirationTimestamp: expect.stringMatching(/Z$/) },
	});
	expect(issued.metadata.uid).toBe(minor >= 34 ? account.metadata.uid : undefined);
	const claims = claimsOf(issued);
	const { iat } = claims;
	expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
	expect(claims).toEqual({
		aud: ["https://kubernetes.default.svc"],
		exp: iat + 3600,
		iat,
		iss: "https://kubernetes.default.svc",
		jti: expect.stringMatching(uuid),
		"kubernetes.io": { namespace, serviceaccount: { name: "builder", uid: account.metadata.uid } },
		nbf: iat,
		sub: `system:serviceaccount:${namespace}:builder`,
	});
	expect(Date.parse(issued.status.expirationTimestamp)).toBe((iat + 3600) * 1000);
});

check("O10 audiences and durations are the client's", async () => {
	const { spec, status } = await issue({ audiences: ["a", "b"], expirationSeconds: 600 });
	expect(spec).toEqual({ audiences: ["a", "b"], expirationSeconds: 600, boundObjectRef: null });
	const { aud, exp, iat } = claimsOf({ spec, status, metadata: {} });
	expect([aud, exp - iat]).toEqual([["a", "b"], 600]);
	expect((await issue({ audiences: [] })).spec.audiences).toEqual(["https://kubernetes.default.svc"]);
	expect((await issue({ expirationSeconds: 2 ** 32 })).spec.expirationSeconds).toBe(2 ** 32);
});

for (const [seconds, detail] of [
	[599, "may not specify a duration less than 10 minutes"],
	[2 ** 32 + 1, "may not specify a duration larger than 2^32 seconds"],
] as const) {
	check(`O10 a token cannot last ${seconds} seconds`, async () => {
		const message = `Invalid value: ${seconds}: ${detail}`;
		const field = "spec.expirationSeconds";
		expect((await request({ spec: { expirationSeconds: seconds } })).body).toEqual(
			failureBody(422, "Invalid", `TokenRequest.${group} "" is invalid: ${field}: ${message}`, {
				group,
				kind: "TokenRequest",
				causes: [{ reason: "FieldValueInvalid", message, field }],
			}),
		);
	});
}

check("O10 a token is of the ServiceAccount in the path and of no other", async () => {
	expect((await request({}, "missing")).body).toEqual(
		failureBody(404, "NotFound", 'serviceaccounts "missing" not found', { name: "missing", kind: "serviceaccounts" }),
	);
	expect((await request({ metadata: { name: "other" } })).body).toMatchObject({
		code: 422,
		message: `TokenRequest.${group} "builder" is invalid: metadata.name: Invalid value: "other": must match the service account name if specified`,
	});
	expect((await request({ metadata: { namespace: "other" } })).body).toMatchObject({
		code: 400,
		message: "the namespace of the provided object does not match the namespace sent on the request",
	});
	const { uid } = account.metadata;
	const foreign = await request({ metadata: { uid: "other" } });
	// Before 1.34 the uid is neither looked at nor told.
	if (minor < 34) expect([foreign.status, (foreign.body as TokenRequest).metadata.uid]).toEqual([201, undefined]);
	else {
		expect(foreign.body).toEqual(
			failureBody(
				409,
				"Conflict",
				`Operation cannot be fulfilled on TokenRequest.${group} "builder": the UID in the token request (other) does not match the UID of the service account (${uid})`,
				{ name: "builder", group, kind: "TokenRequest" },
			),
		);
	}
	expect((await request({ kind: "Pod", apiVersion: "v1" })).status).toBe(400);
});

check("O10 a token may be bound to a Secret", async () => {
	const uid = await create("secrets", "bound");
	const boundObjectRef = { kind: "Secret", apiVersion: "v1", name: "bound" };
	const issued = await issue({ boundObjectRef });
	expect(issued.spec).toMatchObject({ boundObjectRef });
	expect(claimsOf(issued)["kubernetes.io"]).toMatchObject({ secret: { name: "bound", uid } });
	expect((await request({ spec: { boundObjectRef: { ...boundObjectRef, uid: "other" } } })).body).toEqual(
		failureBody(
			409,
			"Conflict",
			'Operation cannot be fulfilled on Secret "bound": the UID in the bound object reference (other) does not match the UID in record. The object might have been deleted and then recreated',
			{ name: "bound", kind: "Secret" },
		),
	);
});

check("O10 a token may be bound to a Pod of its ServiceAccount, and tells it", async () => {
	const spec = {
		serviceAccountName: "builder",
		schedulerName: "none",
		containers: [{ name: "main", image: "example.com/none:1" }],
	};
	const uid = await create("pods", "bound", { spec });
	server.finally(() => raw("DELETE", `/api/v1/namespaces/${namespace}/pods/bound?gracePeriodSeconds=0`));
	const boundObjectRef = { kind: "Pod", apiVersion: "v1", name: "bound" };
	const issued = await issue({ boundObjectRef });
	const claims = claimsOf(issued);
	expect(claims["kubernetes.io"]).toMatchObject({ pod: { name: "bound", uid } });
	expect(await review(issued.status.token)).toMatchObject({
		user: {
			extra: {
				"authentication.kubernetes.io/credential-id": [`JTI=${claims.jti}`],
				"authentication.kubernetes.io/pod-name": ["bound"],
				"authentication.kubernetes.io/pod-uid": [uid],
			},
		},
	});
	expect((await request({ spec: { boundObjectRef } }, "default")).body).toEqual(
		failureBody(
			400,
			"BadRequest",
			'cannot bind token for serviceaccount "default" to pod running with different serviceaccount name.',
		),
	);
});

for (const [kind, plural] of [
	["Secret", "secrets"],
	["Pod", "pods"],
	["Node", "nodes"],
] as const) {
	check(`O10 a token cannot be bound to a missing ${kind}`, async () => {
		const { body } = await request({ spec: { boundObjectRef: { kind, apiVersion: "v1", name: "missing" } } });
		expect(body).toEqual(failureBody(404, "NotFound", `${plural} "missing" not found`, { name: "missing", kind: plural }));
	});
}

for (const [reference, type] of [
	[{ kind: "ConfigMap", apiVersion: "v1", name: "a" }, "/v1, Kind=ConfigMap"],
	[{ kind: "ServiceAccount", apiVersion: "v1", name: "builder" }, "/v1, Kind=ServiceAccount"],
	[{ kind: "Deployment", apiVersion: "apps/v1", name: "a" }, "apps/v1, Kind=Deployment"],
	[{}, "/, Kind="],
] as const) {
	check(`O10 a token cannot be bound to ${type}`, async () => {
		const { body } = await request({ spec: { boundObjectRef: reference } });
		expect(body).toEqual(failureBody(400, "BadRequest", `cannot bind token to object of type ${type}`));
	});
}

check("U4 a TokenReview tells whose a token is", async () => {
	const issued = await issue();
	const { token } = issued.status;
	const { status, body } = await raw("POST", reviews, { body: { metadata: { name: "n" }, spec: { token } } });
	expect(status).toBe(201);
	expect(body).toMatchObject({
		kind: "TokenReview",
		apiVersion: "authentication.k8s.io/v1",
		metadata: { name: "n" },
		spec: { token },
		status: {
			authenticated: true,
			user: {
				username: `system:serviceaccount:${namespace}:builder`,
				uid: account.metadata.uid,
				groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
				extra: { "authentication.kubernetes.io/credential-id": [`JTI=${claimsOf(issued).jti}`] },
			},
			audiences: ["https://kubernetes.default.svc"],
		},
	});
});

check("U4 a TokenReview keeps to the audiences that it asks about, in its order", async () => {
	const { token } = (await issue({ audiences: ["a", "b"] })).status;
	expect(await review(token, ["c", "b"])).toMatchObject({ authenticated: true, audiences: ["b"] });
	expect(await review(token, ["b", "a"])).toMatchObject({ authenticated: true, audiences: ["b", "a"] });
	expect(await review(token)).toEqual({
		user: {},
		error:
			'[invalid bearer token, token audiences ["a" "b"] is invalid for the target audiences ["https://kubernetes.default.svc"]]',
	});
});

check("U4 a TokenReview says what is wrong with a token", async () => {
	const { token } = (await issue()).status;
	expect(await review("nope")).toEqual({ user: {}, error: "invalid bearer token" });
	expect(await review(`${token.split(".", 2).join(".")}.AAAA`)).toEqual({
		user: {},
		error: "[invalid bearer token, go-jose/go-jose: error in cryptographic primitive]",
	});
	for (const spec of [undefined, {}, { token: "" }]) {
		const { body } = await raw("POST", reviews, { body: { spec } });
		expect(body).toEqual(failureBody(400, "BadRequest", "token is required for TokenReview in authentication"));
	}
});

check("U4 a TokenReview says that what a token is bound to is gone", async () => {
	const old = await create("secrets", "passing");
	const spec = { boundObjectRef: { kind: "Secret", apiVersion: "v1", name: "passing" } };
	const [first, second] = [await issue(spec), await issue(spec)];
	await raw("DELETE", `/api/v1/namespaces/${namespace}/secrets/passing`);
	// A server learns of the deletion a moment later, and remembers for ten seconds that a token was good.
	await eventually(async () => "error" in (await review(first.status.token)));
	expect(await review(first.status.token)).toEqual({
		user: {},
		error: "[invalid bearer token, service account token has been invalidated]",
	});
	const uid = await create("secrets", "passing");
	expect(await review(second.status.token)).toEqual({
		user: {},
		error: `[invalid bearer token, secret UID (${uid}) does not match service account secret ref claim (${old})]`,
	});
});

check("U7 others check tokens by the server's public keys", async () => {
	const configuration = await raw("GET", "/.well-known/openid-configuration");
	expect([configuration.status, configuration.headers["content-type"], configuration.headers["cache-control"]]).toEqual([
		200,
		"application/json",
		"public, max-age=3600",
	]);
	const keys = await raw("GET", "/openid/v1/jwks", { headers: { accept: "*/*" } });
	expect((await raw("GET", "/openid/v1/jwks", { headers: { accept: "application/json" } })).status).toBe(406);
	expect([keys.status, keys.headers["content-type"]]).toEqual([200, "application/jwk-set+json"]);
	const { token } = (await issue()).status;
	const [header = "", payload = "", signature = ""] = token.split(".");
	const { alg, kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { alg: string; kid: string };
	expect(configuration.body).toEqual({
		issuer: "https://kubernetes.default.svc",
		jwks_uri: expect.stringMatching(/^https:\/\/.+\/openid\/v1\/jwks$/),
		response_types_supported: ["id_token"],
		subject_types_supported: ["public"],
		id_token_signing_alg_values_supported: [alg],
	});
	const key = (keys.body as { keys: (JsonWebKey & { kid: string })[] }).keys.find((candidate) => candidate.kid === kid);
	expect(key).toMatchObject({ use: "sig", alg });
	const publicKey = createPublicKey({ key: key ?? {}, format: "jwk" });
	const genuine = (content: string): boolean =>
		verify("sha256", Buffer.from(content), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
	expect([genuine(`${header}.${payload}`), genuine(`${header}.${payload}x`)]).toEqual([true, false]);
	expect((await raw("POST", "/openid/v1/jwks", { body: {} })).status).toBe(405);
	expect((await raw("GET", "/openid/v1/jwks", { headers: { accept: "text/html" } })).body).toMatchObject({
		code: 406,
		message: "406: Not Acceptable\n\nAvailable representations: application/jwk-set+json",
	});
});
