import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { figuresOf, interleave } from "../rounds.mjs";
import { runChild } from "../spawn.mjs";
import { summarise } from "../statistics.mjs";

// More than elsewhere: it is short, and its bar is absolute.
const processes = 15;

/** @type {import("./scenario.d.ts").Scenario} */
export const importTime = {
	name: "import",
	needs: "installation",
	async measure({ installation: { node, folders } }) {
		mkdirSync(folders.empty, { recursive: true });
		const empty = join(folders.empty, "empty.mjs");
		writeFileSync(empty, "");
		const kubex = createRequire(join(folders.kubex, "package.json")).resolve("kubex");
		const other = join(folders["client-node"], "node_modules/@kubernetes/client-node/dist/index.js");
		const subjects = /** @type {const} */ ([24, 20]).flatMap((line) => [
			{ name: "nothing", line, module: empty },
			{ name: "kubex", line, module: kubex },
			...(line === 24 ? [{ name: "client-node", line, module: other }] : []),
		]);
		for (const { line, module } of subjects) await runChild(node[line], "import", [module]);
		const samples = await interleave(processes, subjects, async ({ line, module }) => {
			const { result } = await runChild(node[line], "import", [module]);
			return /** @type {{ time: number, rss: number }} */ (result);
		});
		const added = new Map(
			subjects
				.filter(({ name }) => name !== "nothing")
				.map((subject) => {
					const nothing =
						samples.get(subjects.find(({ name, line }) => name === "nothing" && line === subject.line) ?? subject) ?? [];
					const time = summarise(nothing.map((sample) => sample.time)).median;
					const rss = summarise(nothing.map((sample) => sample.rss)).median;
					return [subject, (samples.get(subject) ?? []).map((sample) => ({ time: sample.time - time, rss: sample.rss - rss }))];
				}),
		);
		return figuresOf({ scenario: "import", title: "Import, beyond an empty module", reference: "kubex" }, added, [
			{ metric: "time", unit: "ms", of: ({ time }) => time },
			{ metric: "RSS", unit: "MB", of: ({ rss }) => rss / 1e6 },
		]);
	},
};
