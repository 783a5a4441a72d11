import { expect, test } from "vitest";
import { embeddedSide } from "./differential/embedded-side.ts";
import { compareServers } from "./differential/compare-servers.ts";
import { Player } from "./differential/player.ts";
import { openServer } from "./server.ts";
import { writeFileSync } from "node:fs";

const server = await openServer();
const seed = Number(process.env["DIFFERENTIAL_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const sequences = Number(process.env["DIFFERENTIAL_SEQUENCES"] ?? 100);

test(`Z4 differential from seed ${seed}`, { timeout: 6_000_000 }, async () => {
	const { TestCluster } = await import("@kubex/testing");
	await using cluster = await TestCluster.start();
	const real = await Promise.all(Array.from({ length: 6 }, async () => await Player.open(server.raw, await server.namespace())));
	const started = Date.now();
	let agreed = 0;
	const found = await compareServers({
		embedded: embeddedSide(cluster),
		real,
		seed,
		sequences,
		tries: Number(process.env["DIFFERENTIAL_TRIES"] ?? 200),
		onAgreement: () => void agreed++,
	});
	console.log(`${agreed} of ${sequences} agree, ${Date.now() - started} ms`);
	writeFileSync("/tmp/differences.json", JSON.stringify(found, undefined, 1));
	expect(found.length).toBe(0);
});
