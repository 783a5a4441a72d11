import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { minor, raw } = server;
const namespace = await server.namespace();
const elsewhere = await server.namespace();
const api = "rbac.authorization.k8s.io";
const rbac = `/apis/${api}/v1`;
const name = `conformance-${namespace}`;
const labels = { "kubex-conformance": "" };
const reviews = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

const user = (subject: string) => ({ kind: "User", apiGroup: api, name: subject });
const inNamespace = (plural: string, body: object) => raw("POST", `${rbac}/namespaces/${namespace}/${plural}`, { body });

async function inCluster(plural: string, object: string, body: object): Promise<void> {
	server.finally(() => raw("DELETE", `${rbac}/${plural}/${object}`));
	await raw("POST", `${rbac}/${plural}`, { body: { metadata: { name: object, labels }, ...body } });
}

await inNamespace("roles", {
	metadata: { name: "role" },
	rules: [
		{ verbs: ["get", "list"], apiGroups: [""], resources: ["pods", "pods/log"] },
		{
			verbs: ["get", "update", "list", "watch", "delete"],
			apiGroups: [""],
			resources: ["configmaps"],
			resourceNames: ["a", "b"],
		},
		{ verbs: ["*"], apiGroups: ["apps"], resources: ["deployments"] },
		{ verbs: ["update"], apiGroups: ["*"], resources: ["*/scale"] },
		{ verbs: ["create"], apiGroups: [""], resources: ["secrets"], resourceNames: ["named"] },
	],
});
await inNamespace("rolebindings", {
	metadata: { name: "binding" },
	roleRef: { apiGroup: api, kind: "Role", name: "role" },
	subjects: [
		user("alice"),
		{ kind: "Group", apiGroup: api, name: "readers" },
		{ kind: "ServiceAccount", name: "default", namespace },
	],
});
await inCluster("clusterroles", name, {
	rules: [
		{ verbs: ["get"], apiGroups: [""], resources: ["nodes", "secrets"] },
		{ verbs: ["get", "post"], nonResourceURLs: ["/metrics", "/logs/*", "/x*"] },
		{ verbs: ["*"], apiGroups: ["batch"], resources: ["*"] },
	],
});
await inCluster("clusterrolebindings", name, {
	roleRef: { apiGroup: api, kind: "ClusterRole", name },
	subjects: [user("bob"), { kind: "ServiceAccount", name: "default", namespace: elsewhere }],
});
// A ClusterRole that is bound in a namespace holds there only, and its paths nowhere.
await inNamespace("rolebindings", {
	metadata: { name: "of-cluster-role" },
	roleRef: { apiGroup: api, kind: "ClusterRole", name },
	subjects: [user("carol")],
});
await inNamespace("rolebindings", {
	metadata: { name: "viewers" },
	roleRef: { apiGroup: api, kind: "ClusterRole", name: "view" },
	subjects: [user("dave"), { kind: "ServiceAccount", name: "nameless" }],
});

interface Decision {
	readonly allowed: boolean;
	readonly reason?: string;
}

interface Who {
	readonly user?: string;
	readonly groups?: readonly string[];
}

async function decide(who: Who, what: string): Promise<Decision> {
	const [verb = "", target = "", object] = what.split(" ");
	const spec = { ...who, ...attributesOf(verb, target, object) };
	return ((await raw("POST", reviews, { body: { spec } })).body as { status: Decision }).status;
}

/** Reads `get here:group/plural/subresource name`, or `get path:/path`. */
function attributesOf(verb: string, target: string, object: string | undefined): object {
	if (target.startsWith("path:")) return { nonResourceAttributes: { verb, path: target.slice("path:".length) } };
	const [where = "", rest = ""] = target.includes(":") ? target.split(":") : ["", target];
	const [group = "", resource = "", subresource] = rest.split("/");
	const placed = where === "" ? {} : { namespace: where === "here" ? namespace : elsewhere };
	return {
		resourceAttributes: {
			verb,
			...placed,
			group,
			resource,
			...(subresource && { subresource }),
			...(object && { name: object }),
		},
	};
}

await eventually(async () => {
	const seen = await Promise.all([
		decide({ user: "alice" }, "get here:/pods"),
		decide({ user: "bob" }, "get /nodes"),
		decide({ user: "carol" }, "get here:/secrets"),
		decide({ user: "dave" }, "get here:/pods"),
	]);
	return seen.every(({ allowed }) => allowed);
});

const alice: Who = { user: "alice" };
const bob: Who = { user: "bob" };
const carol: Who = { user: "carol" };
const dave: Who = { user: "dave" };
const authenticated: Who = { user: "x", groups: ["system:authenticated"] };

