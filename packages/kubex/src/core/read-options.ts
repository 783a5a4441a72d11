import { type FieldQuery, formatFieldQuery } from "./field-query.ts";
import { formatLabelQuery, type LabelQuery } from "./label-query.ts";
import type { Query } from "./request.ts";

/** How one object is read. */
export interface GetOptions {
	/**
	 * The object must be at least this recent: `"0"` takes any state that the server has at hand. Default: the newest.
	 *
	 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
	 */
	readonly resourceVersion?: string | undefined;
	/** Asks the server to indent its answer; only of use on the wire. */
	readonly pretty?: boolean | undefined;
}

/** Which objects are chosen. */
export interface SelectorOptions {
	/** Objects with these labels. Default: all. */
	readonly labelSelector?: LabelQuery | undefined;
	/** Objects with these fields. Default: all. */
	readonly fieldSelector?: FieldQuery | undefined;
}

/** How a list is read. */
export interface ListOptions extends SelectorOptions {
	/** At most so many objects; the answer's `metadata.continue` is the token of the next page. Default: all. */
	readonly limit?: number | undefined;
	/** The token of a page, from the page before it. */
	readonly continueToken?: string | undefined;
	/** The state that the list shows; see `resourceVersionMatch`. Default: the newest. */
	readonly resourceVersion?: string | undefined;
	/** Whether the state must be exactly that of `resourceVersion`, or may be newer. */
	readonly resourceVersionMatch?: "Exact" | "NotOlderThan" | undefined;
	/** Seconds after which the server gives up. Default: its own limit. */
	readonly timeoutSeconds?: number | undefined;
	/** Asks the server to indent its answer; only of use on the wire. */
	readonly pretty?: boolean | undefined;
}

/** The query of a read. */
export function getQuery(options: GetOptions): Query {
	const query: [string, string][] = [];
	if (options.resourceVersion !== undefined) query.push(["resourceVersion", options.resourceVersion]);
	if (options.pretty !== undefined) query.push(["pretty", String(options.pretty)]);
	return query;
}

/**
 * The query of a list.
 *
 * @throws TypeError for a limit or a time that is no whole number of at least zero, or for a selector that says nothing.
 */
export function listQuery(options: ListOptions): Query {
	const query = selectorQuery(options);
	const add = (name: string, value: string | undefined): void => {
		if (value !== undefined) query.push([name, value]);
	};
	add("limit", wholeNumber("limit", options.limit));
	add("continue", options.continueToken);
	add("resourceVersion", options.resourceVersion);
	add("resourceVersionMatch", options.resourceVersionMatch);
	add("timeoutSeconds", wholeNumber("timeoutSeconds", options.timeoutSeconds));
	add("pretty", options.pretty?.toString());
	return query;
}

/**
 * The query of a choice of objects.
 *
 * @throws TypeError for a selector that says nothing.
 */
export function selectorQuery({ labelSelector, fieldSelector }: SelectorOptions): [name: string, value: string][] {
	const query: [string, string][] = [];
	const labels = labelSelector === undefined ? undefined : formatLabelQuery(labelSelector);
	const fields = fieldSelector === undefined ? undefined : formatFieldQuery(fieldSelector);
	if (labels !== undefined) query.push(["labelSelector", labels]);
	if (fields !== undefined) query.push(["fieldSelector", fields]);
	return query;
}

/** @throws TypeError when the value is no whole number of at least zero. */
export function wholeNumber(name: string, value: number | undefined): string | undefined {
	if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
		throw new TypeError(`${name} must be a whole number of at least 0, not ${value}`);
	}
	return value?.toString();
}
