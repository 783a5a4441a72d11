import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { type Condition, conditionOn } from "./condition.ts";
import { type StatusCondition, statusConditions } from "./status-condition.ts";

/** What waits read of a Job. */
interface JobLike extends KubernetesObject {
	spec?: object;
	status?: { conditions?: object[] };
}

/**
 * The Job is complete. One that fails ends the wait.
 *
 * @example
 * ```ts no-run: no controller runs the Job
 * await waitFor(new Api(Job, { client }), "report", conditions.jobComplete(), { timeout: 600_000 });
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions
 */
export function jobComplete<K extends JobLike>(): Condition<K, true> {
	return conditionOn("the Job is complete", (job) => {
		const failed = ended(job, "Failed");
		return failed === undefined ? ended(job, "Complete") !== undefined : { failed: `the Job has failed${why(failed)}` };
	});
}

/**
 * The Job has failed. One that completes ends the wait.
 *
 * @example
 * ```ts no-run: no controller runs the Job
 * await waitFor(new Api(Job, { client }), "report", conditions.jobFailed());
 * ```
 */
export function jobFailed<K extends JobLike>(): Condition<K, true> {
	return conditionOn("the Job has failed", (job) =>
		ended(job, "Complete") === undefined ? ended(job, "Failed") !== undefined : { failed: "the Job is complete" },
	);
}

function ended(job: unknown, type: "Complete" | "Failed"): StatusCondition | undefined {
	return statusConditions(job).find((entry) => entry.type === type && entry.status === "True");
}

function why({ message, reason }: StatusCondition): string {
	const words = [reason, message].filter((part) => part !== undefined && part !== "").join(": ");
	return words === "" ? "" : `: ${words}`;
}
