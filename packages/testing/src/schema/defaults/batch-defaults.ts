import type { DefaultsTable } from "./defaults.ts";
import { structureAt, withMembers } from "./with-members.ts";

/** As many failures as a 32-bit number can count: then each index has a limit of its own. */
const unlimited = 2 ** 31 - 1;

/** What becomes of Jobs and CronJobs; a CronJob's template of a Job is left for the Job. */
export const batchDefaults: DefaultsTable = {
	"batch.v1.Job": {
		derive: (job) => {
			if (job["spec"] === undefined) return {};
			const spec = structureAt(job, "spec");
			const metadata = structureAt(job, "metadata");
			const labels = metadata["labels"] ?? structureAt(structureAt(spec, "template"), "metadata")["labels"];
			const alone = spec["completions"] === undefined && spec["parallelism"] === undefined;
			const values = {
				backoffLimit: spec["backoffLimitPerIndex"] === undefined ? 6 : unlimited,
				completionMode: "NonIndexed",
				completions: alone ? 1 : undefined,
				manualSelector: false,
				parallelism: 1,
				podReplacementPolicy: spec["podFailurePolicy"] === undefined ? "TerminatingOrFailed" : "Failed",
				suspend: false,
			};
			return { metadata: withMembers(metadata, { labels }), spec: withMembers(values, spec) };
		},
	},
	"batch.v1.CronJobSpec": {
		values: { concurrencyPolicy: "Allow", failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false },
	},
	"batch.v1.PodFailurePolicyOnPodConditionsPattern": { values: { status: "True" } },
};
