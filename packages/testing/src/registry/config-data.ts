import { type FieldError, invalidValue, tooLongBytes } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { secretTypeErrors } from "./secret-types.ts";

const configKey = /^[-._a-zA-Z0-9]+$/;
const configKeyRule =
	"a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/** How many bytes the values of one object may have together. */
const sizeLimit = 1024 * 1024;

/** What is wrong with a key of a ConfigMap or Secret. */
export function configKeyErrors(field: string, key: string): FieldError[] {
	return configKey.test(key) ? [] : [invalidValue(field, key, configKeyRule)];
}

/** What is wrong with the data of a ConfigMap. */
export function configMapErrors(state: ObjectState): FieldError[] {
	const texts = Object.entries((state["data"] ?? {}) as Record<string, string>);
	const binaries = (state["binaryData"] ?? {}) as Record<string, string>;
	const repeated = texts
		.filter(([key]) => Object.hasOwn(binaries, key))
		.map(([key]) => invalidValue(`data[${key}]`, key, "duplicate of key present in binaryData"));
	const size = sum(texts.map(([, text]) => Buffer.byteLength(text))) + binarySize(binaries);
	return [
		...dataKeyErrors(state, ["data", "binaryData"]),
		...repeated,
		...(size > sizeLimit ? [tooLongBytes("[]", sizeLimit)] : []),
	];
}

/** What is wrong with the data of a Secret. */
export function secretErrors(state: ObjectState): FieldError[] {
	const size = binarySize((state["data"] ?? {}) as Record<string, string>);
	return [
		...dataKeyErrors(state, ["data"]),
		...(size > sizeLimit ? [tooLongBytes("data", sizeLimit)] : []),
		...secretTypeErrors(state),
	];
}

function binarySize(data: Readonly<Record<string, string>>): number {
	return sum(Object.values(data).map((text) => Buffer.byteLength(text, "base64")));
}

function sum(sizes: readonly number[]): number {
	return sizes.reduce((total, size) => total + size, 0);
}

/** What is wrong with the keys of a ConfigMap or Secret, which become names of files. */
function dataKeyErrors(state: ObjectState, fields: readonly string[]): FieldError[] {
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
	const keys = Object.keys(data).toSorted();
	const { data: _data, type, ...others } = rest;
	return {
		...others,
		metadata: state.metadata,
		...(keys.length === 0 ? {} : { data: Object.fromEntries(keys.map((key) => [key, data[key]])) }),
		type: type ?? "Opaque",
	};
}
