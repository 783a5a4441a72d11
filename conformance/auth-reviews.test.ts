import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureBody } from "./failure.ts";
import { printedValue } from "./printed-value.ts";
import type { RawAnswer } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { minor, raw } = server;
const namespace = await server.namespace();
const group = "authorization.k8s.io";
const api = `/apis/${group}/v1`;
const rbacGroup = "rbac.authorization.k8s.io";
const rbac = `/apis/${rbacGroup}/v1/namespaces/${namespace}`;
const jane = { "impersonate-user": "jane" };

const paths = {
	any: `${api}/subjectaccessreviews`,
	own: `${api}/selfsubjectaccessreviews`,
	local: `${api}/namespaces/${namespace}/localsubjectaccessreviews`,
	rules: `${api}/selfsubjectrulesreviews`,
} as const;

const post = (kind: keyof typeof paths, body: unknown, headers = {}): Promise<RawAnswer> =>
	raw("POST", paths[kind], { body, headers });

await raw("POST", `${rbac}/roles`, {
	body: {
		metadata: { name: "role" },
		rules: [
			{ verbs: ["get", "list"], apiGroups: [""], resources: ["pods", "pods/log"] },
			{ verbs: ["get"], apiGroups: [""], resources: ["configmaps"], resourceNames: ["a"] },
		],
	},
});
await raw("POST", `${rbac}/rolebindings`, {
	body: {
		metadata: { name: "binding" },
		roleRef: { apiGroup: rbacGroup, kind: "Role", name: "role" },
		subjects: [{ kind: "User", apiGroup: rbacGroup, name: "jane" }],
	},
});
const getPods = { namespace, verb: "get", resource: "pods" };
await eventually(async () => {
	const { body } = await post("any", { spec: { user: "jane", resourceAttributes: getPods } });
	return (body as { status: { allowed: boolean } }).status.allowed;
});
const reason = `RBAC: allowed by RoleBinding "binding/${namespace}" of Role "role" to User "jane"`;

check("U4 a SubjectAccessReview comes back with its decision and nothing of the status that was sent", async () => {
	const spec = { resourceAttributes: getPods, user: "jane", groups: ["a"], extra: { A: ["b"] }, uid: "1" };
	const { status, body } = await post("any", { spec, status: { allowed: false, reason: "x" } });
	expect(status).toBe(201);
	expect(body).toEqual({
		kind: "SubjectAccessReview",
		apiVersion: "authorization.k8s.io/v1",
		metadata: expect.any(Object),
		spec,
		status: { allowed: true, reason },
	});
});

check("U4 a SelfSubjectAccessReview is about the caller", async () => {
	const { body } = await post("own", { spec: { resourceAttributes: getPods } }, jane);
	expect(body).toMatchObject({ kind: "SelfSubjectAccessReview", status: { allowed: true, reason } });
	const other = await post("own", { spec: { resourceAttributes: { ...getPods, verb: "delete" } } }, jane);
	expect(other.body).toMatchObject({ spec: { resourceAttributes: { verb: "delete" } } });
	expect((other.body as { status: unknown }).status).toEqual({ allowed: false });
	const path = await post("own", { spec: { nonResourceAttributes: { path: "/metrics", verb: "get" } } }, jane);
	expect((path.body as { status: unknown }).status).toEqual({ allowed: false });
});

check("U4 a LocalSubjectAccessReview is about its namespace", async () => {
	const { status, body } = await post("local", { spec: { user: "jane", resourceAttributes: getPods } });
	expect(status).toBe(201);
	expect(body).toMatchObject({
		kind: "LocalSubjectAccessReview",
		metadata: { namespace },
		status: { allowed: true, reason },
	});
});

check("U4 members of system:masters may do everything, and no reason is given", async () => {
	const spec = { user: "x", groups: ["system:masters"], resourceAttributes: { verb: "any", group: "any", resource: "thing" } };
	expect(((await post("any", { spec })).body as { status: unknown }).status).toEqual({ allowed: true });
});

const either = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
const somebody = "at least one of user or group must be specified";
/** Whether the two kinds of attributes are declared as a union, whose problems are those of the spec. */
const union = minor >= 37;
const none = [[union ? "spec" : "spec.resourceAttributes", printedValue(minor, null, '"null"'), either]] as const;
const nobody = ["spec.user", '""', somebody] as const;
const shownPath = (Path: string, Verb: string): string =>
	printedValue(minor, { Path, Verb }, `authorization.NonResourceAttributes{Path:"${Path}", Verb:"${Verb}"}`);
const here = { user: "u", resourceAttributes: { namespace } };

