import { isRecord } from "./is-record.ts";
import { withoutPassword } from "./without-password.ts";

const hidden = "(hidden)";
const secret = /token$|password|secret|-key-data$/i;

/** A copy of a kubeconfig's value for logs: the texts that prove who somebody is are hidden. */
export function redactEntry(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(redactEntry);
	if (!isRecord(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => {
			if (name === "env" || name === "args") return [name, hidden];
			if (secret.test(name)) return [name, hidden];
			if (typeof member === "string") return [name, withoutPassword(member)];
			return [name, redactEntry(member)];
		}),
	);
}
