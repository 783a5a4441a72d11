import { machineSentence } from "../machine.mjs";
import { summarise, summariseRatio } from "../statistics.mjs";
import { formatNumber, formatRatio } from "./number.mjs";

/**
 * Everything that was measured, for a terminal.
 *
 * @param {import("../machine.mjs").Machine} machine
 * @param {readonly import("../scenarios/scenario.d.ts").Figure[]} figures
 * @param {readonly import("../bars.mjs").Judgement[]} bars
 */
export function table(machine, figures, bars) {
	const rows = [["", "", "median", "range", "ratio", "range"]];
	for (const { title, metric, unit, line, reference, values } of figures) {
		rows.push([`${title}, ${metric}${line === undefined ? "" : `, Node ${line}`}`]);
		for (const [candidate, taken] of Object.entries(values)) {
			const { median, min, max } = summarise(taken);
			const references = values[reference];
			const ratio = references === undefined ? undefined : summariseRatio(taken, references);
			const measuredOnce = taken.length === 1;
			rows.push([
				"",
				candidate,
				`${formatNumber(median)} ${unit}`.trim(),
				measuredOnce ? "" : `${formatNumber(min)} - ${formatNumber(max)}`,
				ratio === undefined ? "" : formatRatio(ratio.median),
				ratio === undefined || measuredOnce ? "" : `${formatRatio(ratio.min)} - ${formatRatio(ratio.max)}`,
			]);
		}
	}
	const judgements = bars.map(({ title, value, limit, met }) => [
		met ? "met" : "MISSED",
		title,
		formatRatio(value),
		`<= ${formatNumber(limit)}`,
	]);
	return `${machineSentence(machine)}\n\n${align(rows)}\n${align(judgements)}`;
}

/** Columns as wide as their cells; a row of one cell is a heading. @param {readonly (readonly string[])[]} rows */
function align(rows) {
	/** @type {number[]} */
	const widths = [];
	for (const row of rows) {
		if (row.length > 1) for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 2, cell.length);
	}
	return rows
		.map(
			(row) =>
				`${row
					.map((cell, column) => (row.length === 1 ? cell : cell.padEnd(widths[column] ?? 0)))
					.join("  ")
					.trimEnd()}\n`,
		)
		.join("");
}
