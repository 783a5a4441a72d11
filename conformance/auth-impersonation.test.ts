import { staticToken } from "kubex";
import { expect } from "vitest";
import { check } from "./check.ts";
import { constrainedImpersonation } from "./constrained-impersonation.ts";
import { eventually } from "./eventually.ts";
import { failureBody } from "./failure.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { minor, raw } = server;
const constrained = constrainedImpersonation(minor);
const namespace = await server.namespace();
const whoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
const rbac = "/apis/rbac.authorization.k8s.io/v1";
const account = `system:serviceaccount:${namespace}:default`;

type Headers = Readonly<Record<string, string | readonly string[]>>;

async function userOf(headers: Headers): Promise<unknown> {
	const { body } = await raw("POST", whoAmI, { headers, body: {} });
	return (body as { status: { userInfo?: unknown } }).status.userInfo ?? body;
}

const everybody = "system:authenticated";

for (const [title, headers, user] of [
	["a user", { "impersonate-user": "jane" }, { username: "jane", groups: [everybody] }],
	[
		"groups, each in a header of its own",
		{ "impersonate-user": "jane", "impersonate-group": ["a", "b"] },
		{ username: "jane", groups: ["a", "b", everybody] },
	],
	[
		"a group with a comma in its name",
		{ "impersonate-user": "jane", "impersonate-group": "a, b" },
		{ username: "jane", groups: ["a, b", everybody] },
	],
	[
		"the group of everybody, which is not added twice",
		{ "impersonate-user": "jane", "impersonate-group": [everybody, "a", "a"] },
		{ username: "jane", groups: [everybody, "a", "a"] },
	],
	[
		"a uid, and extras with unescaped keys in lower case",
		{
			"impersonate-user": "jane",
			"impersonate-uid": "42",
			"impersonate-extra-Scopes": ["read", "Write"],
			"impersonate-extra-acme.com%2FProject": "p",
			"impersonate-extra-a%zz": "",
		},
		{
			username: "jane",
			uid: "42",
			groups: [everybody],
			extra: { "a%zz": [""], "acme.com/project": ["p"], scopes: ["read", "Write"] },
		},
	],
	[
		"a ServiceAccount, with its groups",
		{ "impersonate-user": account },
		{ username: account, groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, everybody] },
	],
	[
		"a ServiceAccount with groups, which take the place of its own",
		{ "impersonate-user": account, "impersonate-group": "a" },
		{ username: account, groups: ["a", everybody] },
	],
	[
		"a user whose name only begins as a ServiceAccount's",
		{ "impersonate-user": "system:serviceaccount:bad" },
		{ username: "system:serviceaccount:bad", groups: [everybody] },
	],
] as const) {
	check(`U5 ${title}`, async () => {
		expect(await userOf(headers)).toEqual(user);
	});
}

check("U5 nobody in particular can be acted as, with the rights of nobody", async () => {
	for (const headers of [
		{ "impersonate-user": "system:anonymous" },
		{ "impersonate-user": "system:anonymous", "impersonate-group": "a" },
	]) {
		expect(await raw("GET", "/api", { headers })).toMatchObject({
			status: 403,
			body: { message: 'forbidden: User "system:anonymous" cannot get path "/api"' },
		});
	}
	const headers = { "impersonate-user": "jane", "impersonate-group": "system:unauthenticated" };
	expect((await raw("GET", "/api", { headers })).status).toBe(403);
	expect((await raw("GET", "/version", { headers })).status).toBe(200);
});

check("U5 an empty user is none", async () => {
	expect(await userOf({ "impersonate-user": "" })).toEqual(await userOf({}));
});

/** A user without a name in the syntax of Go. */
const nameless = ({ uid = "", groups = "(nil)", extra = "(nil)" }): string =>
	`&user.DefaultInfo{Name:"", UID:"${uid}", Groups:[]string${groups}, Extra:map[string][]string${extra}}`;

