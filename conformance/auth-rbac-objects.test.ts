import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureBody } from "./failure.ts";
import { printedValue } from "./printed-value.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { minor, raw } = server;
const namespace = await server.namespace();
const group = "rbac.authorization.k8s.io";
const cluster = `/apis/${group}/v1`;
const here = `${cluster}/namespaces/${namespace}`;
const viewer = { apiGroup: group, kind: "ClusterRole", name: "view" };

const paths = {
	Role: `${here}/roles`,
	RoleBinding: `${here}/rolebindings`,
	ClusterRole: `${cluster}/clusterroles`,
	ClusterRoleBinding: `${cluster}/clusterrolebindings`,
} as const;

type Kind = keyof typeof paths;

const dryCreate = (kind: Kind, body: object) =>
	raw("POST", `${paths[kind]}?dryRun=All`, { body: { metadata: { name: "conformance-dry" }, ...body } });

const shown = printedValue(minor, ["/x"], '[]string{"/x"}');
const both = `Invalid value: ${shown}: rules cannot apply to both regular resources and non-resource URLs`;
const inNamespace = `Invalid value: ${shown}: namespaced rules cannot apply to non-resource URLs`;
/** Whether what the API description itself requires is checked by it: that is found last then, and told without a detail. */
const declared = minor >= 37;
const noVerbs = declared ? "Required value" : "Required value: verbs must contain at least one value";
const noGroups = "Required value: resource rules must supply at least one api group";
const noResources = "Required value: resource rules must supply at least one resource";
const subdomain =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const resources = { apiGroups: [""], resources: ["a"] };
const paths404 = { verbs: ["get"], nonResourceURLs: ["/x"] };

const withRequired = (required: string, ...others: string[]): string[] =>
	declared ? [...others, required] : [required, ...others];
const giving = (...members: object[]) => ({ roleRef: viewer, subjects: members });

for (const [kind, body, causes] of [
	[
		"Role",
		{ rules: [{}] },
		withRequired(`rules[0].verbs: ${noVerbs}`, `rules[0].apiGroups: ${noGroups}`, `rules[0].resources: ${noResources}`),
	],
	["Role", { rules: [{ verbs: ["get"], apiGroups: [""] }] }, [`rules[0].resources: ${noResources}`]],
	["Role", { rules: [{ verbs: ["get"], resources: ["a"] }] }, [`rules[0].apiGroups: ${noGroups}`]],
	[
		"Role",
		{
			rules: [
				{ verbs: ["get"], ...resources },
				{ verbs: [], ...resources },
			],
		},
		[`rules[1].verbs: ${noVerbs}`],
	],
	["Role", { rules: [paths404] }, [`rules[0].nonResourceURLs: ${inNamespace}`]],
	[
		"Role",
		{ rules: [{ ...paths404, ...resources }] },
		[`rules[0].nonResourceURLs: ${inNamespace}`, `rules[0].nonResourceURLs: ${both}`],
	],
	["ClusterRole", { rules: [{ ...paths404, resourceNames: ["a"] }] }, [`rules[0].nonResourceURLs: ${both}`]],
	[
		"ClusterRole",
		{ aggregationRule: {} },
		[
			"aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil",
		],
	],
	[
		"RoleBinding",
		{},
		['roleRef.kind: Unsupported value: "": supported values: "Role", "ClusterRole"', "roleRef.name: Required value"],
	],
	[
		"RoleBinding",
		{ roleRef: { apiGroup: "x", kind: "Foo", name: "view" } },
		[
			`roleRef.apiGroup: Unsupported value: "x": supported values: "${group}"`,
			'roleRef.kind: Unsupported value: "Foo": supported values: "Role", "ClusterRole"',
		],
	],
	["RoleBinding", { roleRef: { ...viewer, name: "a/b" } }, [`roleRef.name: Invalid value: "a/b": may not contain '/'`]],
	[
		"RoleBinding",
		giving({}),
		withRequired(
			"subjects[0].name: Required value",
			'subjects[0].kind: Unsupported value: "": supported values: "ServiceAccount", "User", "Group"',
		),
	],
	[
		"RoleBinding",
		giving({ kind: "User", name: "u" }, { kind: "Group", name: "g", apiGroup: "x" }),
		[`subjects[1].apiGroup: Unsupported value: "x": supported values: "${group}"`],
	],
	[
		"RoleBinding",
		giving({ kind: "ServiceAccount", name: "Bad_", namespace: "x", apiGroup: "y" }),
		[
			`subjects[0].name: Invalid value: "Bad_": ${subdomain}`,
			'subjects[0].apiGroup: Unsupported value: "y": supported values: ""',
		],
	],
	[
		"ClusterRoleBinding",
		{ roleRef: { ...viewer, kind: "Role" } },
		['roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"'],
	],
	["ClusterRoleBinding", giving({ kind: "ServiceAccount", name: "default" }), ["subjects[0].namespace: Required value"]],
] as const) {
	check(`U2 B1 a ${kind} of ${JSON.stringify(body)} is invalid`, async () => {
		const { body: answer } = await dryCreate(kind, body);
		const text = causes.length === 1 ? causes[0] : `[${causes.join(", ")}]`;
		expect(answer).toMatchObject({
			code: 422,
			message: `${kind}.${group} "conformance-dry" is invalid: ${text}`,
			details: { causes: causes.map((cause) => ({ field: cause.split(": ", 1)[0] })) },
		});
	});
}

