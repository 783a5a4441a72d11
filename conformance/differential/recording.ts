import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import type { Outcome } from "./normal-form.ts";
import type { Step } from "./step.ts";

/** A sequence and what a real server answered to it. */
export interface RecordedSequence {
	readonly seed: number;
	readonly steps: readonly Step[];
	readonly outcomes: readonly Outcome[];
}

/** What a real server answered, so that it can be compared where there is none. */
export interface Recording {
	readonly release: string;
	readonly sequences: readonly RecordedSequence[];
	/** What it answered to the steps of each known difference. */
	readonly known: readonly (readonly Outcome[])[];
}

const file = new URL("recording.json.br", import.meta.url);

/** The recording that is part of the repository. */
export function readRecording(): Recording {
	return JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Recording;
}

/** Puts another recording in its place. */
export function writeRecording(recording: Recording): void {
	writeFileSync(file, brotliCompressSync(JSON.stringify(recording)));
}
