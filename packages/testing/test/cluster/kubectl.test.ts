import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";

const beside = fileURLToPath(new URL("../../../../../shared/cluster/kubectl", import.meta.url));
const candidates = [...new Set([process.env["KUBECTL"], existsSync(beside) ? beside : undefined, "kubectl"])];
// One of them; the conformance suite tries every release.
const found = candidates
	.filter((program): program is string => program !== undefined && spawnSync(program, ["version", "--client"]).status === 0)
	.slice(0, 1);
if (found.length === 0)
	console.warn("kubectl gate: NOT RUN, because no kubectl was found in KUBECTL, beside the checkout or in PATH");

interface Outcome {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

const deployment = {
	apiVersion: "apps/v1",
	kind: "Deployment",
	metadata: { name: "web", labels: { app: "web" } },
	spec: {
		replicas: 2,
		selector: { matchLabels: { app: "web" } },
		template: {
			metadata: { labels: { app: "web" } },
			spec: { containers: [{ name: "main", image: "nginx", ports: [{ containerPort: 80 }] }] },
		},
	},
};
const pod = {
	apiVersion: "v1",
	kind: "Pod",
	metadata: { name: "single", labels: { app: "single" } },
	spec: { containers: [{ name: "main", image: "nginx" }] },
};
const configMap = {
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name: "settings", labels: { app: "web" } },
	data: { colour: "blue" },
};
const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } };

