import { getEventListeners } from "node:events";
import { type ResponseStream, TimeoutError, TransportError, type TransportRequest, type TransportResponse } from "kubex";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestCluster } from "../../src/test-cluster.ts";
import { VirtualClock } from "../../src/virtual-clock.ts";

const path = "/api/v1/namespaces/default/configmaps";
const watchPath = `${path}?watch=1&labelSelector=ours`;
let clock: VirtualClock;
let cluster: TestCluster;

beforeEach(async () => {
	clock = new VirtualClock();
	cluster = await TestCluster.start({ clock });
});

afterEach(async () => {
	await cluster.close();
	if (clock.timers > 0) throw new Error("a timer is left");
});

const get = (request: Partial<TransportRequest> = {}): Promise<TransportResponse> =>
	cluster.transport.send({ method: "GET", path: watchPath, headers: {}, streamed: true, ...request });

async function open(request: Partial<TransportRequest> = {}): Promise<ResponseStream> {
	const { stream } = await get(request);
	if (stream === undefined) throw new Error("it is no stream");
	return stream;
}

/** What a promise that must not be fulfilled rejects with. */
const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
	await promise.then(
		(value) => expect.unreachable(`it is ${String(value)}`),
		(reason: unknown) => reason,
	);

async function create(name: string): Promise<void> {
	const body = JSON.stringify({ metadata: { name, labels: { ours: "" } } });
	await cluster.transport.send({ method: "POST", path, headers: { "content-type": "application/json" }, body });
}

const textOf = ({ value }: IteratorResult<Uint8Array>): string => new TextDecoder().decode(value);

test("X a watch comes without a socket, as it is written", async () => {
	const { status, headers, bytes, stream } = await get();
	expect([status, headers["content-type"], bytes.length]).toEqual([200, "application/json", 0]);
	const first = stream?.next();
	await create("a");
	expect(textOf((await first) ?? { done: true, value: undefined })).toMatch(/^\{"type":"ADDED".*"name":"a".*\}\n$/);
	await stream?.return();
});

test("X J5 the end of a watch is the end of its stream, whole where the body was not asked for as it comes", async () => {
	await create("a");
	const stream = await open({ path: `${watchPath}&timeoutSeconds=1` });
	await stream.next();
	const last = stream.next();
	const whole = get({ path: `${watchPath}&timeoutSeconds=1`, streamed: undefined });
	await expect.poll(() => clock.timers).toBe(2);
	clock.advance(1_000);
	expect(await last).toEqual({ done: true, value: undefined });
	expect(await stream.next()).toEqual({ done: true, value: undefined });
	const { bytes, stream: none } = await whole;
	expect(none).toBeUndefined();
	expect(new TextDecoder().decode(bytes)).toContain('"ADDED"');
});

test("X an answer that does not stream is a stream of one chunk, a refusal is whole", async () => {
	const text = textOf(await (await open({ path })).next());
	expect(JSON.parse(text)).toMatchObject({ kind: "ConfigMapList" });
	const { status, bytes, stream } = await get({ path: `${path}/nope` });
	expect([status, stream]).toEqual([404, undefined]);
	expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ reason: "NotFound" });
});

test("X chunks that are asked for at the same time come in order", async () => {
	const stream = await open();
	const both = Promise.all([stream.next(), stream.next()]);
	await create("a");
	await create("b");
	const [first, second] = await both;
	expect([textOf(first), textOf(second)]).toEqual([expect.stringContaining('"a"'), expect.stringContaining('"b"')]);
	await stream.return();
});

test("X returning ends the watch at once, and whoever waits is done", async () => {
	const stream = await open();
	const waiting = stream.next();
	await stream.return();
	expect(await waiting).toEqual({ done: true, value: undefined });
	expect(clock.timers).toBe(0);
	await stream.return();
	expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("X aborting rejects with the signal's reason, before the answer and in it, and ends the watch", async () => {
	const reason = new Error("enough");
	const controller = new AbortController();
	const stream = await open({ signal: controller.signal });
	const waiting = stream.next();
	cluster.faults.next("watch", { type: "delay", milliseconds: 1_000 });
	const late = get({ signal: controller.signal });
	await expect.poll(() => cluster.faults.pending).toBe(0);
	controller.abort(reason);
	await expect(waiting).rejects.toBe(reason);
	await expect(late).rejects.toBe(reason);
	expect(await stream.next()).toEqual({ done: true, value: undefined });
	await expect(get({ signal: controller.signal })).rejects.toBe(reason);
	clock.advance(1_000);
	await expect.poll(() => clock.timers).toBe(0);
});

test("X an abort that nobody waits for is told to the next who asks, once", async () => {
	const controller = new AbortController();
	const stream = await open({ signal: controller.signal });
	controller.abort(new Error("enough"));
	await expect(stream.next()).rejects.toThrow("enough");
	expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test("X closing the transport breaks its streams off", async () => {
	const stream = await open();
	const broken = failureOf(stream.next());
	await cluster.transport.close();
	expect(await broken).toEqual(new TransportError(`GET ${path}: the transport was closed`));
});

test("X time limits pass with the cluster's clock", async () => {
	const stream = await open({ timeout: 10_000 });
	const timedOut = failureOf(stream.next());
	clock.advance(10_000);
	expect(await timedOut).toBeInstanceOf(TimeoutError);
	const begun = await open({ timeout: 10_000, timeoutUntil: "begin" });
	const lasting = begun.next();
	clock.advance(10_000);
	await begun.return();
	expect(await lasting).toEqual({ done: true, value: undefined });
	const silent = await open({ path: `${watchPath},silent`, idleTimeout: 1_500 });
	const never = failureOf(silent.next());
	const lively = await open({ idleTimeout: 1_500 });
	for (const name of ["a", "b"]) {
		const next = lively.next();
		clock.advance(1_000);
		await create(name);
		expect(textOf(await next)).toContain(`"${name}"`);
	}
	expect(await never).toMatchObject({ message: `GET ${path}: not a byte within 1500 ms`, phase: "idle" });
	await lively.return();
	cluster.faults.next("watch", { type: "delay", milliseconds: Number.POSITIVE_INFINITY });
	const unanswered = failureOf(get({ headersTimeout: 500 }));
	await expect.poll(() => cluster.faults.pending).toBe(0);
	clock.advance(500);
	expect(await unanswered).toMatchObject({ phase: "headers" });
});

test("X any number of calls share a signal without a warning, and leave nothing on it", async () => {
	const warned = vi.fn<(warning: Error) => void>();
	process.on("warning", warned);
	const { signal } = new AbortController();
	const streams = await Promise.all(Array.from({ length: 30 }, () => open({ signal })));
	await Promise.all(Array.from({ length: 30 }, () => get({ path, signal, streamed: undefined })));
	expect(getEventListeners(signal, "abort")).toHaveLength(1);
	await Promise.all(streams.map((stream) => stream.return()));
	expect(getEventListeners(signal, "abort")).toEqual([]);
	await new Promise(setImmediate);
	process.off("warning", warned);
	expect(warned).not.toHaveBeenCalled();
});
