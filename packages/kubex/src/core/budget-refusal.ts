import type { Status } from "./meta/status.ts";

/** Whether a disruption budget has refused an eviction. A server that has too much to do answers with a 429 as well. */
export function isBudgetRefusal(status: Status): boolean {
	return status.details?.causes?.some(({ reason }) => reason === "DisruptionBudget") === true;
}
