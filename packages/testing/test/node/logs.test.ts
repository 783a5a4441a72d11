import { TestCluster, VirtualClock } from "@kubex/testing";
import { Api, mergePatch } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { expect, onTestFinished, test } from "vitest";

const clock = new VirtualClock(Date.parse("2026-01-15T09:30:12.345Z"));
const cluster = await TestCluster.start({ clock });

async function open(from: TestCluster = cluster): Promise<{ cluster: TestCluster; pods: Api<Pod>; pod: Pod }> {
	const isolated = from === cluster ? cluster.isolated() : from;
	const client = await isolated.createClient({ transport: isolated.transport });
	onTestFinished(() => isolated.close());
	const pods = new Api(Pod, { client });
	const pod = await pods.create({ metadata: { name: "web" }, spec: { containers: [{ name: "main", image: "nginx" }] } });
	return { cluster: isolated, pods, pod };
}

test("a log carries the cluster's time, by which it is chosen as well", async () => {
	const { cluster: own, pods, pod } = await open();
	own.node.log(pod, "main", "one\ntw");
	clock.advance(10_000);
	own.node.log("web", "main", "o\nthree\n");
	expect(await pods.logs.text("web", { timestamps: true })).toBe(
		"2026-01-15T09:30:12.345000000Z one\n2026-01-15T09:30:12.345000000Z two\n2026-01-15T09:30:22.345000000Z three\n",
	);
	expect(await pods.logs.text("web", { sinceTime: "2026-01-15T09:30:15Z" })).toBe("o\nthree\n");
	expect(await pods.logs.text("web", { sinceSeconds: 5, tailLines: 1 })).toBe("three\n");
	expect(await pods.logs.text("web", { tailLines: 2 })).toBe("two\nthree\n");
});

test("bytes are kept as they are", async () => {
	const { cluster: own, pods, pod } = await open();
	own.node.log(pod, "main", new Uint8Array([0xff, 0x00, 0x0a]));
	const chunks: Uint8Array[] = [];
	for await (const chunk of await pods.logs.bytes("web")) chunks.push(chunk);
	expect(Buffer.concat(chunks)).toEqual(Buffer.from([0xff, 0x00, 0x0a]));
});

test("whoever follows gets what is written, until the Pod ends or is gone, or so many bytes have come", async () => {
	const { cluster: own, pods, pod } = await open();
	own.node.log(pod, "main", "old\none\n");
	const lines = pods.logs.lines("web", { follow: true, tailLines: 1 });
	const limited = pods.logs.lines("web", { follow: true, limitBytes: 9 });
	expect((await lines.next()).value).toBe("one");
	expect([(await limited.next()).value, (await limited.next()).value]).toEqual(["old", "one"]);
	own.node.log(pod, "main", "two\n");
	expect((await lines.next()).value).toBe("two");
	expect([(await limited.next()).value, (await limited.next()).done]).toEqual(["t", true]);
	await pods.status.patch("web", mergePatch({ status: { phase: "Failed" } }));
	expect((await lines.next()).done).toBe(true);
	const again = await pods.create({ metadata: { name: "gone" }, spec: { containers: [{ name: "main", image: "nginx" }] } });
	own.node.log(again, "main", "one\n");
	const followed = pods.logs.lines("gone", { follow: true });
	await followed.next();
	await pods.delete("gone", { gracePeriodSeconds: 0 });
	expect((await followed.next()).done).toBe(true);
});

test("a restart begins a new log, and keeps the one before", async () => {
	const { cluster: own, pods, pod } = await open();
	own.node.log(pod, "main", "first\n");
	const followed = pods.logs.lines("web", { follow: true });
	await followed.next();
	own.node.restartLog(pod, "main");
	expect((await followed.next()).done).toBe(true);
	own.node.log(pod, "main", "second\n");
	expect(await pods.logs.text("web")).toBe("second\n");
	expect(await pods.logs.text("web", { previous: true })).toBe("first\n");
	own.node.restartLog(pod, "main");
	expect(await pods.logs.text("web", { previous: true })).toBe("second\n");
});

test("a Pod that is made again begins with nothing, and clusters know nothing of each other", async () => {
	const { cluster: own, pods, pod } = await open();
	own.node.log(pod, "main", "one\n");
	await pods.delete("web");
	const again = await pods.create({ metadata: { name: "web" }, spec: { containers: [{ name: "main", image: "nginx" }] } });
	expect(await pods.logs.text("web")).toBe("");
	own.node.log(again, "main", "two\n");
	const other = await open();
	expect(await other.pods.logs.text("web")).toBe("");
});

test("logs of Pods that a restored state does not have are forgotten, and the others stay", async () => {
	const { cluster: own, pods, pod } = await open();
	own.node.log(pod, "main", "kept\n");
	const saved = own.snapshot();
	const later = await pods.create({ metadata: { name: "later" }, spec: { containers: [{ name: "main", image: "nginx" }] } });
	own.node.log(later, "main", "lost\n");
	own.restore(saved);
	expect(await pods.logs.text("web")).toBe("kept\n");
	expect(() => own.node.log(later, "main", "x")).toThrow(new TypeError("there is no Pod default/later"));
});

test("the last 10 MiB of a log are kept", async () => {
	const { cluster: own, pods, pod } = await open();
	const line = `${"x".repeat(1023)}\n`;
	own.node.log(pod, "main", `first\n${line.repeat(10 * 1024)}`);
	const text = await pods.logs.text("web");
	expect(text.length).toBe(10 * 1024 * 1024);
	expect(text.startsWith("x")).toBe(true);
});

test("what a test says of containers that are not there is refused", async () => {
	const { cluster: own, pod } = await open();
	expect(() => own.node.log("nope", "main", "x")).toThrow(new TypeError("there is no Pod default/nope"));
	expect(() => own.node.log(pod, "side", "x")).toThrow(new TypeError("the Pod default/web has no container side"));
	expect(() => own.node.restartLog(pod, "side")).toThrow(TypeError);
});

test("logs are read over sockets as well, and cut off with the cluster", async () => {
	const isolated = cluster.isolated();
	await using client = await isolated.createClient();
	const pods = new Api(Pod, { client });
	const pod = await pods.create({ metadata: { name: "web" }, spec: { containers: [{ name: "main", image: "nginx" }] } });
	isolated.node.log(pod, "main", "one\n");
	const lines = pods.logs.lines("web", { follow: true });
	expect((await lines.next()).value).toBe("one");
	isolated.node.log(pod, "main", "two\n");
	expect((await lines.next()).value).toBe("two");
	const closed = isolated.close();
	expect((await lines.next().catch(() => ({ done: true }))).done).toBe(true);
	await closed;
	expect(isolated.journal.requests.map(({ path }) => path)).toContain("/api/v1/namespaces/default/pods/web/log");
});
