// Writes down what users can see of each entry point, so that a change of the API is a diff that somebody reads:
// packages/*/api/*.api.md. Without --update (npm run api:update) it only compares, and shows the difference.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const root = fileURLToPath(new URL("..", import.meta.url));
const update = process.argv.includes("--update");

const entryPoints = /** @type {const} */ ([
	["kubex", "index"],
	["kubex", "meta"],
	["kubex", "runtime"],
	["testing", "index"],
	["codegen", "index"],
]);

let failed = false;
for (const [name, entry] of entryPoints) {
	const folder = join(root, "packages", name);
	const reports = join(folder, "api");
	const drafts = join(root, ".cache/api");
	mkdirSync(reports, { recursive: true });
	mkdirSync(drafts, { recursive: true });
	const reportFileName = `${name}-${entry}.api.md`;
	const config = ExtractorConfig.prepare({
		configObjectFullPath: undefined,
		packageJsonFullPath: join(folder, "package.json"),
		configObject: {
			projectFolder: folder,
			mainEntryPointFilePath: join(folder, `types/src/${entry}.d.ts`),
			newlineKind: "lf",
			compiler: {
				overrideTsconfig: {
					compilerOptions: {
						target: "ES2022",
						lib: ["ES2023", "ESNext.Disposable", "DOM"],
						module: "NodeNext",
						moduleResolution: "NodeNext",
						strict: true,
						exactOptionalPropertyTypes: true,
						types: [],
					},
					files: [join(folder, `types/src/${entry}.d.ts`)],
				},
			},
			apiReport: { enabled: true, reportFolder: reports, reportTempFolder: drafts, reportFileName },
			docModel: { enabled: false },
			dtsRollup: { enabled: false },
			tsdocMetadata: { enabled: false },
			messages: {
				compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
				extractorMessageReporting: {
					default: { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
					// Stability is told by the entry point, not by tags.
					"ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
					// The linter and the documentation's examples look after the comments.
					"ae-undocumented": { logLevel: ExtractorLogLevel.None },
				},
				tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
			},
		},
	});
	const { apiReportChanged, errorCount } = Extractor.invoke(config, {
		localBuild: update,
		messageCallback: (message) => {
			if (message.messageId.startsWith("console-")) message.logLevel = ExtractorLogLevel.None;
		},
	});
	if (apiReportChanged && !update) {
		console.error(`what users see of ${name} (${entry}) has changed: npm run api:update accepts it`);
		const [before, after] = [join(reports, reportFileName), join(drafts, reportFileName)];
		spawnSync("git", ["--no-pager", "diff", "--no-index", "--", before, after], { stdio: "inherit" });
	}
	if (errorCount > 0 || (apiReportChanged && !update)) failed = true;
}
process.exitCode = failed ? 1 : 0;
