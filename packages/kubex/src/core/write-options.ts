import type { Query } from "./request.ts";

/** How an object is created or replaced. */
export interface WriteOptions {
	/** Runs the whole request but stores nothing; `"All"` is the server's word for `true`. Default: false. */
	readonly dryRun?: boolean | "All" | undefined;
	/** The name under which the server records who wrote which field. Default: the user agent up to its first `/`. */
	readonly fieldManager?: string | undefined;
	/**
	 * What happens to unknown and duplicate fields: dropped silently, dropped with a warning, or refused. Default: `Warn`.
	 *
	 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#setting-the-field-validation-level
	 */
	readonly fieldValidation?: "Ignore" | "Warn" | "Strict" | undefined;
	/** Asks the server to indent its answer; only of use on the wire. */
	readonly pretty?: boolean | undefined;
}

/** The query of a write. */
export function writeQuery(options: WriteOptions): Query {
	const query: [string, string][] = [];
	if (isDryRun(options.dryRun)) query.push(["dryRun", "All"]);
	if (options.fieldManager !== undefined) query.push(["fieldManager", options.fieldManager]);
	if (options.fieldValidation !== undefined) query.push(["fieldValidation", options.fieldValidation]);
	if (options.pretty !== undefined) query.push(["pretty", String(options.pretty)]);
	return query;
}

/**
 * Whether an option asks for a dry run.
 *
 * @throws TypeError for anything but a boolean or `"All"`: a misspelt dry run must never become a real write.
 */
export function isDryRun(dryRun: boolean | "All" | undefined): boolean {
	if (dryRun === undefined || typeof dryRun === "boolean") return dryRun === true;
	if (dryRun === "All") return true;
	throw new TypeError(`dryRun must be true, false or "All", not ${JSON.stringify(dryRun)}`);
}
