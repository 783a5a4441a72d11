import { summarise, summariseRatio } from "./statistics.mjs";

/**
 * @typedef {object} Bar A limit that a figure must not pass.
 * @property {string} title
 * @property {string} scenario
 * @property {string} metric
 * @property {number} [line]
 * @property {string} of The candidate.
 * @property {string} [against] The candidate whose figure it is divided by; without one the limit is absolute.
 * @property {number} limit
 */

/** @typedef {Bar & { readonly value: number, readonly met: boolean }} Judgement */

const timed = /** @type {const} */ ([
	"list",
	"list-gzip",
	"pages",
	"get",
	"get-32",
	"create-delete",
	"patch",
	"patch-32",
	"apply",
	"watch",
	"watch-1k",
	"watch-10k",
]);

/** @type {readonly Bar[]} */
const bars = [
	...timed.flatMap((scenario) =>
		/** @type {const} */ ([24, 20]).flatMap((line) =>
			/** @type {const} */ (["time", "CPU"]).map((metric) => ({
				title: `${scenario}: ${metric} against the floor, Node ${line}`,
				scenario,
				metric,
				line,
				of: "kubex",
				against: "floor",
				limit: 1.1,
			})),
		),
	),
	...[
		{ scenario: "get", metric: "time", limit: 1 / 3.5 },
		{ scenario: "get-32", metric: "time", limit: 1 / 6 },
		{ scenario: "get", metric: "CPU", limit: 1 / 6 },
		{ scenario: "get-32", metric: "CPU", limit: 1 / 6 },
		{ scenario: "cold-start", metric: "time", limit: 1 / 2.5 },
	].map((bar) => ({
		...bar,
		title: `${bar.scenario}: ${bar.metric} against client-node`,
		line: 24,
		of: "kubex",
		against: "client-node",
	})),
	...["first-sync", "first-sync-streamed"].flatMap((scenario) =>
		[24, 20].flatMap((line) => [
			...[
				{ metric: "time per 1,000", limit: 1.5 },
				{ metric: "heap per pod after GC", limit: 0.5 },
			].map((bar) => ({
				...bar,
				title: `${scenario}: ${bar.metric} against parsing, Node ${line}`,
				scenario,
				line,
				of: "kubex",
				against: "parse",
			})),
			{ title: `${scenario}: longest block, ms, Node ${line}`, scenario, metric: "longest block", line, of: "kubex", limit: 100 },
		]),
	),
	...[24, 20].map((line) => ({
		title: `subscribers: heap with one of 100 stuck, against a single one, Node ${line}`,
		scenario: "subscribers",
		metric: "heap after GC",
		line,
		of: "100, one stuck",
		against: "one",
		limit: 1.5,
	})),
	{ title: "discovery of 300 resources: requests", scenario: "discovery", metric: "requests", line: 24, of: "kubex", limit: 2 },
	{ title: "200 GETs in a row: TLS handshakes", scenario: "handshakes-get", metric: "handshakes", of: "kubex", limit: 1 },
	{
		title: "3,000 GETs, 32 in flight: TLS handshakes",
		scenario: "handshakes-get-32",
		metric: "handshakes",
		of: "kubex",
		limit: 32,
	},
	...[24, 20].flatMap((line) => [
		{ title: `import: ms, Node ${line}`, scenario: "import", metric: "time", line, of: "kubex", limit: 40 },
		{ title: `import: MB of RSS, Node ${line}`, scenario: "import", metric: "RSS", line, of: "kubex", limit: 20 },
	]),
	{ title: "installed: MB", scenario: "size", metric: "installed", of: "kubex", limit: 12 },
	...[7, 6].map((release) => ({
		title: `type-check against an empty project, TypeScript ${release}`,
		scenario: `type-check-${release}`,
		metric: "time",
		of: "kubex",
		against: "empty",
		limit: 1.25,
	})),
	{
		title: "embedded server to its first answer: ms",
		scenario: "embedded-server",
		metric: "start",
		of: "@kubex/testing",
		limit: 300,
	},
	{ title: "isolated cluster: ms", scenario: "embedded-server", metric: "isolated", of: "@kubex/testing", limit: 5 },
];

/**
 * Holds the figures against the bars; bars whose figure was not measured are left out.
 *
 * @param {readonly import("./scenarios/scenario.d.ts").Figure[]} figures
 * @returns {readonly Judgement[]}
 */
export function judge(figures) {
	return bars.flatMap((bar) => {
		const figure = figures.find(
			({ scenario, metric, line }) => scenario === bar.scenario && metric === bar.metric && line === bar.line,
		);
		const values = figure?.values[bar.of];
		const references = bar.against === undefined ? undefined : figure?.values[bar.against];
		if (values === undefined || (bar.against !== undefined && references === undefined)) return [];
		const value = (references === undefined ? summarise(values) : summariseRatio(values, references)).median;
		return [{ ...bar, value, met: value <= bar.limit }];
	});
}