describe.skipIf(found.length === 0).each(found.length === 0 ? ["kubectl"] : found)("%s", (program) => {
	let cluster: TestCluster;
	let folder: string;

	beforeAll(async () => {
		cluster = await TestCluster.start();
		folder = mkdtempSync(join(tmpdir(), "kubectl-"));
		await cluster.writeKubeconfig(join(folder, "kubeconfig"));
	});

	afterAll(async () => {
		await cluster.close();
		rmSync(folder, { recursive: true, force: true });
	});

	/** Runs kubectl beside the server, which lives in this process and so must not be blocked. */
	async function run(args: readonly string[], input?: unknown): Promise<Outcome> {
		const child = spawn(program, ["--kubeconfig", join(folder, "kubeconfig"), "--cache-dir", join(folder, "cache"), ...args]);
		const collect = async (stream: AsyncIterable<Buffer>): Promise<string> => {
			const chunks: Buffer[] = [];
			for await (const chunk of stream) chunks.push(chunk);
			return Buffer.concat(chunks).toString("utf8");
		};
		child.stdin.end(input === undefined ? "" : JSON.stringify(input));
		const code = new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
		const [stdout, stderr] = await Promise.all([collect(child.stdout), collect(child.stderr)]);
		return { code: await code, stdout, stderr };
	}

	async function succeed(args: readonly string[], input?: unknown): Promise<string> {
		const outcome = await run(args, input);
		expect({ args, ...outcome }).toMatchObject({ args, code: 0 });
		return outcome.stdout;
	}

	test("D2 create -f makes ConfigMaps, Pods, Deployments and Namespaces, and validates them first", async () => {
		for (const [object, answer] of [
			[namespace, "namespace/team created"],
			[configMap, "configmap/settings created"],
			[pod, "pod/single created"],
			[deployment, "deployment.apps/web created"],
		] as const) {
			expect(await succeed(["create", "-f", "-"], object)).toBe(`${answer}\n`);
		}
		const wrong = await run(["create", "-f", "-"], { ...configMap, metadata: { name: "wrong" }, dota: {} });
		expect(wrong.code).toBe(1);
		expect(wrong.stderr).toContain('unknown field "dota"');
	});

	test("E6 S6 get prints the columns of each kind", async () => {
		const printed = async (...args: readonly string[]): Promise<string> =>
			(await succeed(["get", ...args]))
				.replaceAll(/ {2,}/g, " ")
				.replaceAll(/\b\d+s\b/g, "AGE")
				.replaceAll(/ +$/gm, "");
		expect(await printed("configmap", "settings")).toBe("NAME DATA AGE\nsettings 1 AGE\n");
		expect(await printed("deployments", "-A")).toBe("NAMESPACE NAME READY UP-TO-DATE AVAILABLE AGE\ndefault web 0/2 0 0 AGE\n");
		expect(await printed("pods", "-o", "wide")).toBe(
			"NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES\nsingle 0/1 Pending 0 AGE <none> <none> <none> <none>\n",
		);
		expect(await printed("service", "kubernetes")).toBe(
			"NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE\nkubernetes ClusterIP 10.96.0.1 <none> 443/TCP AGE\n",
		);
		expect(await printed("clusterrole", "view")).toMatch(/^NAME CREATED AT\nview \d{4}-\d\d-\d\dT[\d:]+Z\n$/);
		expect(await printed("configmap", "settings", "--show-labels")).toBe("NAME DATA AGE LABELS\nsettings 1 AGE app=web\n");
		expect(await printed("configmaps", "--sort-by=.metadata.name")).toContain("NAME DATA AGE\n");
	});

	test("A4 get in every form of output", async () => {
		expect(await succeed(["get", "configmap", "settings", "-o", "name"])).toBe("configmap/settings\n");
		expect(JSON.parse(await succeed(["get", "configmap", "settings", "-o", "json"]))).toMatchObject(configMap);
		expect(await succeed(["get", "configmap", "settings", "-o", "yaml"])).toContain("data:\n  colour: blue\n");
		expect(await succeed(["get", "deployment", "web", "-o", "jsonpath={.spec.replicas}"])).toBe("2");
		expect(await succeed(["get", "pods", "-o", "custom-columns=N:.metadata.name"])).toContain("N\nsingle\n");
		expect(await succeed(["get", "pods", "-o", "go-template={{range .items}}{{.metadata.name}} {{end}}"])).toContain("single ");
	});

	test("I get chooses by labels and fields, and pages", async () => {
		expect(await succeed(["get", "configmaps,deployments", "-l", "app=web", "-o", "name"])).toBe(
			"configmap/settings\ndeployment.apps/web\n",
		);
		expect(await succeed(["get", "pods", "--field-selector", "metadata.name=single", "-o", "name"])).toBe("pod/single\n");
		expect(await succeed(["get", "pods", "--field-selector", "metadata.name=other", "-o", "name"])).toBe("");
		const all = await succeed(["get", "namespaces", "--chunk-size", "1", "-o", "name"]);
		expect(all).toContain("namespace/default\n");
		expect(all).toContain("namespace/team\n");
	});

	test("B get tells what there is not", async () => {
		expect(await run(["get", "configmap", "nope"])).toEqual({
			code: 1,
			stdout: "",
			stderr: 'Error from server (NotFound): configmaps "nope" not found\n',
		});
		expect((await run(["get", "nopes"])).stderr).toBe('error: the server doesn\'t have a resource type "nopes"\n');
	});

	test("K replace -f changes, and refuses what changed in between", async () => {
		expect(await succeed(["replace", "-f", "-"], { ...configMap, data: { colour: "red" } })).toBe(
			"configmap/settings replaced\n",
		);
		expect(await succeed(["get", "configmap", "settings", "-o", "jsonpath={.data.colour}"])).toBe("red");
		const stale = { ...configMap, metadata: { ...configMap.metadata, resourceVersion: "1" } };
		expect((await run(["replace", "-f", "-"], stale)).stderr).toContain("the object has been modified");
	});

	test("C api-versions, api-resources and explain read discovery and documents", async () => {
		const versions = (await succeed(["api-versions"])).split("\n");
		expect(versions).toContain("v1");
		expect(versions).toContain("apps/v1");
		expect(await succeed(["api-resources", "--namespaced=false", "-o", "name"])).toContain("namespaces\n");
		expect(await succeed(["explain", "deployment.spec.strategy"])).toContain("FIELD: strategy <DeploymentStrategy>");
		expect(await succeed(["explain", "pods", "--recursive"])).toContain("containers\t<[]Container> -required-");
	});

	test("A16 version and cluster-info", async () => {
		expect(await succeed(["version"])).toMatch(/^Server Version: v1\.35\.\d+$/m);
		expect(await succeed(["cluster-info"])).toContain(cluster.url);
	});

	test("X what is not built is refused in so many words", async () => {
		expect((await run(["get", "--raw", "/metrics"])).stderr).toContain("the embedded API server does not support metrics");
	});

	test("J2 J7 kubectl wait sees a change, and the deletion that it was started before", async () => {
		const waited = { ...configMap, metadata: { name: "waited" } };
		await succeed(["create", "-f", "-"], waited);
		const changed = succeed(["wait", "--for=jsonpath={.data.colour}=red", "configmap/waited", "--timeout=10s"]);
		await succeed(["replace", "-f", "-"], { ...waited, data: { colour: "red" } });
		expect(await changed).toBe("configmap/waited condition met\n");
		const gone = succeed(["wait", "--for=delete", "configmap/waited", "--timeout=10s"]);
		await succeed(["delete", "configmap", "waited"]);
		expect(await gone).toMatch(/^configmap\/waited condition met\n$|^$/);
	});

	test("L5 apply on the client's side creates, changes, removes and leaves alone", async () => {
		const data = { ...configMap, metadata: { name: "applied" }, data: { a: "1", b: "1" } };
		expect(await succeed(["apply", "-f", "-"], data)).toBe("configmap/applied created\n");
		expect(await succeed(["apply", "-f", "-"], data)).toBe("configmap/applied unchanged\n");
		const difference = await run(["diff", "-f", "-"], { ...data, data: { a: "2" } });
		expect([difference.code, difference.stdout]).toEqual([1, expect.stringMatching(/^-\s+b: "1"$/m)]);
		expect(await succeed(["apply", "-f", "-"], { ...data, data: { a: "2" } })).toBe("configmap/applied configured\n");
		expect(await succeed(["get", "configmap", "applied", "-o", "jsonpath={.data}"])).toBe('{"a":"2"}');
		await succeed(["delete", "configmap", "applied"]);
	});

	test("M5 M6 M9 apply on the server's side shares, takes over from the client's side, and tells of conflicts", async () => {
		const data = { ...configMap, metadata: { name: "shared" }, data: { a: "1" } };
		await succeed(["apply", "-f", "-"], data);
		const changed = { ...data, data: { a: "2" } };
		expect(await succeed(["apply", "--server-side", "-f", "-"], changed)).toBe("configmap/shared serverside-applied\n");
		const refused = await run(["apply", "--server-side", "--field-manager=other", "-f", "-"], data);
		expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('conflict with "kubectl": .data.a')]);
		await succeed(["apply", "--server-side", "--force-conflicts", "--field-manager=other", "-f", "-"], data);
		expect(await succeed(["get", "configmap", "shared", "-o", "jsonpath={.data.a}"])).toBe("1");
		await succeed(["delete", "configmap", "shared"]);
	});

	test("L label, annotate, patch, set image, scale and rollout restart change what is there", async () => {
		await succeed(["label", "deployment", "web", "tier=front"]);
		await succeed(["annotate", "deployment", "web", "note=x"]);
		await succeed(["patch", "deployment", "web", "-p", '{"spec":{"minReadySeconds":3}}']);
		await succeed(["patch", "deployment", "web", "--type=json", "-p", '[{"op":"remove","path":"/metadata/annotations/note"}]']);
		await succeed(["set", "image", "deployment/web", "main=nginx:2"]);
		await succeed(["scale", "deployment", "web", "--replicas=3"]);
		await succeed(["rollout", "restart", "deployment", "web"]);
		const changed = JSON.parse(await succeed(["get", "deployment", "web", "-o", "json", "--show-managed-fields"]));
		expect(changed).toMatchObject({ metadata: { labels: { tier: "front" } }, spec: { minReadySeconds: 3, replicas: 3 } });
		expect(changed.metadata.annotations ?? {}).not.toHaveProperty("note");
		const { template } = changed.spec;
		expect(template.spec.containers).toMatchObject([{ image: "nginx:2", ports: [{ containerPort: 80 }] }]);
		expect(Object.keys(template.metadata.annotations)).toEqual(["kubectl.kubernetes.io/restartedAt"]);
		const managers = changed.metadata.managedFields.map((entry: { manager: string }) => entry.manager);
		expect(managers).toEqual(expect.arrayContaining(["kubectl-label", "kubectl-patch", "kubectl-set", "kubectl-rollout"]));
	});

	test("N delete --wait=false", async () => {
		expect(await succeed(["delete", "configmap", "settings", "--wait=false"])).toContain('configmap "settings" deleted');
		expect(await succeed(["delete", "deployment", "web", "--wait=false"])).toContain('deployment.apps "web" deleted');
		expect(await succeed(["delete", "pod", "single", "--wait=false"])).toContain('pod "single" deleted');
		expect(await succeed(["delete", "namespace", "team", "--wait=false"])).toContain('namespace "team" deleted');
		expect((await run(["get", "configmap", "settings"])).code).toBe(1);
	});
});
