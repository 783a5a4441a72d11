import { TestCluster, VirtualClock } from "@kubex/testing";
import { embeddedFault } from "./embedded-fault.ts";
import type { World } from "./world.ts";

/** How finely time passes, in milliseconds. */
const step = 50;
/** How many turns of the event loop everything gets to happen that is due. */
const turns = 30;

/** A world in memory, whose time passes when it is told to. */
export async function openEmbeddedWorld(seed: number): Promise<World> {
	const clock = new VirtualClock();
	const cluster = await TestCluster.start({ clock, seed });
	// The faults are planned for what readers ask for, so writers may come the same way.
	const client = await cluster.createClient({ transport: cluster.transport });
	const writer = await cluster.createClient({ transport: cluster.transport });
	const settle = async (): Promise<void> => {
		for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
	};
	return {
		client,
		writer,
		namespace: "default",
		isAlone: true,
		clock,
		patience: 10_000,
		async advance(milliseconds) {
			for (let left = milliseconds; left > 0; left -= step) {
				clock.advance(Math.min(step, left));
				await settle();
			}
			await settle();
		},
		async injure(random, orderly) {
			const { match, fault, title } = embeddedFault(random, orderly);
			cluster.faults.next(match, fault);
			return title;
		},
		async heal() {
			cluster.faults.clear();
		},
		async forget() {
			cluster.compact();
		},
		async rewind(write) {
			const snapshot = cluster.snapshot();
			await write();
			cluster.restore(snapshot);
		},
		async [Symbol.asyncDispose]() {
			await client.close();
			await writer.close();
			await cluster.close();
		},
	};
}
