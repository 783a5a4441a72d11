import { statusConditions } from "./status-condition.ts";

/** What a person wants to know of an object that is not as it should be: its phase and its conditions, and nothing secret. */
export function describeState(object: unknown): string {
	if (object === undefined) return "there is none";
	const { status } = object as { readonly status?: { readonly phase?: unknown } | undefined };
	const phase = typeof status?.phase === "string" ? [`phase ${status.phase}`] : [];
	const conditions = statusConditions(object).map(
		({ reason, status: value, type }) => `${type}=${value}${reason === undefined || reason === "" ? "" : ` (${reason})`}`,
	);
	const words = [...phase, ...conditions];
	return words.length === 0 ? "it says nothing of its state" : words.join(", ");
}
