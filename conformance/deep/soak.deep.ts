import { getEventListeners } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { TestCluster, VirtualClock } from "@kubex/testing";
import { Api, createClient } from "kubex";
import { ConfigMap } from "kubex/k8s/v1_35/core/v1";
import { Informer } from "kubex/runtime";
import { expect, onTestFinished, test } from "vitest";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Megabytes that are held after everything that is not has been collected. */
async function held(): Promise<number> {
	for (let turn = 0; turn < 5; turn += 1) {
		await new Promise(setImmediate);
		collect();
	}
	return process.memoryUsage().heapUsed / 2 ** 20;
}

test("JS-2 100,000 restarts of a watch leave no growth of heap, timers and listeners", { timeout: 1_200_000 }, async () => {
	const clock = new VirtualClock();
	await using cluster = await TestCluster.start({ clock });
	await using client = await cluster.createClient({ transport: cluster.transport });
	const configMaps = new Api(ConfigMap, { client, namespace: "default" });
	const controller = new AbortController();
	await using informer = new Informer(configMaps, {
		clock,
		signal: controller.signal,
		watchTimeout: { min: 1_000, max: 1_000 },
	});
	await informer.synced;
	const restart = async (times: number): Promise<void> => {
		const [before] = informer.status;
		while ((informer.status[0]?.restarts ?? 0) - (before?.restarts ?? 0) < times) {
			clock.advance(1_000);
			for (let turn = 0; turn < 6; turn += 1) await new Promise(setImmediate);
		}
	};
	// The journal of the server fills up in the meantime.
	await restart(20_000);
	const [heap, timers] = [await held(), clock.timers];
	await restart(80_000);
	const growth = (await held()) - heap;
	console.log(
		JSON.stringify({ restarts: informer.status[0]?.restarts, growth: `${growth.toFixed(1)} MB`, timers: clock.timers }),
	);
	expect(growth).toBeLessThan(5);
	expect(clock.timers).toBeLessThanOrEqual(timers + 2);
	expect(getEventListeners(controller.signal, "abort").length).toBeLessThanOrEqual(1);
});

/** Answers the initial state and then, on request, as many changes as are asked for, as fast as they are read. */
async function startChanges(): Promise<{ readonly server: Server; readonly send: (count: number) => Promise<void> }> {
	let stream: ServerResponse | undefined;
	let version = 1000;
	const line = (type: string, metadata: object): string =>
		`${JSON.stringify({ type, object: { kind: "ConfigMap", apiVersion: "v1", metadata, data: { n: "x".repeat(200) } } })}\n`;
	const server = createServer((request, response) => {
		if (request.url?.includes("watch=true") !== true) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, { "content-type": "application/json" });
		const annotations = { "k8s.io/initial-events-end": "true" };
		response.write(line("BOOKMARK", { resourceVersion: "1000", annotations }));
		stream = response;
	});
	await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
	return {
		server,
		async send(count) {
			for (let sent = 0; sent < count; sent += 500) {
				let text = "";
				for (let n = 0; n < 500; n += 1) {
					version += 1;
					const name = `c${version % 1000}`;
					text += line("MODIFIED", { name, namespace: "default", uid: name, resourceVersion: String(version) });
				}
				if (stream?.write(text) === false) await new Promise((resolve) => stream?.once("drain", resolve));
			}
		},
	};
}

test("IN-6 a million events through one informer leave no growth of heap, and no socket after its end", {
	timeout: 600_000,
}, async () => {
	const { send, server } = await startChanges();
	onTestFinished(() => void server.close());
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const client = await createClient({ config: { server: url, credentials: {} } });
	const informer = new Informer(new Api(ConfigMap, { client, namespace: "default" }));
	let changes = 0;
	informer.subscribe(() => void (changes += 1));
	const reached = (resourceVersion: number): Promise<void> =>
		expect.poll(() => informer.store.resourceVersion, { timeout: 120_000 }).toBe(String(resourceVersion));
	await informer.synced;
	await send(100_000);
	await reached(101_000);
	const heap = await held();
	const begin = performance.now();
	await send(900_000);
	await reached(1_001_000);
	const seconds = (performance.now() - begin) / 1000;
	const growth = (await held()) - heap;
	console.log(
		JSON.stringify({ events: 1_000_000, perSecond: Math.round(900_000 / seconds), changes, growth: `${growth.toFixed(1)} MB` }),
	);
	expect(informer.store.size).toBe(1000);
	expect(growth).toBeLessThan(5);
	await informer.close();
	await client.close();
	await expect.poll(() => new Promise((resolve) => server.getConnections((_error, count) => resolve(count)))).toBe(0);
});
