import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { Kubeconfig } from "kubex";
import { afterEach, beforeEach, expect, test } from "vitest";
import { VirtualClock } from "../../src/index.ts";
import { TestCluster } from "../../src/test-cluster.ts";
import { rawRequest } from "../raw-request.ts";

let cluster: TestCluster;

beforeEach(async () => {
	cluster = await TestCluster.start();
});

afterEach(async () => {
	await cluster.close();
});

const configMap = (name: string): string => JSON.stringify({ metadata: { name, labels: { by: "test" } }, data: { a: "1" } });
const collection = "/api/v1/namespaces/default/configmaps";

async function names(target: TestCluster): Promise<readonly string[]> {
	const list = JSON.parse((await rawRequest(target, { path: `${collection}?labelSelector=by%3Dtest` })).text) as {
		items: { metadata: { name: string } }[];
	};
	return list.items.map((item) => item.metadata.name);
}

test("A1 a cluster answers over HTTPS as soon as it has started", async () => {
	expect(cluster.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
	const answer = await rawRequest(cluster, { path: "/api/v1/namespaces/default" });
	expect(answer.status).toBe(200);
	expect(JSON.parse(answer.text)).toMatchObject({ kind: "Namespace", metadata: { name: "default" } });
});

test("A1 the kubeconfig has an administrator by certificate and one by token", async () => {
	const kubeconfig = await Kubeconfig.parse(cluster.kubeconfig);
	expect(kubeconfig.contexts).toEqual(["kubex", "kubex-token"]);
	for (const context of kubeconfig.contexts) {
		await using client = await cluster.createClient({ context });
		expect((await client.version()).gitVersion).toMatch(/^v1\.35\./);
	}
});

test("V5 every namespace holds the certificate that Pods verify the server with", async () => {
	const { certificateAuthority } = await (await Kubeconfig.parse(cluster.kubeconfig)).clusterConfig();
	const { text } = await rawRequest(cluster, { path: `${collection}/kube-root-ca.crt` });
	expect((JSON.parse(text) as { data: Record<string, string> }).data["ca.crt"]).toBe(certificateAuthority);
});

test("A1 a kubeconfig file is for its owner's eyes only", async () => {
	const folder = mkdtempSync(join(tmpdir(), "cluster-"));
	try {
		const file = join(folder, "kubeconfig");
		await cluster.writeKubeconfig(file);
		expect(readFileSync(file, "utf8")).toBe(cluster.kubeconfig);
		expect(statSync(file).mode & 0o777).toBe(0o600);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("X the in-memory transport reaches the same objects without a socket", async () => {
	await rawRequest(cluster, { method: "POST", path: collection, body: configMap("here") });
	const { status, bytes, headers } = await cluster.transport.send({ method: "GET", path: `${collection}/here`, headers: {} });
	expect(status).toBe(200);
	expect(headers["content-type"]).toBe("application/json");
	expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ data: { a: "1" } });
	await using client = await cluster.createClient({ transport: cluster.transport });
	expect((await client.version()).major).toBe("1");
});

test("X isolated clusters share a port and nothing else", async () => {
	const other = cluster.isolated();
	const third = cluster.isolated();
	expect(new URL(other.url).host).toBe(new URL(cluster.url).host);
	await rawRequest(cluster, { method: "POST", path: collection, body: configMap("first") });
	await rawRequest(other, { method: "POST", path: collection, body: configMap("second") });
	expect(await names(cluster)).toEqual(["first"]);
	expect(await names(other)).toEqual(["second"]);
	expect(await names(third)).toEqual([]);
	await using client = await other.createClient();
	expect((await client.version()).major).toBe("1");
	await using inMemory = await other.createClient({ transport: other.transport });
	expect((await inMemory.version()).major).toBe("1");
	await other.close();
	expect((await rawRequest(other, { path: "/version" })).status).toBe(404);
	expect(await names(cluster)).toEqual(["first"]);
	await cluster.close();
	await expect(third.transport.send({ method: "GET", path: "/version", headers: {} })).rejects.toThrow("closed");
});

test("X two clusters in one process do not trust each other's credentials", async () => {
	await using other = await TestCluster.start();
	const certificate = await (await (await Kubeconfig.parse(other.kubeconfig)).clusterConfig()).credentials.clientCertificate?.();
	if (certificate === undefined) throw new Error("the kubeconfig has no certificate");
	expect((await rawRequest(cluster, { path: "/api", as: certificate })).status).toBe(401);
	expect((await rawRequest(other, { path: "/api", as: certificate })).status).toBe(200);
});

test("X the same seed and clock give the same objects, another seed gives others", async () => {
	const create = async (seed: number): Promise<string> => {
		await using seeded = await TestCluster.start({ seed, clock: new VirtualClock() });
		const body = JSON.stringify({ metadata: { generateName: "x-" } });
		return (await rawRequest(seeded, { method: "POST", path: collection, body })).text;
	};
	expect(await create(7)).toBe(await create(7));
	expect(await create(7)).not.toBe(await create(8));
});

test("X time is the clock's", async () => {
	const clock = new VirtualClock(Date.UTC(2030, 1, 2, 3, 4, 5));
	await using later = await TestCluster.start({ clock });
	expect(later.clock).toBe(clock);
	const answer = await rawRequest(later, { method: "POST", path: collection, body: configMap("a") });
	expect(answer.headers.date).toBe("Sat, 02 Feb 2030 03:04:05 GMT");
	expect(JSON.parse(answer.text)).toMatchObject({ metadata: { creationTimestamp: "2030-02-02T03:04:05Z" } });
});

test.each(["1.32", "1.33", "1.34", "1.35", "1.36", "1.37"] as const)(
	"A16 a cluster serves Kubernetes %s",
	async (kubernetesVersion) => {
		await using older = await TestCluster.start({ kubernetesVersion });
		const version = JSON.parse((await rawRequest(older, { path: "/version" })).text) as Record<string, string>;
		expect(`${version["major"]}.${version["minor"]}`).toBe(kubernetesVersion);
		expect("emulationMajor" in version).toBe(kubernetesVersion !== "1.32");
	},
);

test("X a release that is not described is refused, and so is a port in use", async () => {
	await expect(TestCluster.start({ kubernetesVersion: "1.20" as "1.32" })).rejects.toThrow("1.20");
	const port = Number(new URL(cluster.url).port);
	await expect(TestCluster.start({ port })).rejects.toThrow("EADDRINUSE");
});

test("A12 closing drops connections that wait for nothing, whatever state they are in", async () => {
	const port = Number(new URL(cluster.url).port);
	const ended = (socket: NodeJS.EventEmitter): Promise<void> => new Promise((resolve) => socket.once("close", () => resolve()));
	const silent = connectTcp(port, "127.0.0.1").on("error", () => {});
	const greeted = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }).on("error", () => {});
	await Promise.all([
		new Promise((resolve) => silent.once("connect", resolve)),
		new Promise((resolve) => greeted.once("secureConnect", resolve)),
	]);
	await using client = await cluster.createClient();
	await client.version();
	const closed = Promise.all([ended(silent), ended(greeted)]);
	await cluster.close();
	await closed;
	const refused = connectTcp(port, "127.0.0.1");
	await expect(new Promise((_, reject) => refused.once("error", reject))).rejects.toThrow("ECONNREFUSED");
});