for (const [title, headers, parts, whole] of [
	["a group", { "impersonate-group": "a" }, "{Group  a    }", { groups: '{"a"}' }],
	["two groups", { "impersonate-group": ["a", "b"] }, "{Group  a    } {Group  b    }", { groups: '{"a", "b"}' }],
	["a uid", { "impersonate-uid": "u" }, "{UID  u  authentication.k8s.io/v1  }", { uid: "u" }],
	[
		"an extra",
		{ "impersonate-extra-key": "v" },
		"{UserExtra  v  authentication.k8s.io/v1  key}",
		{ extra: '{"key":[]string{"v"}}' },
	],
] as const) {
	check(`U5 ${title} without a user is refused`, async () => {
		const { status, text, body } = await raw("GET", "/version", { headers });
		const problem = constrained
			? `requested ${nameless(whole)} without impersonating a user name`
			: `requested [${parts}] without impersonating a user`;
		expect([status, body ?? text]).toEqual(
			minor >= 35 ? [400, failureBody(400, "BadRequest", problem)] : [500, `Internal Server Error: "/version": ${problem}\n`],
		);
	});
}

check("U5 each part needs the right to impersonate it", async () => {
	const name = `conformance-${namespace}`;
	const labels = { "kubex-conformance": "" };
	server.finally(() => raw("DELETE", `${rbac}/clusterroles/${name}`));
	server.finally(() => raw("DELETE", `${rbac}/clusterrolebindings/${name}`));
	const rules = [{ verbs: ["impersonate"], apiGroups: [""], resources: ["users"], resourceNames: ["jane"] }];
	await raw("POST", `${rbac}/clusterroles`, { body: { metadata: { name, labels }, rules } });
	await raw("POST", `${rbac}/clusterrolebindings`, {
		body: {
			metadata: { name, labels },
			roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
			subjects: [{ kind: "ServiceAccount", namespace, name: "default" }],
		},
	});
	const issued = await raw("POST", `/api/v1/namespaces/${namespace}/serviceaccounts/default/token`, { body: {} });
	const asAccount = await server.rawAs(staticToken((issued.body as { status: { token: string } }).status.token));
	// This success matters to constrained impersonation as well: refusals tell what the mode lacked that last succeeded.
	await eventually(async () => (await asAccount("GET", "/version", { headers: { "impersonate-user": "jane" } })).status === 200);

	const cannot = async (headers: Headers, group: string, resource: string, object: string, where = "at the cluster scope") => {
		const [kind = ""] = resource.split("/");
		const { status, body } = await asAccount("GET", "/version", { headers });
		expect([status, body]).toEqual([
			403,
			failureBody(
				403,
				"Forbidden",
				`${kind}${group === "" ? "" : `.${group}`} "${object}" is forbidden: User "${account}" cannot impersonate resource "${resource}" in API group "${group}" ${where}`,
				{ name: object, ...(group !== "" && { group }), kind },
			),
		]);
	};
	const jane = { "impersonate-user": "jane" };
	const authentication = "authentication.k8s.io";
	await cannot({ "impersonate-user": "joe" }, "", "users", "joe");
	await cannot({ ...jane, "impersonate-group": "g" }, "", "groups", "g");
	await cannot({ ...jane, "impersonate-uid": "1" }, authentication, "uids", "1");
	await cannot({ ...jane, "impersonate-extra-acme.com%2FX": ["x", "y"] }, authentication, "userextras/acme.com/x", "x");
	const all = { ...jane, "impersonate-group": "g", "impersonate-uid": "1", "impersonate-extra-s": "x" };
	if (constrained) await cannot(all, authentication, "uids", "1");
	else await cannot(all, "", "groups", "g");
	await cannot(
		{ "impersonate-user": `system:serviceaccount:${namespace}:other` },
		"",
		"serviceaccounts",
		"other",
		`in the namespace "${namespace}"`,
	);
});