const table: readonly (readonly [who: Who, what: string, allowed: boolean])[] = [
	[alice, "get here:/pods", true],
	[alice, "get here:/pods a", true],
	[alice, "list here:/pods", true],
	[alice, "watch here:/pods", false],
	[alice, "create here:/pods", false],
	[alice, "get there:/pods", false],
	[alice, "get /pods", false],
	[alice, "get here:apps/pods", false],
	[alice, "get here:/pods/log", true],
	[alice, "get here:/pods/log a", true],
	[alice, "get here:/pods/exec", false],
	[alice, "get here:/services/log", false],
	[alice, "GET here:/pods", false],
	[alice, "* here:/pods", false],
	[alice, "get here:/configmaps a", true],
	[alice, "get here:/configmaps b", true],
	[alice, "get here:/configmaps c", false],
	[alice, "get here:/configmaps", false],
	[alice, "list here:/configmaps", false],
	[alice, "list here:/configmaps a", true],
	[alice, "watch here:/configmaps a", true],
	[alice, "delete here:/configmaps a", true],
	[alice, "deletecollection here:/configmaps", false],
	[alice, "create here:/secrets", false],
	[alice, "create here:/secrets named", true],
	[alice, "get here:apps/deployments", true],
	[alice, "anything here:apps/deployments", true],
	[alice, "get here:apps/deployments/status", false],
	[alice, "update here:apps/deployments/scale", true],
	[alice, "patch here:apps/deployments/scale", false],
	[alice, "update here:apps/statefulsets/scale x", true],
	[alice, "update here:any/things/scale", true],
	[alice, "update here:any/things", false],
	[alice, "get path:/version", false],
	[{ user: "x", groups: ["readers"] }, "get here:/pods", true],
	[{ groups: ["readers"] }, "get here:/pods", true],
	[{ user: "readers" }, "get here:/pods", false],
	[{ user: "x", groups: ["alice"] }, "get here:/pods", false],
	[{ user: "Alice" }, "get here:/pods", false],
	[bob, "get /nodes", true],
	[bob, "get /nodes n", true],
	[bob, "list /nodes", false],
	[bob, "get here:/secrets", true],
	[bob, "get there:/secrets s", true],
	[bob, "get /secrets", true],
	[bob, "anything here:batch/jobs/status x", true],
	[bob, "get here:batch/nonsense", true],
	[bob, "get path:/metrics", true],
	[bob, "get path:/metrics/slis", false],
	[bob, "post path:/logs/a/b", true],
	[bob, "get path:/logs", false],
	[bob, "get path:/logs/", true],
	[bob, "get path:/xyz", true],
	[bob, "put path:/metrics", false],
	[carol, "get here:/secrets", true],
	[carol, "get there:/secrets", false],
	[carol, "get /nodes", false],
	[carol, "get here:/nodes", true],
	[carol, "get path:/metrics", false],
	[dave, "get here:/pods", true],
	[dave, "watch here:/services", true],
	[dave, "list here:apps/replicasets/scale", true],
	[dave, "get here:/secrets", false],
	[dave, "update here:/pods", false],
	[dave, "list here:/pods/log", true],
	[{ user: `system:serviceaccount:${namespace}:default` }, "get here:/pods", true],
	[{ user: `system:serviceaccount:${elsewhere}:default` }, "get here:/pods", false],
	[{ user: `system:serviceaccount:${elsewhere}:default` }, "get /nodes", true],
	[{ user: `system:serviceaccount:${namespace}:nameless` }, "get here:/pods", true],
	[{ user: `system:serviceaccount:${elsewhere}:nameless` }, "get here:/pods", false],
	[{ user: "nameless" }, "get here:/pods", false],
	[{ user: "x", groups: ["system:masters"] }, "anything there:any/thing", true],
	[{ user: "x", groups: ["system:masters"] }, "anything path:/anywhere", true],
	[{ user: "system:masters" }, "get /pods", false],
	[authenticated, "get path:/api/v1", true],
	[authenticated, "get path:/openapi/v3", true],
	[authenticated, "get path:/version/", true],
	[authenticated, "get path:/metrics", false],
	[authenticated, "create authorization.k8s.io/selfsubjectaccessreviews", true],
	[authenticated, "create authorization.k8s.io/selfsubjectrulesreviews", true],
	[authenticated, "create authorization.k8s.io/subjectaccessreviews", false],
	[authenticated, "create authentication.k8s.io/selfsubjectreviews", true],
	[authenticated, "create authentication.k8s.io/tokenreviews", false],
	[{ user: "x", groups: ["system:unauthenticated"] }, "get path:/version", true],
	[{ user: "x", groups: ["system:unauthenticated"] }, "get path:/api", false],
	[{ user: "x", groups: ["system:monitoring"] }, "get path:/metrics", true],
	[{ user: "x", groups: ["system:monitoring"] }, "get /nodes/metrics", minor >= 34],
	[{ user: "x", groups: ["system:serviceaccounts"] }, "get path:/openid/v1/jwks", true],
	[{ user: "x" }, "get path:/version", false],
];

for (const [who, what, allowed] of table) {
	const text = JSON.stringify(who).replaceAll(namespace, "<here>").replaceAll(elsewhere, "<there>");
	check(`U2 ${text} may ${allowed ? "" : "not "}${what}`, async () => {
		expect((await decide(who, what)).allowed).toBe(allowed);
	});
}

