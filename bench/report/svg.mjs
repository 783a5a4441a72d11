import { machineSentence } from "../machine.mjs";
import { summarise, summariseRatio } from "../statistics.mjs";
import { formatNumber, formatRatio } from "./number.mjs";

const width = 860;
const labelWidth = 250;
const barWidth = 360;
const barHeight = 16;
const colours = /** @type {const} */ ({ floor: "#b6bec9", empty: "#b6bec9", kubex: "#2563eb", "client-node": "#d97706" });
// A picture of everything would be too long to look at; the table has the rest.
const pictured = [
	"list time",
	"pages time",
	"get time",
	"get-32 time",
	"get-32 CPU",
	"create-delete time",
	"cold-start time",
	"import time",
	"size installed",
	"type-check-7 time",
];
const text = "#1f2937";
const faint = "#6b7280";

/**
 * The figures of the newer Node as bars: one group for each figure, each scaled to its own longest bar.
 *
 * @param {import("../machine.mjs").Machine} machine
 * @param {readonly import("../scenarios/scenario.d.ts").Figure[]} figures
 */
export function svg(machine, figures) {
	const shown = figures.filter(({ scenario, metric, line }) => line !== 20 && pictured.includes(`${scenario} ${metric}`));
	/** @type {string[]} */
	const parts = [];
	let y = 70;
	for (const { title, metric, unit, reference, values } of shown) {
		const entries = /** @type {const} */ (["floor", "empty", "kubex", "client-node"]).flatMap((candidate) => {
			const taken = values[candidate];
			return taken === undefined ? [] : [{ candidate, taken, median: summarise(taken).median }];
		});
		const longest = Math.max(...entries.map(({ median }) => median));
		const middle = y + (entries.length * (barHeight + 3)) / 2;
		parts.push(label(16, middle - 1, title, text, 13), label(16, middle + 15, metric, faint, 11));
		for (const { candidate, taken, median } of entries) {
			const references = values[reference];
			const ratio =
				references === undefined || reference === candidate ? "" : ` (×${formatRatio(summariseRatio(taken, references).median)})`;
			const length = Math.max(2, (median / longest) * barWidth);
			const x = labelWidth + 90;
			parts.push(
				label(x - 8, y + 12, candidate, text, 11, "end"),
				`<rect x="${x}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2" fill="${colours[candidate]}"/>`,
				label(x + length + 6, y + 12, `${formatNumber(median)} ${unit}`.trim() + ratio, text, 11),
			);
			y += barHeight + 3;
		}
		y += 16;
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + 20}" viewBox="0 0 ${width} ${y + 20}" font-family="system-ui, sans-serif" role="img" aria-label="kubex beside other clients">
<rect width="100%" height="100%" fill="#ffffff"/>
${label(16, 28, "Shorter is better; in brackets the ratio to the floor, or to the first bar", text, 15)}
${label(16, 48, machineSentence(machine), faint, 10)}
${parts.join("\n")}
</svg>
`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {string} colour
 * @param {number} fontSize
 * @param {"start" | "end"} anchor
 */
function label(x, y, content, colour, fontSize, anchor = "start") {
	const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
	return `<text x="${x.toFixed(1)}" y="${y}" font-size="${fontSize}" fill="${colour}" text-anchor="${anchor}">${escaped}</text>`;
}
