import { dirname, resolve } from "node:path";
import { ConfigurationError } from "../core/errors/configuration-error.ts";

/** The lists of a kubeconfig, and what each element has beside its name. */
export const sections = { clusters: "cluster", contexts: "context", users: "user" } as const;

/** A list of a kubeconfig. */
export type Section = keyof typeof sections;

/** A named entry of a kubeconfig together with the file that it came from. */
export interface Entry {
	readonly kind: (typeof sections)[Section];
	readonly name: string;
	readonly value: Readonly<Record<string, unknown>>;
	/** The file, for messages and as the start of relative paths. */
	readonly source: string;
}

/** Where a value stands, for messages. */
export function placeOf({ kind, name, source }: Entry, field?: string): string {
	return `${source}: ${kind} ${JSON.stringify(name)}${field === undefined ? "" : `: ${field}`}`;
}

/** An absolute path; relative ones start from the kubeconfig's folder. */
export function pathFrom({ source }: { readonly source: string }, path: string): string {
	return resolve(dirname(resolve(source)), path);
}

/** A text of an entry; empty is absent, as for kubectl. */
export function textField(entry: Entry, field: string): string | undefined {
	return textMember(entry.value, field, placeOf(entry));
}

/** A text of a mapping; empty is absent. */
export function textMember(value: Readonly<Record<string, unknown>>, field: string, place: string): string | undefined {
	const text = value[field];
	if (text === undefined || text === null || text === "") return undefined;
	if (typeof text !== "string") throw new ConfigurationError(`${place}: ${field} must be a string`);
	return text;
}

/** A switch of an entry. */
export function booleanField(entry: Entry, field: string): boolean {
	const value = entry.value[field] ?? false;
	if (typeof value !== "boolean") throw new ConfigurationError(`${placeOf(entry)}: ${field} must be true or false`);
	return value;
}

/** A list of texts. */
export function textsOf(value: unknown, place: string): readonly string[] | undefined {
	if (value === undefined || value === null) return undefined;
	if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
		throw new ConfigurationError(`${place} must be a list of strings`);
	}
	return value.length === 0 ? undefined : value;
}
