import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { refuseEncryptedKey } from "../certificate-files.ts";
import { bearer } from "../credentials.ts";
import { hideSecrets } from "../hide-secrets.ts";
import { isRecord } from "../is-record.ts";
import { type Issued, refreshTime } from "../issued-credentials.ts";
import type { ExecPlugin } from "./exec-plugin.ts";

/**
 * Reads what a plugin wrote.
 *
 * @throws ConfigurationError that says what is wrong and shows nothing of it.
 */
export function readExecCredential(text: string, plugin: ExecPlugin, now: number): Issued {
	const fail = (why: string): never => {
		throw new ConfigurationError(`${plugin.place}: ${plugin.command} ${why}`);
	};
	let answer: unknown;
	try {
		answer = JSON.parse(text);
	} catch {
		// The parser's message quotes the text.
		fail(`wrote ${text.trim() === "" ? "nothing" : "no JSON"} to its standard output`);
	}
	if (!isRecord(answer) || answer["kind"] !== "ExecCredential") return fail("wrote no ExecCredential");
	if (answer["apiVersion"] !== plugin.apiVersion) {
		return fail(`answered in apiVersion ${JSON.stringify(answer["apiVersion"])}, but the kubeconfig says ${plugin.apiVersion}`);
	}
	const { status } = answer;
	if (!isRecord(status)) return fail("gave no status");
	const member = (field: string): string | undefined => {
		const value = status[field];
		if (value === undefined || value === null || value === "") return undefined;
		return typeof value === "string" ? value : fail(`gave a status.${field} that is no string`);
	};
	const token = member("token");
	const certificate = member("clientCertificateData");
	const key = member("clientKeyData");
	if ((certificate === undefined) !== (key === undefined)) {
		fail(`gave ${certificate === undefined ? "a key without its certificate" : "a certificate without its key"}`);
	}
	if (token === undefined && certificate === undefined) fail("gave neither a token nor a certificate");
	if (key !== undefined) refuseEncryptedKey(key, `${plugin.place}: the key of ${plugin.command}`);
	const expiration = member("expirationTimestamp");
	const expiresAt = expiration === undefined ? undefined : Date.parse(expiration);
	if (Number.isNaN(expiresAt)) fail(`gave an expirationTimestamp that is no time: ${JSON.stringify(expiration)}`);
	return {
		headers: token === undefined ? Object.freeze({}) : bearer(token),
		certificate:
			certificate === undefined || key === undefined ? undefined : hideSecrets({ certificate, key }, "client certificate"),
		expiresAt,
		refreshAt: expiresAt === undefined ? undefined : refreshTime(expiresAt, now),
	};
}