for (const [kind, body] of [
	["Role", {}],
	["Role", { rules: [] }],
	["Role", { rules: [{ verbs: ["get"], ...resources, resourceNames: ["x"] }] }],
	["ClusterRole", { rules: [{ verbs: ["get"], nonResourceURLs: ["x"] }] }],
	["RoleBinding", giving({ kind: "ServiceAccount", name: "default" })],
] as const) {
	check(`U2 a ${kind} of ${JSON.stringify(body)} is taken`, async () => {
		expect((await dryCreate(kind, body)).status).toBe(201);
	});
}

check("U2 the groups of a binding are filled in", async () => {
	const { body } = await dryCreate("RoleBinding", {
		roleRef: { kind: "ClusterRole", name: "view" },
		subjects: [
			{ kind: "User", name: "u" },
			{ kind: "Group", name: "g" },
			{ kind: "ServiceAccount", name: "s", namespace: "n" },
		],
	});
	expect(body).toMatchObject({
		roleRef: viewer,
		subjects: [
			{ kind: "User", apiGroup: group, name: "u" },
			{ kind: "Group", apiGroup: group, name: "g" },
			{ kind: "ServiceAccount", name: "s", namespace: "n" },
		],
	});
});

const creator = { "impersonate-user": "creator", "impersonate-group": ["writers"] };
const get = { verbs: ["get"], apiGroups: [""], resources: ["pods"] };
await raw("POST", paths.Role, {
	body: {
		metadata: { name: "creator" },
		rules: [{ verbs: ["create", "update"], apiGroups: [group], resources: ["roles", "rolebindings"] }, get],
	},
});
await raw("POST", paths.Role, {
	body: {
		metadata: { name: "more" },
		rules: [
			{ verbs: ["get", "list"], apiGroups: [""], resources: ["pods", "pods/log"] },
			{ verbs: ["get"], apiGroups: [""], resources: ["configmaps"], resourceNames: ["b", "a"] },
		],
	},
});
await raw("POST", paths.RoleBinding, {
	body: {
		metadata: { name: "creator" },
		roleRef: { apiGroup: group, kind: "Role", name: "creator" },
		subjects: [{ kind: "User", apiGroup: group, name: "creator" }],
	},
});

const createAs = (kind: Kind, name: string, body: object, headers = creator) =>
	raw("POST", paths[kind], { headers, body: { metadata: { name }, ...body } });
const bind = (name: string, kind: string, role: string, headers = creator) =>
	createAs("RoleBinding", name, { roleRef: { apiGroup: group, kind, name: role } }, headers);
await eventually(async () => (await createAs("Role", "seen", { rules: [get] })).status !== 403);

const cannotGrant = (plural: string, name: string, ...missing: string[]): object =>
	failureBody(
		403,
		"Forbidden",
		`${plural}.${group} "${name}" is forbidden: user "creator" (groups=["writers" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n${missing.join("\n")}`,
		{ name, group, kind: plural },
	);

