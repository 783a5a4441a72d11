import { Api, BadRequestError, NotFoundError, UnprocessableEntityError } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";
import { writingPod } from "./support/writing-pod.ts";

const server = await openServer();
const { client, raw } = server;
const namespace = await server.namespace();
const pods = new Api(Pod, { client, namespace });
const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z`;

async function linesOf(...call: Parameters<typeof pods.logs.lines>): Promise<string[]> {
	const lines: string[] = [];
	for await (const line of pods.logs.lines(...call)) lines.push(line);
	return lines;
}

check("SR-01 GAP-13 a log is one text, lines, or bytes [needs:kubelet]", async () => {
	const text = "one\ntwo\n\nthree ✓";
	await writingPod(server, namespace, "plain", [text]);
	expect(await pods.logs.text("plain")).toBe(text);
	expect(await pods.logs.text("plain", { container: "main", previous: false })).toBe(text);
	expect(await linesOf("plain")).toEqual(["one", "two", "", "three ✓"]);
	const chunks: Uint8Array[] = [];
	for await (const chunk of await pods.logs.bytes("plain")) chunks.push(chunk);
	expect(Buffer.concat(chunks).toString()).toBe(text);
});

check("GAP-13 parts of a log are chosen [needs:kubelet]", async () => {
	await writingPod(server, namespace, "parts", ["one\ntwo\nthree\n"]);
	expect(await pods.logs.text("parts", { tailLines: 2 })).toBe("two\nthree\n");
	expect(await pods.logs.text("parts", { tailLines: 0 })).toBe("");
	expect(await pods.logs.text("parts", { limitBytes: 5 })).toBe("one\nt");
	expect(await linesOf("parts", { limitBytes: 5 })).toEqual(["one", "t"]);
	expect(await pods.logs.text("parts", { sinceSeconds: 3600 })).toBe("one\ntwo\nthree\n");
	expect(await pods.logs.text("parts", { sinceTime: new Date(Date.now() + 3_600_000) })).toBe("");
	expect(await pods.logs.text("parts", { sinceTime: "2020-01-01T00:00:00Z" })).toBe("one\ntwo\nthree\n");
	expect(await pods.logs.text("parts", { insecureSkipTLSVerifyBackend: true, tailLines: 1 })).toBe("three\n");
	const dated = await linesOf("parts", { timestamps: true });
	expect(dated.map((line) => line.replace(new RegExp(`^${time} `), ""))).toEqual(["one", "two", "three"]);
	for (const line of dated) expect(line).toMatch(new RegExp(`^${time} `));
});

check("SR-02 GAP-13 a log is followed until its container ends [needs:kubelet]", async () => {
	const writing = await writingPod(server, namespace, "followed", ["one\ntwo\nthr", "ee\nfour\n"]);
	await using lines = disposable(pods.logs.lines("followed", { follow: true }));
	expect([await lines.next(), await lines.next()].map(({ value }) => value)).toEqual(["one", "two"]);
	const [, third, fourth, end] = await Promise.all([writing.finish(), lines.next(), lines.next(), lines.next()]);
	expect([third.value, fourth.value, end.done]).toEqual(["three", "four", true]);
	expect(await linesOf("followed", { follow: true, tailLines: 1 })).toEqual(["four"]);
});

check("GAP-13 whoever stops following gives up the connection [needs:kubelet]", async () => {
	const writing = await writingPod(server, namespace, "left", ["one\n", "two\n"]);
	for await (const line of pods.logs.lines("left", { follow: true })) {
		expect(line).toBe("one");
		break;
	}
	const abort = new AbortController();
	const aborted = pods.logs.lines("left", { follow: true, signal: abort.signal });
	expect((await aborted.next()).value).toBe("one");
	const waiting = aborted.next();
	abort.abort(new Error("enough"));
	await expect(waiting).rejects.toThrow("enough");
	const returned = pods.logs.lines("left", { follow: true });
	await returned.next();
	const last = returned.next();
	await returned.return();
	expect((await last).done).toBe(true);
	await writing.finish();
});

check("GAP-13 B what cannot be read is told", async () => {
	const containers = [
		{ name: "a", image: "example.com/none:1" },
		{ name: "b", image: "example.com/none:1" },
	];
	const initContainers = [{ name: "init", image: "example.com/none:1" }];
	await pods.create({ metadata: { name: "several" }, spec: { schedulerName: "conformance-none", containers, initContainers } });
	await pods.create({
		metadata: { name: "single" },
		spec: { schedulerName: "conformance-none", containers: containers.slice(1) },
	});
	const messageOf = async (name: string, query = ""): Promise<unknown> =>
		(await raw("GET", `/api/v1/namespaces/${namespace}/pods/${name}/log${query}`)).body;
	const unnamed = await failureOf(pods.logs.text("several"));
	expect(unnamed).toBeInstanceOf(BadRequestError);
	expect(unnamed.status.message).toBe("a container name must be specified for pod several, choose one of: [init a b]");
	const wrong = await failureOf(linesOf("several", { container: "c" }));
	expect(wrong.status.message).toBe("container c is not valid for pod several");
	expect(await failureOf(pods.logs.text("missing"))).toBeInstanceOf(NotFoundError);
	// What is on no node yet has written nothing.
	expect([await pods.logs.text("single"), await linesOf("single", { follow: true })]).toEqual(["", []]);
	expect(await failureOf(pods.logs.text("single", { stream: "Stdout" }))).toBeInstanceOf(UnprocessableEntityError);
	for (const [query, message] of [
		["?limitBytes=0", 'PodLogOptions "single" is invalid: limitBytes: Invalid value: 0: must be greater than 0'],
		["?tailLines=-1", 'PodLogOptions "single" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0'],
		["?sinceSeconds=0", 'PodLogOptions "single" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0'],
		["?tailLines=x", 'strconv.ParseInt: parsing "x": invalid syntax'],
		["?sinceTime=x", 'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
		["?stream=All", 'PodLogOptions "single" is invalid: stream: Forbidden: may not be specified'],
		[
			"?sinceSeconds=5&sinceTime=2020-01-01T00:00:00Z",
			'PodLogOptions "single" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
		],
	] as const) {
		expect(await messageOf("single", query), query).toMatchObject({ message });
	}
});

check("GAP-13 the log of an instance that there was not is told [needs:kubelet]", async () => {
	await writingPod(server, namespace, "first", ["one\n"]);
	const { status } = await failureOf(pods.logs.text("first", { previous: true }));
	expect(status.message?.trim()).toBe('previous terminated container "main" in pod "first" not found');
});

function disposable<T extends { return(): Promise<unknown> }>(iterator: T): T & AsyncDisposable {
	return Object.assign(iterator, { [Symbol.asyncDispose]: async () => void (await iterator.return()) });
}
