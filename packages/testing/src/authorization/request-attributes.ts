import { parseFieldSelector } from "../selectors/field-selector.ts";
import type { RequestInfo } from "../server/request-info.ts";
import { StatusError } from "../status/status-error.ts";
import type { Attributes } from "./attributes.ts";

/** What a request wants to do: a list or watch of one object by its name counts as one of that object. */
export function requestAttributes(info: RequestInfo, query: URLSearchParams): Attributes {
	if (info.kind === "path" || info.name !== undefined || (info.verb !== "list" && info.verb !== "watch")) return info;
	const name = selectedName(query.get("fieldSelector") ?? "");
	return name === undefined ? info : { ...info, name };
}

function selectedName(selector: string): string | undefined {
	try {
		return parseFieldSelector(selector).find(({ field, equal }) => field === "metadata.name" && equal)?.value;
	} catch (error) {
		// The list itself will complain.
		if (error instanceof StatusError) return undefined;
		throw error;
	}
}