check("U3 a role gives no more than its writer has", async () => {
	expect((await createAs("Role", "same", { rules: [get] })).status).toBe(201);
	const rules = [
		{ verbs: ["get", "list", "watch"], apiGroups: [""], resources: ["pods", "secrets"] },
		{ verbs: ["get"], apiGroups: ["apps", ""], resources: ["deployments"], resourceNames: ["a", "b"] },
		{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
		get,
	];
	const granted = await createAs("Role", "wide", { rules });
	expect(granted.body).toEqual(
		cannotGrant(
			"roles",
			"wide",
			'{APIGroups:[""], Resources:["deployments"], ResourceNames:["a"], Verbs:["get"]}',
			'{APIGroups:[""], Resources:["deployments"], ResourceNames:["b"], Verbs:["get"]}',
			'{APIGroups:[""], Resources:["pods"], Verbs:["list" "watch"]}',
			'{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list" "watch"]}',
			'{APIGroups:["*"], Resources:["*"], Verbs:["*"]}',
			'{APIGroups:["apps"], Resources:["deployments"], ResourceNames:["a"], Verbs:["get"]}',
			'{APIGroups:["apps"], Resources:["deployments"], ResourceNames:["b"], Verbs:["get"]}',
		),
	);
	const named = [{ ...get, resourceNames: ["one"] }];
	expect((await createAs("Role", "narrow", { rules: named })).status).toBe(201);
	const widened = await raw("PUT", `${paths.Role}/narrow`, {
		headers: creator,
		body: { metadata: { name: "narrow" }, rules: [{ ...get, verbs: ["watch"] }] },
	});
	expect(widened.body).toEqual(cannotGrant("roles", "narrow", '{APIGroups:[""], Resources:["pods"], Verbs:["watch"]}'));
});

check("U3 an invalid rule is found after what is granted", async () => {
	expect((await createAs("Role", "invalid", { rules: [{ verbs: [], apiGroups: [""], resources: ["secrets"] }] })).status).toBe(
		422,
	);
	expect(
		(await createAs("Role", "invalid", { rules: [{ verbs: ["get"], apiGroups: ["apps"], resources: ["a"] }, {}] })).status,
	).toBe(403);
});

check("U3 a binding gives no more than its writer has", async () => {
	expect((await bind("own", "Role", "creator")).status).toBe(201);
	expect((await bind("common", "ClusterRole", "system:public-info-viewer")).status).toBe(201);
	expect((await bind("much", "Role", "more")).body).toEqual(
		cannotGrant(
			"rolebindings",
			"much",
			'{APIGroups:[""], Resources:["configmaps"], ResourceNames:["a"], Verbs:["get"]}',
			'{APIGroups:[""], Resources:["configmaps"], ResourceNames:["b"], Verbs:["get"]}',
			'{APIGroups:[""], Resources:["pods"], Verbs:["list"]}',
			'{APIGroups:[""], Resources:["pods/log"], Verbs:["get" "list"]}',
		),
	);
	expect((await bind("missing", "Role", "nowhere")).body).toEqual(
		failureBody(404, "NotFound", `rolebindings.${group} "nowhere" not found`, { name: "nowhere", group, kind: "rolebindings" }),
	);
});

check("U3 who has not everything cannot say which ClusterRoles are put together, and missing roles are told", async () => {
	const name = `conformance-${namespace}`;
	const labels = { "kubex-conformance": "" };
	const rules = [{ verbs: ["create"], apiGroups: [group], resources: ["clusterroles"] }];
	for (const [plural, object, body] of [
		["clusterroles", name, { rules }],
		["clusterrolebindings", name, { roleRef: { apiGroup: group, kind: "ClusterRole", name } }],
		[
			"clusterrolebindings",
			`${name}-missing`,
			{ roleRef: { apiGroup: group, kind: "ClusterRole", name: "conformance-nowhere" } },
		],
	] as const) {
		server.finally(() => raw("DELETE", `${cluster}/${plural}/${object}`));
		const subjects = [{ kind: "User", apiGroup: group, name: namespace }];
		await raw("POST", `${cluster}/${plural}`, { body: { metadata: { name: object, labels }, subjects, ...body } });
	}
	const own = { "impersonate-user": namespace };
	const create = async (body: object) =>
		(await raw("POST", `${paths.ClusterRole}?dryRun=All`, { headers: own, body: { metadata: { name: `${name}-new` }, ...body } }))
			.body as {
			message: string;
		};
	const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] };
	const prefix = `clusterroles.${group} "${name}-new" is forbidden: `;
	await eventually(
		async () =>
			(await create({ aggregationRule })).message === `${prefix}must have cluster-admin privileges to use the aggregationRule`,
	);
	expect((await create({ rules: [get], aggregationRule })).message).toBe(
		`${prefix}user "${namespace}" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n` +
			`{APIGroups:[""], Resources:["pods"], Verbs:["get"]}; resolution errors: [clusterroles.${group} "conformance-nowhere" not found]`,
	);
});

check("U3 the verbs escalate and bind set the limit aside", async () => {
	await raw("POST", paths.Role, {
		body: {
			metadata: { name: "trusted" },
			rules: [
				{ verbs: ["create", "escalate"], apiGroups: [group], resources: ["roles"] },
				{ verbs: ["create"], apiGroups: [group], resources: ["rolebindings"] },
				{ verbs: ["bind"], apiGroups: [group], resources: ["roles"], resourceNames: ["more"] },
			],
		},
	});
	await raw("POST", paths.RoleBinding, {
		body: {
			metadata: { name: "trusted" },
			roleRef: { apiGroup: group, kind: "Role", name: "trusted" },
			subjects: [{ kind: "User", apiGroup: group, name: "trusted" }],
		},
	});
	const trusted = { "impersonate-user": "trusted", "impersonate-group": ["writers"] };
	const rules = [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }];
	await eventually(async () => (await createAs("Role", "everything", { rules }, trusted)).status !== 403);
	expect((await raw("GET", `${paths.Role}/everything`)).body).toMatchObject({ rules });
	expect((await bind("bound", "Role", "more", trusted)).status).toBe(201);
	expect((await bind("unbound", "Role", "everything", trusted)).status).toBe(403);
});

check("U3 who may do everything may give everything, and bind roles that are yet to come", async () => {
	expect((await dryCreate("Role", { rules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }] })).status).toBe(201);
	const future = { roleRef: { apiGroup: group, kind: "Role", name: "yet-to-come" } };
	expect((await dryCreate("RoleBinding", future)).status).toBe(201);
});
