import { type FieldRequirement, parseFieldSelector } from "../selectors/field-selector.ts";
import { type LabelMatcher, parseLabelSelector } from "../selectors/label-selector.ts";
import { type FieldError, forbiddenField, notSupported } from "../status/field-error.ts";
import { invalid } from "../status/object-errors.ts";
import { badRequest } from "../status/request-errors.ts";

/** What a client may ask of a list. */
export interface ListOptions {
	readonly labels: LabelMatcher | undefined;
	readonly fields: readonly FieldRequirement[];
	/** 0 for all. */
	readonly limit: number;
	/** The token of a page; empty for the first. */
	readonly continueToken: string;
	readonly resourceVersion: string;
	readonly match: "" | "Exact" | "NotOlderThan";
}

/**
 * Reads the options of a list from its query.
 *
 * @throws StatusError 400 for what cannot be read, 422 for combinations that make no sense.
 */
export function readListOptions(query: URLSearchParams): ListOptions {
	const limit = integer(query.get("limit"));
	integer(query.get("timeoutSeconds"));
	const resourceVersion = query.get("resourceVersion") ?? "";
	const continueToken = query.get("continue") ?? "";
	const labelSelector = query.get("labelSelector") ?? "";
	const fieldSelector = query.get("fieldSelector") ?? "";
	const labels = labelSelector === "" ? undefined : parseLabelSelector(labelSelector);
	const fields = fieldSelector === "" ? [] : parseFieldSelector(fieldSelector);
	const match = query.get("resourceVersionMatch") ?? "";
	const errors = matchErrors(match, resourceVersion, continueToken);
	if (query.has("sendInitialEvents")) errors.push(forbiddenField("sendInitialEvents", "sendInitialEvents is forbidden for list"));
	if (errors.length > 0) throw invalid({ group: "meta.k8s.io", kind: "ListOptions" }, "", errors);
	return { labels, fields, limit: Math.max(0, limit), continueToken, resourceVersion, match: match as ListOptions["match"] };
}

function matchErrors(match: string, resourceVersion: string, continueToken: string): FieldError[] {
	if (match === "") return [];
	const field = "resourceVersionMatch";
	const errors: FieldError[] = [];
	if (resourceVersion === "")
		errors.push(forbiddenField(field, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
	if (continueToken !== "") errors.push(forbiddenField(field, "resourceVersionMatch is forbidden when continue is provided"));
	if (match !== "Exact" && match !== "NotOlderThan") errors.push(notSupported(field, match, ["Exact", "NotOlderThan", ""]));
	if (match === "Exact" && resourceVersion === "0") {
		errors.push(forbiddenField(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
	}
	return errors;
}

/** A whole number from a query; absent is 0. */
export function integer(text: string | null): number {
	if (text === null || text === "") return 0;
	if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
	return Number(text);
}
