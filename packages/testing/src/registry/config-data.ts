import { type FieldError, invalidValue } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";

const configKey = /^[-._a-zA-Z0-9]+$/;
const configKeyRule =
	"a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/** What is wrong with the keys of a ConfigMap or Secret, which become names of files. */
export function configKeyErrors(state: ObjectState, fields: readonly string[]): FieldError[] {
	return fields.flatMap((field) =>
		Object.keys((state[field] ?? {}) as Record<string, unknown>)
			.filter((key) => !configKey.test(key))
			.map((key) => invalidValue(`${field}[${key}]`, key, configKeyRule)),
	);
}

/** A Secret's texts become data; its type is `Opaque` unless it says otherwise. */
export function secretData(state: ObjectState): ObjectState {
	const { stringData, ...rest } = state;
	const data: Record<string, unknown> = { ...(state["data"] as Record<string, unknown> | undefined) };
	for (const [key, text] of Object.entries((stringData ?? {}) as Record<string, string>))
		data[key] = Buffer.from(text).toString("base64");
	const keys = Object.keys(data).sort();
	const { data: _data, type, ...others } = rest;
	return {
		...others,
		metadata: state.metadata,
		...(keys.length === 0 ? {} : { data: Object.fromEntries(keys.map((key) => [key, data[key]])) }),
		type: type ?? "Opaque",
	};
}
