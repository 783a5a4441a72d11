import { JsonSyntaxError, readJson } from "../json/json-document.ts";
import { jsonType } from "../json/json-type.ts";
import { type FieldError, invalidValue, required } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";

/** By keys, in base64. */
type Data = Readonly<Record<string, string>>;

const has = (data: Data, key: string): boolean => Object.hasOwn(data, key);
const missing = (...keys: readonly string[]): FieldError[] => keys.map((key) => required(`data[${key}]`));

/** What Secrets of a type must have. */
const rules: Readonly<Record<string, (data: Data, state: ObjectState) => readonly FieldError[]>> = {
	"kubernetes.io/service-account-token": (_data, { metadata }) => {
		const name = "kubernetes.io/service-account.name";
		return metadata.annotations?.[name] ? [] : [required(`metadata.annotations[${name}]`)];
	},
	"kubernetes.io/dockercfg": (data) => configurationErrors(data, ".dockercfg"),
	"kubernetes.io/dockerconfigjson": (data) => configurationErrors(data, ".dockerconfigjson"),
	"kubernetes.io/basic-auth": (data) => (has(data, "username") || has(data, "password") ? [] : missing("username", "password")),
	"kubernetes.io/ssh-auth": (data) => (data["ssh-privatekey"] ? [] : missing("ssh-privatekey")),
	"kubernetes.io/tls": (data) => missing(...["tls.crt", "tls.key"].filter((key) => !has(data, key))),
};

/**
 * What is wrong with a Secret by its type.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
export function secretTypeErrors(state: ObjectState): readonly FieldError[] {
	const { data = {}, type } = state as { readonly data?: Data; readonly type?: string };
	return rules[type ?? ""]?.(data, state) ?? [];
}

function configurationErrors(data: Data, key: string): FieldError[] {
	const text = data[key];
	if (text === undefined) return missing(key);
	const problem = configurationProblem(text);
	return problem === undefined ? [] : [invalidValue(`data[${key}]`, "<secret contents redacted>", problem)];
}

function configurationProblem(text: string): string | undefined {
	try {
		const { value } = readJson(Buffer.from(text, "base64"));
		if (value === null || jsonType(value) === "object") return undefined;
		return `json: cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}`;
	} catch (error) {
		if (error instanceof JsonSyntaxError) return error.message;
		throw error;
	}
}
