import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { rawRequest } from "../raw-request.ts";
import { kubectl, type Outcome, runKubectl } from "./kubectl-program.ts";

if (kubectl === undefined)
	console.warn("kubectl auth: NOT RUN, because no kubectl was found in KUBECTL, beside the checkout or in PATH");

describe.skipIf(kubectl === undefined)("kubectl", () => {
	let cluster: TestCluster;
	let folder: string;

	beforeAll(async () => {
		cluster = await TestCluster.start();
		folder = mkdtempSync(join(tmpdir(), "kubectl-auth-"));
		await cluster.writeKubeconfig(join(folder, "admin"));
		const { kubeconfig } = cluster.createUser({ name: "jane", groups: ["developers"], password: "secret" });
		writeFileSync(join(folder, "jane"), kubeconfig);
		const binding = {
			metadata: { name: "developers" },
			roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
			subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "developers" }],
		};
		const path = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings";
		const headers = { "content-type": "application/json" };
		await rawRequest(cluster, { method: "POST", path, headers, body: JSON.stringify(binding) });
	});

	afterAll(async () => {
		await cluster.close();
		rmSync(folder, { recursive: true });
	});

	function as(user: "admin" | "jane", ...args: readonly string[]): Promise<Outcome> {
		const config = ["--kubeconfig", join(folder, user), "--cache-dir", join(folder, "cache")];
		return runKubectl(kubectl ?? "kubectl", [...config, ...args]);
	}

	test("U4 auth whoami", async () => {
		const { stdout } = await as("admin", "auth", "whoami");
		expect(stdout).toMatch(/^Username +admin$/m);
		expect(stdout).toMatch(/^Groups +\[system:masters system:authenticated\]$/m);
		expect(stdout).toMatch(/^Extra: authentication.kubernetes.io\/credential-id +\[X509SHA256=[0-9a-f]{64}\]$/m);
	});

	test.each(["kubex", "kubex-token", "kubex-basic"])("U1 a user comes by certificate, token or password: %s", async (context) => {
		const { code, stdout } = await as("jane", "--context", context, "auth", "whoami", "-o", "jsonpath={.status.userInfo}");
		expect([code, JSON.parse(stdout)]).toMatchObject([0, { username: "jane", groups: ["developers", "system:authenticated"] }]);
	});

	test("U4 auth can-i", async () => {
		expect(await as("jane", "auth", "can-i", "list", "pods")).toMatchObject({ code: 0, stdout: "yes\n" });
		expect(await as("jane", "auth", "can-i", "delete", "pods")).toMatchObject({ code: 1, stdout: "no\n" });
		expect(await as("jane", "auth", "can-i", "get", "pods/log", "-n", "default")).toMatchObject({ code: 0, stdout: "yes\n" });
		expect(await as("jane", "auth", "can-i", "get", "/version")).toMatchObject({ code: 0, stdout: "yes\n" });
		expect(await as("admin", "auth", "can-i", "*", "*", "-A")).toMatchObject({ code: 0, stdout: "yes\n" });
	});

	test("U4 auth can-i --list", async () => {
		const { code, stdout } = await as("jane", "auth", "can-i", "--list");
		expect(code).toBe(0);
		expect(stdout).toMatch(/^selfsubjectreviews\.authentication\.k8s\.io +\[\] +\[\] +\[create\]$/m);
		expect(stdout).toMatch(/^deployments\.apps +\[\] +\[\] +\[get list watch\]$/m);
		expect(stdout).toMatch(/^ +\[\/version\] +\[\] +\[get\]$/m);
	});

	test("U5 --as, --as-group and --as-uid", async () => {
		expect((await as("admin", "get", "pods", "--as", "joe")).stderr).toBe(
			'Error from server (Forbidden): pods is forbidden: User "joe" cannot list resource "pods" in API group "" in the namespace "default"\n',
		);
		const args = ["--as", "joe", "--as-group", "developers", "--as-group", "others", "--as-uid", "7"];
		expect(await as("admin", "get", "pods", ...args)).toMatchObject({ code: 0 });
		const { stdout } = await as("admin", "auth", "whoami", ...args, "-o", "jsonpath={.status.userInfo}");
		expect(JSON.parse(stdout)).toEqual({
			username: "joe",
			uid: "7",
			groups: ["developers", "others", "system:authenticated"],
		});
		expect((await as("jane", "get", "pods", "--as", "joe")).stderr).toContain('User "jane" cannot impersonate resource "users"');
	});

	test("O10 create token, and its use", async () => {
		const issued = await as(
			"admin",
			"create",
			"token",
			"default",
			"--duration",
			"10m",
			"--audience",
			"https://kubernetes.default.svc",
		);
		expect(issued.code).toBe(0);
		const token = issued.stdout.trim();
		const used = await as(
			"admin",
			"--context",
			"kubex-token",
			"--token",
			token,
			"auth",
			"whoami",
			"-o",
			"jsonpath={.status.userInfo.username}",
		);
		expect(used.stdout).toBe("system:serviceaccount:default:default");
		const short = await as("admin", "create", "token", "default", "--duration", "1m");
		expect(short.stderr).toContain("may not specify a duration less than 10 minutes");
	});
});
