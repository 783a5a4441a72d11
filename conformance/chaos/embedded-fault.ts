import type { Fault, FaultMatch } from "@kubex/testing";

/** A fault that is planned, and what to call it in a report. */
export interface TitledFault {
	readonly title: string;
	readonly match: FaultMatch;
	readonly fault: Fault;
}

const resource = "configmaps";

/** Something that goes wrong with the next list or watch. @param orderly - Whether events stay in order. */
export function embeddedFault(random: () => number, orderly: boolean): TitledFault {
	const whole = (limit: number): number => Math.floor(random() * limit);
	const pick = <T>(choices: readonly [T, ...T[]]): T => choices[whole(choices.length)] ?? choices[0];
	const afterFrames = whole(6);
	const verb = pick(["list", "watch", "watch"] as const);
	const either: readonly [Fault, ...Fault[]] = [
		{ type: "reset" },
		{ type: "loseResponse" },
		{ type: "delay", milliseconds: whole(3_000) },
		{ type: "delay", milliseconds: Number.POSITIVE_INFINITY },
		{ type: "status", code: 410 },
		{ type: "status", code: 429, retryAfterSeconds: 1 },
		{ type: "status", code: 500 },
		{ type: "status", code: 503 },
	];
	const ofWatches: readonly [Fault, ...Fault[]] = [
		{ type: "close", afterFrames },
		{ type: "reset", afterFrames },
		{ type: "stall", afterFrames },
		{ type: "truncate", afterFrames, end: "reset" },
		{ type: "truncate", afterFrames, end: "close" },
		{ type: "error", afterFrames, code: 410 },
		{ type: "error", afterFrames, code: 500 },
		{ type: "swallow410" },
		{ type: "noMarker" },
		{ type: "duplicate", afterFrames, frames: 1 + whole(5) },
		orderly ? { type: "duplicate", afterFrames } : { type: "reorder", afterFrames },
		{ type: "split", bytes: 30 + whole(300) },
	];
	const fault = verb === "watch" && random() < 0.7 ? pick(ofWatches) : pick(either);
	const code = "code" in fault ? ` ${fault.code}` : "";
	return { title: `${verb}: ${fault.type}${code}`, match: { verb, resource }, fault };
}
