import { goQuote } from "../status/go-quote.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Definition } from "./definition.ts";
import { isObject, type JsonSchema } from "./json-schema.ts";
import { stringFormat } from "./string-formats.ts";

/** What there is to remark on formats of texts that mean nothing to the server, and were not there before. */
export function formatWarnings(next: ObjectState, current: ObjectState | undefined): string[] {
	const before = new Set(current === undefined ? [] : unknownFormats(current));
	return unknownFormats(next)
		.filter((format) => !before.has(format))
		.map((format) => `unrecognized format ${goQuote(format)}`);
}

function unknownFormats(state: ObjectState): string[] {
	const { versions } = (state as unknown as Definition).spec;
	return versions.flatMap(({ schema }) => formatsIn(schema?.openAPIV3Schema ?? {}));
}

function formatsIn(schema: JsonSchema): string[] {
	const { type, format = "", items, not, properties = {}, additionalProperties, allOf = [], anyOf = [], oneOf = [] } = schema;
	const own = type === "string" && format !== "" && stringFormat(format) === undefined ? [format] : [];
	const others = isObject(additionalProperties) ? [additionalProperties] : [];
	const parts = [items, ...allOf, ...anyOf, ...oneOf, not, ...Object.values(properties), ...others];
	return [...own, ...parts.flatMap((part) => (part === undefined ? [] : formatsIn(part)))];
}
