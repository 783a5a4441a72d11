import { operations, replayedOperations } from "./operations.mjs";
import { coldStart } from "./scenarios/cold-start.mjs";
import { discovery } from "./scenarios/discovery.mjs";
import { embeddedServer } from "./scenarios/embedded-server.mjs";
import { firstSync } from "./scenarios/first-sync.mjs";
import { handshakes } from "./scenarios/handshakes.mjs";
import { importTime } from "./scenarios/import.mjs";
import { memory } from "./scenarios/memory.mjs";
import { operationScenario } from "./scenarios/operation.mjs";
import { replayedWatch } from "./scenarios/replayed-watch.mjs";
import { size } from "./scenarios/size.mjs";
import { subscribers } from "./scenarios/subscribers.mjs";
import { typeCheck } from "./scenarios/type-check.mjs";

/** @type {readonly import("./scenarios/scenario.d.ts").Scenario[]} */
export const scenarios = [
	...operations.map(operationScenario),
	...replayedOperations.map(replayedWatch),
	firstSync("paged"),
	firstSync("streamed"),
	subscribers,
	coldStart,
	discovery,
	memory,
	handshakes,
	importTime,
	size,
	typeCheck,
	embeddedServer,
];
