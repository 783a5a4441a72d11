import { type FieldRequirement, parseFieldSelector } from "../../selectors/field-selector.ts";
import { type LabelMatcher, parseLabelSelector } from "../../selectors/label-selector.ts";
import { type FieldError, forbiddenField, notSupported } from "../../status/field-error.ts";
import { invalid } from "../../status/object-errors.ts";
import { unreadableResourceVersion } from "../../status/request-errors.ts";
import { integer } from "../list-options.ts";

/** What a client may ask of a watch. */
export interface WatchOptions {
	readonly labels: LabelMatcher | undefined;
	readonly fields: readonly FieldRequirement[];
	/** Where it starts; `undefined` for now. */
	readonly after: number | undefined;
	/** Whether the present state comes first, as objects that were added. */
	readonly initialEvents: boolean;
	/** Whether a bookmark says that the present state is complete. */
	readonly initialEventsEnd: boolean;
	readonly bookmarks: boolean;
	/** When the server ends it, in seconds; 0 to let the server choose. */
	readonly seconds: number;
}

/**
 * Reads the options of a watch from its query.
 *
 * @param streamingLists Whether the release knows `sendInitialEvents`.
 * @throws StatusError 400 for what cannot be read, 422 for combinations that make no sense, 500 for a resourceVersion that is no number.
 */
export function readWatchOptions(query: URLSearchParams, streamingLists: boolean): WatchOptions {
	integer(query.get("limit"));
	const seconds = integer(query.get("timeoutSeconds"));
	const resourceVersion = query.get("resourceVersion") ?? "";
	const labelSelector = query.get("labelSelector") ?? "";
	const fieldSelector = query.get("fieldSelector") ?? "";
	const labels = labelSelector === "" ? undefined : parseLabelSelector(labelSelector);
	const fields = fieldSelector === "" ? [] : parseFieldSelector(fieldSelector);
	const bookmarks = flag(query.get("allowWatchBookmarks")) ?? false;
	const fromAnyState = resourceVersion === "" || resourceVersion === "0";
	let match = query.get("resourceVersionMatch") ?? "";
	let wanted = flag(query.get("sendInitialEvents"));
	if (streamingLists && wanted === undefined && match === "" && fromAnyState) {
		// The server reads the older form, which names no state, as the newer one.
		wanted = true;
		match = "NotOlderThan";
	}
	const errors = combinationErrors(wanted, match, query.get("continue") ?? "", streamingLists);
	if (errors.length > 0) throw invalid({ group: "meta.k8s.io", kind: "ListOptions" }, "", errors);
	if (resourceVersion !== "" && !/^\d+$/.test(resourceVersion)) throw unreadableResourceVersion(resourceVersion);
	return {
		labels,
		fields,
		after: fromAnyState ? undefined : Number(resourceVersion),
		initialEvents: wanted ?? fromAnyState,
		initialEventsEnd: wanted === true && bookmarks,
		bookmarks,
		seconds,
	};
}

function combinationErrors(
	wanted: boolean | undefined,
	match: string,
	continueToken: string,
	streamingLists: boolean,
): FieldError[] {
	const field = "resourceVersionMatch";
	const errors: FieldError[] = [];
	if (wanted !== undefined && match !== "NotOlderThan") {
		errors.push(forbiddenField(field, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
	}
	if (wanted !== undefined && !streamingLists) {
		const detail = "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled";
		errors.push(forbiddenField("sendInitialEvents", detail));
	}
	if (match === "") return errors;
	if (wanted === undefined) {
		errors.push(forbiddenField(field, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
	}
	if (match !== "NotOlderThan") errors.push(notSupported(field, match, ["NotOlderThan"]));
	if (continueToken !== "") errors.push(forbiddenField(field, "resourceVersionMatch is forbidden when continue is provided"));
	return errors;
}

/** A flag of a query: whatever is no form of false is true. */
function flag(text: string | null): boolean | undefined {
	return text === null ? undefined : text !== "0" && text.toLowerCase() !== "false";
}