for (const [title, kind, spec, causes] of [
	["any: nothing", "any", undefined, [...none, nobody]],
	["any: nobody", "any", { resourceAttributes: {} }, [nobody]],
	["any: no attributes", "any", { user: "u" }, none],
	[
		"any: both",
		"any",
		{ user: "u", resourceAttributes: {}, nonResourceAttributes: {} },
		[
			union
				? ["spec", shownPath("", ""), either]
				: ["spec.nonResourceAttributes", shownPath("", ""), "cannot be specified in combination with resourceAttributes"],
		],
	],
	["own: nothing", "own", undefined, none],
	["local: nothing", "local", {}, [...none, nobody]],
	[
		"local: a path",
		"local",
		{ user: "u", nonResourceAttributes: { path: "/x", verb: "get" } },
		[["spec.nonResourceAttributes", shownPath("/x", "get"), "disallowed on this kind of request"]],
	],
	[
		"local: another namespace",
		"local",
		{ user: "u", resourceAttributes: { namespace: "other" } },
		[["spec.resourceAttributes.namespace", '"other"', "must match metadata.namespace"]],
	],
	["local: no user", "local", { resourceAttributes: here.resourceAttributes }, [nobody]],
] as const) {
	check(`U4 what cannot be reviewed, ${title}`, async () => {
		const { body } = await post(kind, { ...(spec && { spec }) });
		const texts = causes.map(([field, value, detail]) => ({ field, message: `Invalid value: ${value}: ${detail}` }));
		const all = texts.map(({ field, message }) => `${field}: ${message}`);
		expect(body).toEqual(
			failureBody(422, "Invalid", `.${group} "" is invalid: ${all.length === 1 ? all[0] : `[${all.join(", ")}]`}`, {
				group,
				causes: texts.map(({ field, message }) => ({ reason: "FieldValueInvalid", message, field })),
			}),
		);
	});
}

check("U4 access reviews have no names or labels", async () => {
	for (const metadata of [{ name: "x" }, { labels: { a: "b" } }]) {
		const { body } = await post("own", { metadata, spec: { resourceAttributes: {} } });
		expect(body).toMatchObject({ code: 422, details: { causes: [{ reason: "FieldValueInvalid", field: "metadata" }] } });
	}
	expect((await post("local", { metadata: { namespace: "other" }, spec: here })).status).toBe(400);
	expect((await post("local", { metadata: { namespace }, spec: here })).status).toBe(201);
});

for (const [selector, problem] of [
	[{ rawSelector: "a=b" }, undefined],
	[{ requirements: [{ key: "a", operator: "In", values: ["b"] }] }, undefined],
	[{}, ["FieldValueRequired", "requirements"]],
	[{ rawSelector: "a=b", requirements: [{ key: "a", operator: "Exists" }] }, ["FieldValueInvalid", "rawSelector"]],
	[{ requirements: [{ key: "a", operator: "In" }] }, ["FieldValueRequired", "requirements[0].values"]],
	[{ requirements: [{ key: "a", operator: "Exists", values: ["b"] }] }, ["FieldValueForbidden", "requirements[0].values"]],
] as const) {
	for (const kind of ["fieldSelector", "labelSelector"]) {
		check(`U4 the ${kind} ${JSON.stringify(selector)} ${problem ? `is refused at ${problem[1]}` : "is taken"}`, async () => {
			const spec = { user: "u", resourceAttributes: { verb: "list", resource: "pods", [kind]: selector } };
			const { status, body } = await post("any", { spec });
			if (problem === undefined) {
				expect(status).toBe(201);
				expect(body).toMatchObject({ spec, status: { allowed: false } });
				return;
			}
			const causes = [{ reason: problem[0], field: `spec.resourceAttributes.${kind}.${problem[1]}` }];
			expect(body).toMatchObject({ code: 422, details: { causes } });
		});
	}
}

check("U4 a selector that cannot be read is ignored, and the review says so", async () => {
	const problem = (kind: string): string => `spec.resourceAttributes.${kind} ignored due to parse error`;
	for (const [selectors, evaluationError] of [
		[{ labelSelector: { rawSelector: "a=b,," } }, problem("labelSelector")],
		[{ fieldSelector: { requirements: [{ key: "a", operator: "Exists" }] } }, problem("fieldSelector")],
		[
			{
				fieldSelector: { requirements: [{ key: "a", operator: "In", values: ["a", "b"] }] },
				labelSelector: { requirements: [{ key: "a", operator: "Bad" }] },
			},
			`${problem("fieldSelector")}; ${problem("labelSelector")}`,
		],
	] as const) {
		const { body } = await post("any", {
			spec: { user: "u", resourceAttributes: { verb: "list", resource: "pods", ...selectors } },
		});
		expect(body).toMatchObject({ status: { allowed: false, evaluationError } });
	}
});

