import { operations } from "./operations.mjs";
import { coldStart } from "./scenarios/cold-start.mjs";
import { embeddedServer } from "./scenarios/embedded-server.mjs";
import { handshakes } from "./scenarios/handshakes.mjs";
import { importTime } from "./scenarios/import.mjs";
import { memory } from "./scenarios/memory.mjs";
import { operationScenario } from "./scenarios/operation.mjs";
import { size } from "./scenarios/size.mjs";
import { typeCheck } from "./scenarios/type-check.mjs";

/** @type {readonly import("./scenarios/scenario.d.ts").Scenario[]} */
export const scenarios = [
	...operations.map(operationScenario),
	coldStart,
	memory,
	handshakes,
	importTime,
	size,
	typeCheck,
	embeddedServer,
];
