/**
 * Takes a sample of every subject in every round; the order turns, so that none always follows the same one.
 *
 * @template Subject, Sample
 * @param {number} rounds
 * @param {readonly Subject[]} subjects
 * @param {(subject: Subject, round: number) => Promise<Sample>} take
 * @returns {Promise<Map<Subject, Sample[]>>}
 */
export async function interleave(rounds, subjects, take) {
	/** @type {Map<Subject, Sample[]>} */
	const samples = new Map(subjects.map((subject) => [subject, []]));
	for (let round = 0; round < rounds; round++) {
		for (let turn = 0; turn < subjects.length; turn++) {
			const subject = /** @type {Subject} */ (subjects[(round + turn) % subjects.length]);
			samples.get(subject)?.push(await take(subject, round));
		}
	}
	return samples;
}

/**
 * Sorts samples of candidates into figures, one for each line of Node and each metric.
 *
 * @template Sample
 * @param {Pick<import("./scenarios/scenario.d.ts").Figure, "scenario" | "title" | "reference">} heading
 * @param {Map<{ readonly name: string, readonly line: number }, Sample[]>} samples
 * @param {readonly { readonly metric: string, readonly unit: import("./scenarios/scenario.d.ts").Figure["unit"], readonly of: (sample: Sample) => number }[]} metrics
 * @returns {readonly import("./scenarios/scenario.d.ts").Figure[]}
 */
export function figuresOf(heading, samples, metrics) {
	const lines = [...new Set([...samples.keys()].map(({ line }) => line))].toSorted((a, b) => b - a);
	return lines.flatMap((line) =>
		metrics.map(({ metric, unit, of }) => ({
			...heading,
			metric,
			unit,
			line,
			values: Object.fromEntries(
				[...samples].filter(([subject]) => subject.line === line).map(([{ name }, taken]) => [name, taken.map(of)]),
			),
		})),
	);
}
