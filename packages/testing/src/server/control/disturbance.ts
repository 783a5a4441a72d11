import { errorEvent } from "../../registry/watch/event-form.ts";
import type { Fault } from "./fault.ts";
import { refusalOf } from "./refusal.ts";

/** How a stream ends before its time. */
export interface EarlyEnd {
	/** Properly, by a reset, or by saying nothing more. */
	readonly how: "close" | "reset" | "stall";
	/** What is given before. */
	readonly last?: Uint8Array | undefined;
}

/** What a fault makes of the lines of a watch; it sees each once, in order. */
export interface Disturbance {
	/** Whether what is given at a time leaves by itself, not together with what follows. */
	readonly apart?: boolean;
	/** The end that follows what was given so far; `undefined` while the stream goes on. */
	end?(): EarlyEnd | undefined;
	/** What is given instead of the next line. */
	line(line: Uint8Array): readonly Uint8Array[];
	/** What is left to give at the end of the undisturbed stream. */
	rest?(): readonly Uint8Array[];
}

/** The disturbance that a fault is; `undefined` for a fault that leaves streams alone. */
export function disturbanceOf(fault: Fault): Disturbance | undefined {
	switch (fault.type) {
		case "close":
		case "stall":
			return endingAfter(fault.afterFrames ?? 0, { how: fault.type });
		case "reset":
			return fault.afterFrames === undefined ? undefined : endingAfter(fault.afterFrames, { how: "reset" });
		case "error":
			return endingAfter(fault.afterFrames ?? 0, { how: "close", last: errorEvent(refusalOf(fault).status) });
		case "truncate":
			return endingAt(fault.end ?? "reset", (line, before) =>
				before === (fault.afterFrames ?? 0) ? [line.subarray(0, line.length >>> 1)] : undefined,
			);
		case "swallow410":
			return endingAt("close", (line) => (isExpiry(line) ? [] : undefined));
		case "noMarker":
			return { line: (line) => (isInitialEventsEnd(line) ? [] : [line]) };
		case "duplicate": {
			const { afterFrames = 0, frames = 1 } = fault;
			let seen = 0;
			return {
				line(line) {
					seen += 1;
					return seen > afterFrames && seen <= afterFrames + frames ? [line, line] : [line];
				},
			};
		}
		case "reorder":
			return swapping(fault.afterFrames ?? 0);
		case "split":
			return { apart: true, line: (line) => split(line, fault.bytes) };
		case "status":
		case "loseResponse":
		case "delay":
			return undefined;
	}
}

function endingAfter(frames: number, end: EarlyEnd): Disturbance {
	let seen = 0;
	return {
		end: () => (seen >= frames ? end : undefined),
		line(line) {
			seen += 1;
			return [line];
		},
	};
}

/** Ends with the first line for which something else is given. */
function endingAt(how: EarlyEnd["how"], replaced: (line: Uint8Array, before: number) => Uint8Array[] | undefined): Disturbance {
	let seen = 0;
	let ended = false;
	return {
		end: () => (ended ? { how } : undefined),
		line(line) {
			const instead = replaced(line, seen);
			seen += 1;
			ended = instead !== undefined;
			return instead ?? [line];
		},
	};
}

function swapping(before: number): Disturbance {
	let seen = 0;
	let held: readonly Uint8Array[] = [];
	return {
		line(line) {
			seen += 1;
			if (seen === before + 1) {
				held = [line];
				return [];
			}
			const given = [line, ...held];
			held = [];
			return given;
		},
		rest() {
			const given = held;
			held = [];
			return given;
		},
	};
}

function split(line: Uint8Array, bytes: number): Uint8Array[] {
	if (line.length <= bytes) return [line];
	const count = Math.ceil(line.length / bytes);
	return Array.from({ length: count }, (_, index) => line.subarray(index * bytes, (index + 1) * bytes));
}

function isExpiry(line: Uint8Array): boolean {
	const { type, object } = read(line);
	return type === "ERROR" && object?.code === 410;
}

function isInitialEventsEnd(line: Uint8Array): boolean {
	const { type, object } = read(line);
	return type === "BOOKMARK" && object?.metadata?.annotations?.["k8s.io/initial-events-end"] === "true";
}

interface Line {
	readonly type?: string;
	readonly object?: {
		readonly code?: number;
		readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
	};
}

function read(line: Uint8Array): Line {
	return JSON.parse(new TextDecoder().decode(line)) as Line;
}