for (const [who, what, reason] of [
	[alice, "get here:/pods", `RoleBinding "binding/${namespace}" of Role "role" to User "alice"`],
	[{ user: "x", groups: ["readers"] }, "get here:/pods", `RoleBinding "binding/${namespace}" of Role "role" to Group "readers"`],
	[
		{ user: `system:serviceaccount:${namespace}:default` },
		"get here:/pods",
		`RoleBinding "binding/${namespace}" of Role "role" to ServiceAccount "default/${namespace}"`,
	],
	[bob, "get /nodes", `ClusterRoleBinding "${name}" of ClusterRole "${name}" to User "bob"`],
	[carol, "get here:/secrets", `RoleBinding "of-cluster-role/${namespace}" of ClusterRole "${name}" to User "carol"`],
] as const) {
	check(`U2 the reason why ${JSON.stringify(who).replaceAll(namespace, "<here>")} may ${what}`, async () => {
		expect(await decide(who, what)).toEqual({ allowed: true, reason: `RBAC: allowed by ${reason}` });
	});
}

check("U2 a right that comes or goes counts at once, or soon", async () => {
	const late = { user: "late" };
	expect((await decide(late, "get here:/pods")).allowed).toBe(false);
	const binding = `${rbac}/namespaces/${namespace}/rolebindings/late`;
	await inNamespace("rolebindings", {
		metadata: { name: "late" },
		roleRef: { apiGroup: api, kind: "Role", name: "role" },
		subjects: [user("late")],
	});
	await eventually(async () => (await decide(late, "get here:/pods")).allowed);
	await raw("DELETE", binding);
	await eventually(async () => !(await decide(late, "get here:/pods")).allowed);
});

check("U2 a binding of a missing role gives nothing, and decisions say so", async () => {
	await inNamespace("rolebindings", {
		metadata: { name: "dangling" },
		roleRef: { apiGroup: api, kind: "Role", name: "missing" },
		subjects: [user("erin")],
	});
	// Since 1.37 each reason of a refusal begins with the name of the authorizer that gives it.
	const reason = `${minor >= 37 ? "rbac: " : ""}RBAC: role.${api} "missing" not found`;
	await eventually(async () => (await decide({ user: "erin" }, "get here:/pods")).reason !== undefined);
	expect(await decide({ user: "erin" }, "get here:/pods")).toEqual({ allowed: false, reason });
	const { body } = await raw("GET", `/api/v1/namespaces/${namespace}/pods`, { headers: { "impersonate-user": "erin" } });
	expect(body).toMatchObject({
		code: 403,
		message: `pods is forbidden: User "erin" cannot list resource "pods" in API group "" in the namespace "${namespace}": ${reason}`,
	});
});

check("U2 a ClusterRole is put together from those that its labels choose [needs:kcm]", async () => {
	const key = `conformance.example/${namespace}`;
	const [whole, first, second] = [`${name}-whole`, `${name}-1`, `${name}-2`];
	await inCluster("clusterroles", whole, { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [key]: "true" } }] } });
	const rule = (resource: string) => ({ verbs: ["get"], apiGroups: [""], resources: [resource] });
	for (const [part, rules] of [
		[second, [rule("b"), rule("shared")]],
		[first, [rule("a"), rule("shared")]],
	] as const) {
		server.finally(() => raw("DELETE", `${rbac}/clusterroles/${part}`));
		await raw("POST", `${rbac}/clusterroles`, {
			body: { metadata: { name: part, labels: { ...labels, [key]: "true" } }, rules },
		});
	}
	const rulesNow = async () => ((await raw("GET", `${rbac}/clusterroles/${whole}`)).body as { rules: unknown }).rules;
	const settled = async (rules: unknown) => eventually(async () => isDeepStrictEqual(await rulesNow(), rules));
	await settled([rule("a"), rule("shared"), rule("b")]);
	await raw("DELETE", `${rbac}/clusterroles/${first}`);
	await settled([rule("b"), rule("shared")]);
});

for (const role of [
	"cluster-admin",
	"admin",
	"edit",
	"view",
	"system:discovery",
	"system:basic-user",
	"system:public-info-viewer",
]) {
	check(`U6 the ClusterRole ${role} is there from the beginning`, async () => {
		expect((await raw("GET", `${rbac}/clusterroles/${role}`)).body).toMatchObject({
			kind: "ClusterRole",
			metadata: {
				labels: { "kubernetes.io/bootstrapping": "rbac-defaults" },
				annotations: { "rbac.authorization.kubernetes.io/autoupdate": "true" },
			},
			rules: expect.arrayContaining([expect.objectContaining({ verbs: expect.any(Array) })]),
		});
	});
}

check("U6 the server's own components have roles of their own", async () => {
	for (const role of [
		"system:node",
		"system:kube-controller-manager",
		"system:kube-scheduler",
		"system:controller:job-controller",
	]) {
		expect((await raw("GET", `${rbac}/clusterroles/${role}`)).status).toBe(200);
	}
});

check("U2 a node may read Services by the Node authorizer", async () => {
	expect((await decide({ user: "system:node:any", groups: ["system:nodes"] }, "list /services")).allowed).toBe(true);
});
