import { setTimeout } from "node:timers/promises";

const patience = 20_000;

/** Asks until what was written is seen everywhere in the server: its parts learn of it one after the other. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + patience; !(await holds()); await setTimeout(50)) {
		if (Date.now() > end) throw new Error(`it did not come about within ${patience} ms`);
	}
}