test("A12 an answer in progress is finished before the cluster is closed", async () => {
	// More than the sockets hold, so that the answer waits for its reader.
	const data = { a: "x".repeat(900_000) };
	for (let index = 0; index < 12; index += 1) {
		await rawRequest(cluster, {
			method: "POST",
			path: collection,
			body: JSON.stringify({ metadata: { name: `c${index}` }, data }),
		});
	}
	const { certificateAuthority, credentials } = await (await Kubeconfig.parse(cluster.kubeconfig)).clusterConfig();
	const { certificate, key } = (await credentials.clientCertificate?.()) ?? {};
	const outgoing = httpsRequest(`${cluster.url}${collection}`, {
		agent: new Agent({ keepAlive: true }),
		...(typeof certificateAuthority === "string" ? { ca: certificateAuthority } : {}),
		...(certificate === undefined ? {} : { cert: certificate }),
		...(key === undefined ? {} : { key }),
	}).end();
	const answer = await new Promise<IncomingMessage>((resolve, reject) =>
		outgoing.once("response", resolve).once("error", reject),
	);
	let closed = false;
	const closing = (async () => {
		await cluster.close();
		closed = true;
	})();
	let length = 0;
	for await (const chunk of answer as AsyncIterable<Buffer>) {
		if (length === 0) expect(closed).toBe(false);
		length += chunk.length;
	}
	expect(length).toBe(Number(answer.headers["content-length"]));
	expect(length).toBeGreaterThan(10_000_000);
	await closing;
});

test("A12 closing twice is closing once", async () => {
	const [first, second] = [cluster.close(), cluster.close()];
	expect(second).toBe(first);
	await first;
	await expect(cluster.close()).resolves.toBeUndefined();
});
