import { Api, createClient, ForbiddenError, Kubeconfig, UnauthorizedError } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { VirtualClock } from "../../src/virtual-clock.ts";
import { rawRequest } from "../raw-request.ts";

const whoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
const json = { "content-type": "application/json" };

let cluster: TestCluster;

beforeAll(async () => {
	cluster = await TestCluster.start();
});

afterAll(() => cluster.close());

/** The user that a cluster takes a request for, or the code of its refusal. */
async function userOf(
	of: TestCluster,
	request: { token?: string; as?: { certificate: string; key: string }; basic?: string },
): Promise<unknown> {
	const { token, basic } = request;
	const authorization = token ? `Bearer ${token}` : basic ? `Basic ${Buffer.from(basic).toString("base64")}` : undefined;
	const headers = { ...json, ...(authorization && { authorization }) };
	const answer = await rawRequest(of, { method: "POST", path: whoAmI, headers, body: "{}", as: request.as ?? "anonymous" });
	return answer.status === 201 ? JSON.parse(answer.text).status.userInfo : answer.status;
}

test("U1 a user comes by token, certificate or password, with the same name and groups", async () => {
	const { token, certificate, key } = cluster.createUser({ name: "jane", groups: ["a", "b"], password: "p:w" });
	const jane = { username: "jane", groups: ["a", "b", "system:authenticated"] };
	expect(await userOf(cluster, { token })).toEqual(jane);
	expect(await userOf(cluster, { as: { certificate, key } })).toMatchObject(jane);
	expect(await userOf(cluster, { basic: "jane:p:w" })).toEqual(jane);
	expect(await userOf(cluster, { basic: "jane:other" })).toBe(403);
});

test("U1 a certificate that has ended gives 401, whatever its user may do", async () => {
	const certificateNotAfter = new Date(Date.now() - 1000);
	const { certificate, key, token } = cluster.createUser({ name: "late", groups: ["system:masters"], certificateNotAfter });
	expect(await userOf(cluster, { as: { certificate, key } })).toBe(401);
	expect(await userOf(cluster, { token })).toMatchObject({ username: "late" });
});

test.each(["plain", "true", "12", "system:node:a", 'a "quoted" one', "- x: y"])(
	"design 5: a kubeconfig for the user %j",
	async (name) => {
		const { kubeconfig } = cluster.createUser({ name, password: "null" });
		for (const context of ["kubex", "kubex-token", "kubex-basic"]) {
			if (context === "kubex-basic" && name.includes(":")) continue;
			await using client = await createClient({ kubeconfig: await Kubeconfig.parse(kubeconfig), context });
			const { body } = await client.request({ method: "POST", path: whoAmI, body: {} });
			expect(body).toMatchObject({ status: { userInfo: { username: name } } });
		}
	},
);

test("U2 a user may do little until a binding says so", async () => {
	const { kubeconfig } = cluster.createUser({ name: "ann" });
	await using client = await createClient({ kubeconfig: await Kubeconfig.parse(kubeconfig) });
	const configMaps = new Api(ConfigMap, { client });
	await expect(configMaps.list()).rejects.toThrow(ForbiddenError);
	await using admin = await cluster.createClient();
	const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "ann" }];
	const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" };
	const path = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings";
	await admin.request({ method: "POST", path, body: { metadata: { name: "ann" }, subjects, roleRef } });
	expect((await configMaps.list()).items.map(({ metadata }) => metadata.name)).toEqual(["kube-root-ca.crt"]);
	await expect(configMaps.create({ metadata: { name: "a" } })).rejects.toThrow(ForbiddenError);
});

