import type { OpenApiSchema } from "./release-document.ts";

// The values of an enum may be deprecated where the field is not.
const values = /\s*Possible enum values:[^]*$/;
const notice = /(?:^|\s)(?:Deprecated|DEPRECATED)[:.]|\b[Tt]his (?:API|field) is deprecated\b/;

/** Whether the text of a definition says that it is deprecated. */
export function textDeprecates(description: string): boolean {
	return notice.test(description.replace(values, ""));
}

/** Whether a field is deprecated: its text says so, or its name does, as `deprecatedCount` of events. */
export function fieldDeprecated(name: string, { description = "" }: OpenApiSchema): boolean {
	return /^deprecated[A-Z]/.test(name) || textDeprecates(description);
}
