import { expect, test } from "vitest";
import { apiError } from "../../src/core/errors/api-errors.ts";
import { isAboutSecrets, maskObjects } from "../../src/core/errors/mask-secrets.ts";
import type { Status } from "../../src/core/meta/status.ts";

test("objects are masked in every form in which servers write them, and what is said of them stays", () => {
	for (const [told, masked] of [
		// As 1.35 says it.
		[
			String.raw` "" is invalid: patch: Invalid value: "{\"data\":{\"p\":\"aHVudGVyMg==\",\"q\":\"\\\"}\"}}": illegal base64 data at input byte 3`,
			` "" is invalid: patch: Invalid value: "***": illegal base64 data at input byte 3`,
		],
		[
			`patch: Invalid value: "map[data:map[q:map[x:c2VudHZhbHVl]]]": cannot restore slice from map`,
			`patch: Invalid value: "***": cannot restore slice from map`,
		],
		["unknown patch type: a in map: map[$patch:a data:map[q:c2Vu]dHZ]]", `unknown patch type: a in map: "***"`],
		[
			`.data.q: expected string, got &value.valueUnstructured{Value:map[string]interface {}{"x":"c2VudHZhbHVl"}}`,
			`.data.q: expected string, got "***"`,
		],
		[".data: expected map, got &{[c2Vu}dHZhbHVl]}", `.data: expected map, got "***"`],
		["(must be of type Secret): yaml: line 5 (61706956657273 ...)", "(must be of type Secret): yaml: line 5 (***)"],
		[`parse error: "json:\\"kind\\"" } (226332567564485a686248566c22)`, `parse error: "json:\\"kind\\"" } (***)`],
		// As servers before 1.34 write values that are no texts, and later ones.
		['data: Invalid value: map[string]string{"a":"c2Vj"}: is wrong', 'data: Invalid value: map[string]string"***": is wrong'],
		['x: Invalid value: v1.Secret{Data:map[string][]uint8{"p":[]uint8{0x68}}}: is wrong', 'x: Invalid value: "***": is wrong'],
		[
			'[a: Invalid value: {"b":"c}"}: is wrong, d: Invalid value: {"e": {}}: too]',
			'[a: Invalid value: "***": is wrong, d: Invalid value: "***": too]',
		],
		[`invalid character '"' in "{\\"a\\":1}"`, `invalid character '"' in "***"`],
		// What a proxy, or the client itself, has cut off.
		['the answer is no Status: "{\\"kind\\":\\"Secret\\",\\"data\\":{\\"p\\":\\"aHV…"', 'the answer is no Status: "***"'],
		['broken: {"data":{"p":"aHV', 'broken: "***"'],
	] as const) {
		expect(maskObjects(told)).toBe(masked);
	}
});

test("what holds no object stays", () => {
	for (const text of [
		`metadata.labels: Invalid value: "b!": a valid label must be an empty string (e.g. 'MyValue', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
		"json: cannot unmarshal string into Go struct field Secret.data of type map[string][]uint8",
		"error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}",
		"data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 's' looking for beginning of value",
		'secrets "x" is forbidden: User "jane" cannot get resource "secrets" in API group "" in the namespace "default"',
		'data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters',
		'Apply failed with 1 conflict: conflict with "kubectl" using v1: .data.p',
	]) {
		expect(maskObjects(text)).toBe(text);
	}
});

test("only what is about Secrets is masked", () => {
	for (const path of [
		"/api/v1/secrets",
		"/api/v1/namespaces/x/secrets",
		"/api/v1/namespaces/x/secrets/y/status",
		"/api/v1/watch/secrets",
		"/clusters/a/api/v1/namespaces/x/secrets/y",
	]) {
		expect([path, isAboutSecrets(path)]).toEqual([path, true]);
	}
	for (const path of ["/api/v1/namespaces/secrets", "/api/v1/namespaces/secrets/pods/x", "/apis/example.com/v1/secrets"]) {
		expect([path, isAboutSecrets(path)]).toEqual([path, false]);
	}
	const message = 'patch: Invalid value: "{\\"data\\":{}}": is wrong';
	const status: Status = { kind: "Status", apiVersion: "v1", message, details: { causes: [{ field: "patch", message }] } };
	const told = (path: string): string => JSON.stringify(apiError({ status, code: 422, request: { method: "PATCH", path } }));
	expect(told("/api/v1/namespaces/x/configmaps/y")).toContain("{\\\\");
	expect(told("/api/v1/namespaces/x/secrets/y")).not.toContain("{\\\\");
});
