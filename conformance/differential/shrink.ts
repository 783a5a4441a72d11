import { changedAt, placesIn } from "./json.ts";
import type { Step } from "./step.ts";

/**
 * Leaves out of a failing sequence what it fails without: steps first, then parts of what they send.
 *
 * @param fails - Plays a sequence and tells whether it still fails.
 * @param tries - How often it is played at most.
 */
export async function shrink(
	steps: readonly Step[],
	fails: (steps: readonly Step[]) => Promise<boolean>,
	tries: number,
): Promise<readonly Step[]> {
	let smallest = steps;
	let left = tries;
	for (let shrunk = true; shrunk; ) {
		shrunk = false;
		for (const candidate of smaller(smallest)) {
			if (left-- <= 0) return smallest;
			if (!(await fails(candidate))) continue;
			smallest = candidate;
			shrunk = true;
			break;
		}
	}
	return smallest;
}

function* smaller(steps: readonly Step[]): Generator<readonly Step[]> {
	for (const index of steps.keys()) if (steps.length > 1) yield steps.toSpliced(steps.length - 1 - index, 1);
	for (const [index, step] of steps.entries()) {
		for (const simpler of simplerSteps(step)) yield steps.with(index, simpler);
	}
}

function* simplerSteps(step: Step): Generator<Step> {
	const { edits, body } = step;
	if (edits !== undefined && edits.length > 1)
		for (const index of edits.keys()) yield { ...step, edits: edits.toSpliced(index, 1) };
	if (body === undefined) return;
	for (const path of placesIn(body).filter(isSafe)) yield { ...step, body: changedAt(body, path, undefined) };
}

/** What keeps controllers and the scheduler away stays. */
function isSafe(path: readonly (string | number)[]): boolean {
	return path.length > 0 && path.at(-1) !== "paused" && path.at(-1) !== "schedulerName";
}
