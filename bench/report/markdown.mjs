import { machineSentence } from "../machine.mjs";
import { summarise, summariseRatio } from "../statistics.mjs";
import { formatNumber, formatRatio } from "./number.mjs";

const begin = "<!-- bench:begin -->";
const end = "<!-- bench:end -->";

/**
 * The figures of the newer Node as a table: kubex, what it is compared with, and the ratios to the floor.
 *
 * @param {import("../machine.mjs").Machine} machine
 * @param {readonly import("../scenarios/scenario.d.ts").Figure[]} figures
 */
export function markdown(machine, figures) {
	const shown = figures.filter(({ line, values }) => line !== 20 && values["kubex"] !== undefined);
	const rows = shown.map(({ title, metric, unit, values }) => {
		const cell = (/** @type {string} */ candidate) => {
			const taken = values[candidate];
			if (taken === undefined) return "";
			const references = candidate === "floor" ? undefined : values["floor"];
			const raw = `${formatNumber(summarise(taken).median)} ${unit}`.trim();
			if (references === undefined) return raw;
			const { median, min, max } = summariseRatio(taken, references);
			return taken.length === 1 ? raw : `${raw} (${formatRatio(median)}; ${formatRatio(min)}–${formatRatio(max)})`;
		};
		return `| ${title}, ${metric} | ${cell("floor")} | ${cell("kubex")} | ${cell("client-node")} |`;
	});
	return `| | floor | kubex | @kubernetes/client-node |
|---|---|---|---|
${rows.join("\n")}

Medians; in brackets the ratio to the floor and its range over the rounds. The floor is undici's \`dispatch\`, one \`Buffer.concat\` and \`JSON.parse\`.
Measured on ${machineSentence(machine)}.
`;
}

/**
 * Puts a text between the markers of a document.
 *
 * @param {string} document
 * @param {string} text
 * @returns {string | undefined} Nothing when the document has no markers.
 */
export function replaceBetweenMarkers(document, text) {
	const from = document.indexOf(begin);
	const to = document.indexOf(end);
	return from === -1 || to < from ? undefined : `${document.slice(0, from + begin.length)}\n${text}${document.slice(to)}`;
}
