import type { Step } from "./step.ts";

/** A sequence after which two servers do not agree. */
export interface Disagreement {
	readonly seed: number;
	/** What is left of the sequence when all is left out that it differs without. */
	readonly steps: readonly Step[];
	/** Where the outcomes of its last step differ. */
	readonly places: readonly string[];
}

/** The sequence, as it can be played again, and where the servers differ. */
export function describeDisagreement({ seed, steps, places }: Disagreement): string {
	const lines = [`seed ${seed}: [`, ...steps.map((step) => `  ${JSON.stringify(step)},`), "]", ...places];
	return lines.join("\n");
}