test("U2 with AlwaysAllow everybody may do everything, and is told so", async () => {
	await using open = await TestCluster.start({ authorization: "AlwaysAllow" });
	const get = (path: string) => rawRequest(open, { path, as: "anonymous" });
	expect((await get("/api/v1/secrets")).status).toBe(200);
	expect(await userOf(open, {})).toEqual({ username: "system:anonymous", groups: ["system:unauthenticated"] });
	expect(await userOf(open, { token: "unknown" })).toBe(401);
	const path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
	const body = JSON.stringify({ spec: { namespace: "default" } });
	const answer = await rawRequest(open, { method: "POST", path, headers: json, body, as: "anonymous" });
	expect(JSON.parse(answer.text).status).toEqual({
		resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
		nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
		incomplete: false,
	});
	await using isolated = open.isolated();
	expect((await rawRequest(isolated, { path: "/api/v1/secrets", as: "anonymous" })).status).toBe(200);
});

test("design 5: the tokens of a cluster are unknown to those beside it", async () => {
	await using beside = cluster.isolated();
	const { token } = cluster.createUser({ name: "here" });
	expect(await userOf(beside, { token })).toBe(401);
	const path = "/api/v1/namespaces/default/serviceaccounts/default/token";
	const issued = await rawRequest(cluster, { method: "POST", path, headers: json, body: "{}" });
	expect(await userOf(beside, { token: JSON.parse(issued.text).status.token })).toBe(401);
	expect(await userOf(beside, { token: beside.createUser({ name: "there" }).token })).toMatchObject({ username: "there" });
});

test("U1 a token of a ServiceAccount is taken until a minute after it has expired", async () => {
	const clock = new VirtualClock();
	await using timed = await TestCluster.start({ clock });
	const path = "/api/v1/namespaces/default/serviceaccounts/default/token";
	const body = JSON.stringify({ spec: { expirationSeconds: 600 } });
	const issued = await rawRequest(timed, { method: "POST", path, headers: json, body });
	const { token, expirationTimestamp } = JSON.parse(issued.text).status;
	expect(Date.parse(expirationTimestamp)).toBe(Math.floor(clock.now() / 1000) * 1000 + 600_000);
	clock.advance(655_000);
	expect(await userOf(timed, { token })).toMatchObject({ username: "system:serviceaccount:default:default" });
	clock.advance(10_000);
	expect(await userOf(timed, { token })).toBe(401);
	const client = await timed.createClient();
	const review = { method: "POST", path: "/apis/authentication.k8s.io/v1/tokenreviews", body: { spec: { token } } } as const;
	expect((await client.request(review)).body).toMatchObject({
		status: { error: "[invalid bearer token, service account token has expired]" },
	});
	await client.close();
});

test("U1 without sockets a client may act as others, with a header for each of their groups", async () => {
	await using admin = await cluster.createClient({
		transport: cluster.transport,
		impersonate: { user: "jane", groups: ["a", "b, c"] },
	});
	const { body } = await admin.request({ method: "POST", path: whoAmI, body: {} });
	expect(body).toMatchObject({ status: { userInfo: { username: "jane", groups: ["a", "b, c", "system:authenticated"] } } });
	await expect(new Api(ConfigMap, { client: admin }).list()).rejects.toThrow(ForbiddenError);
});

test("U1 a client whose token is not known is told so", async () => {
	const { kubeconfig, token } = cluster.createUser({ name: "typo" });
	const wrong = await Kubeconfig.parse(kubeconfig.replace(token, "wrong"));
	await using client = await createClient({ kubeconfig: wrong, context: "kubex-token", retry: false });
	await expect(new Api(ConfigMap, { client }).list()).rejects.toThrow(UnauthorizedError);
});

test("E3 a body that is no protobuf is refused", async () => {
	const headers = { "content-type": "application/vnd.kubernetes.protobuf" };
	const junk = await rawRequest(cluster, { method: "POST", path: whoAmI, headers, body: "junk" });
	expect([junk.status, JSON.parse(junk.text).message]).toEqual([
		400,
		"the object provided is unrecognized (must be of type SelfSubjectReview): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] (6a756e6b)",
	]);
	const cut = await rawRequest(cluster, { method: "POST", path: whoAmI, headers, body: Buffer.from("k8s\0\x0a\x7f") });
	expect(cut.status).toBe(400);
});