check("U4 a SelfSubjectRulesReview tells all that the caller may do", async () => {
	const { status, body } = await post("rules", { spec: { namespace } }, jane);
	expect(status).toBe(201);
	expect(body).toMatchObject({
		kind: "SelfSubjectRulesReview",
		apiVersion: "authorization.k8s.io/v1",
		metadata: {},
		spec: {},
		status: {
			resourceRules: expect.arrayContaining([
				{ verbs: ["create"], apiGroups: [group], resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"] },
				{ verbs: ["get", "list"], apiGroups: [""], resources: ["pods", "pods/log"] },
				{ verbs: ["get"], apiGroups: [""], resources: ["configmaps"], resourceNames: ["a"] },
			]),
			nonResourceRules: expect.arrayContaining([
				{ verbs: ["get"], nonResourceURLs: ["/healthz", "/livez", "/readyz", "/version", "/version/"] },
			]),
			incomplete: false,
		},
	});
	const elsewhere = await post("rules", { spec: { namespace: "default" } }, jane);
	expect(JSON.stringify(elsewhere.body)).not.toContain("pods/log");
});

check("U4 a SelfSubjectRulesReview needs a namespace", async () => {
	for (const spec of [undefined, {}, { namespace: "" }]) {
		expect((await post("rules", { spec })).body).toEqual(failureBody(400, "BadRequest", "no namespace on request"));
	}
});

check("B U5 a user is told what may not be done, with markup escaped", async () => {
	const path = `/api/v1/namespaces/${namespace}`;
	for (const [method, url, message, details] of [
		[
			"GET",
			`${path}/pods/a/status`,
			`pods "a" is forbidden: User "jane" cannot get resource "pods/status" in API group "" in the namespace "${namespace}"`,
			{ name: "a", kind: "pods" },
		],
		[
			"POST",
			`${path}/secrets`,
			`secrets is forbidden: User "jane" cannot create resource "secrets" in API group "" in the namespace "${namespace}"`,
			{ kind: "secrets" },
		],
		[
			"GET",
			path,
			`namespaces "${namespace}" is forbidden: User "jane" cannot get resource "namespaces" in API group "" in the namespace "${namespace}"`,
			{ name: namespace, kind: "namespaces" },
		],
		[
			"GET",
			"/apis/nope/v1/namespaces/a/foos/b/c",
			'foos.nope "b" is forbidden: User "jane" cannot get resource "foos/c" in API group "nope" in the namespace "a"',
			{ name: "b", group: "nope", kind: "foos" },
		],
		[
			"GET",
			"/apis/apps/v1/deployments",
			'deployments.apps is forbidden: User "jane" cannot list resource "deployments" in API group "apps" at the cluster scope',
			{ group: "apps", kind: "deployments" },
		],
		[
			"GET",
			`${path}/secrets?fieldSelector=metadata.name%3Dx`,
			`secrets "x" is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "${namespace}"`,
			{ name: "x", kind: "secrets" },
		],
		[
			"DELETE",
			`${path}/secrets?fieldSelector=metadata.name%3Dx`,
			`secrets is forbidden: User "jane" cannot deletecollection resource "secrets" in API group "" in the namespace "${namespace}"`,
			{ kind: "secrets" },
		],
		["GET", "/metrics/%3Ca%3E&b", 'forbidden: User "jane" cannot get path "/metrics/&lt;a&gt;&amp;b"', {}],
	] as const) {
		const { status, body } = await raw(method, url, { headers: jane, ...(method === "POST" && { body: {} }) });
		expect([status, body]).toEqual([403, failureBody(403, "Forbidden", message, details)]);
	}
	const { body } = await raw("GET", `${path}/secrets/%3Ca%3E`, { headers: { "impersonate-user": 'a<b>&"c' } });
	expect(body).toMatchObject({
		message: `secrets "<a>" is forbidden: User "a&lt;b&gt;&amp;\\"c" cannot get resource "secrets" in API group "" in the namespace "${namespace}"`,
	});
});

check("A4 a rule about one object allows to list and to watch it by its name", async () => {
	await raw("POST", `${rbac}/roles`, {
		body: {
			metadata: { name: "one" },
			rules: [{ verbs: ["list"], apiGroups: [""], resources: ["configmaps"], resourceNames: ["a"] }],
		},
	});
	await raw("POST", `${rbac}/rolebindings`, {
		body: {
			metadata: { name: "one" },
			roleRef: { apiGroup: rbacGroup, kind: "Role", name: "one" },
			subjects: [{ kind: "User", apiGroup: rbacGroup, name: "ann" }],
		},
	});
	const listed = async (query: string) =>
		(await raw("GET", `/api/v1/namespaces/${namespace}/configmaps${query}`, { headers: { "impersonate-user": "ann" } })).status;
	await eventually(async () => (await listed("?fieldSelector=metadata.name%3Da")) === 200);
	expect(await listed("?fieldSelector=metadata.name%3Db")).toBe(403);
	expect(await listed("")).toBe(403);
	expect(await listed("?fieldSelector=metadata.name!%3Da")).toBe(403);
});
