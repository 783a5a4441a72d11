import { expect } from "vitest";
import { check } from "./check.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const collection = `/api/v1/namespaces/${await server.namespace()}/secrets`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const redacted = 'Invalid value: "<secret contents redacted>"';

interface Answer {
	readonly details: { readonly causes: readonly { readonly field: string; readonly message: string }[] };
}

/** What is wrong with a Secret of a type. */
async function causesOf(type: string, data: Readonly<Record<string, string>>, annotations = {}): Promise<string[]> {
	const body = { metadata: { name: "typed", annotations }, type: `kubernetes.io/${type}`, data };
	const answer = await raw("POST", `${collection}?dryRun=All`, { body });
	if (answer.status === 201) return [];
	expect(answer.status).toBe(422);
	return (answer.body as Answer).details.causes.map(({ field, message }) => `${field}: ${message}`);
}

check("S4 S3 a Secret has what its type needs", async () => {
	expect(await causesOf("tls", {})).toEqual(["data[tls.crt]: Required value", "data[tls.key]: Required value"]);
	expect(await causesOf("tls", { "tls.crt": "", "tls.key": "" })).toEqual([]);
	expect(await causesOf("ssh-auth", { "ssh-privatekey": "" })).toEqual(["data[ssh-privatekey]: Required value"]);
	expect(await causesOf("basic-auth", {})).toEqual(["data[username]: Required value", "data[password]: Required value"]);
	expect(await causesOf("basic-auth", { password: "" })).toEqual([]);
	const account = "kubernetes.io/service-account.name";
	expect(await causesOf("service-account-token", {})).toEqual([`metadata.annotations[${account}]: Required value`]);
	expect(await causesOf("service-account-token", {}, { [account]: "default" })).toEqual([]);
});

check("S4 S3 the configuration of a registry is a JSON object, and no refusal shows it", async () => {
	for (const [type, key] of [
		["dockercfg", ".dockercfg"],
		["dockerconfigjson", ".dockerconfigjson"],
	] as const) {
		expect(await causesOf(type, {})).toEqual([`data[${key}]: Required value`]);
		for (const [text, problem] of [
			["", "unexpected end of JSON input"],
			["{a", "invalid character 'a' looking for beginning of object key string"],
			["[]", "json: cannot unmarshal array into Go value of type map[string]interface {}"],
		] as const) {
			expect(await causesOf(type, { [key]: base64(text) })).toEqual([`data[${key}]: ${redacted}: ${problem}`]);
		}
		expect(await causesOf(type, { [key]: base64("{}") })).toEqual([]);
	}
});

check("S4 K9 a Secret keeps its type, and what that needs", async () => {
	const patch = async (name: string, body: object): Promise<string[]> => {
		const headers = { "content-type": "application/merge-patch+json" };
		const answer = await raw("PATCH", `${collection}/${name}`, { body, headers });
		expect(answer.status).toBe(422);
		return (answer.body as Answer).details.causes.map(({ field }) => field);
	};
	const data = { "tls.crt": "", "tls.key": "" };
	await raw("POST", collection, { body: { metadata: { name: "certificate" }, type: "kubernetes.io/tls", data } });
	expect(await patch("certificate", { data: { "tls.key": null } })).toEqual(["data[tls.key]"]);
	await raw("POST", collection, { body: { metadata: { name: "opaque" } } });
	expect(await patch("opaque", { type: "kubernetes.io/ssh-auth" })).toEqual(["type", "data[ssh-privatekey]"]);
});
