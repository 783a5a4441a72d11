import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { KubexError } from "../../core/errors/kubex-error.ts";
import { TransportError } from "../../core/errors/transport-error.ts";
import { isRecord } from "../is-record.ts";
import type { ProviderAnswer, ProviderFetch, ProviderRequest } from "../provider-fetch.ts";
import type { OidcSettings } from "./oidc-settings.ts";

/** What a provider is asked with. */
export interface ProviderAccess {
	readonly settings: OidcSettings;
	readonly fetch: ProviderFetch;
	readonly signal: AbortSignal;
}

/** How a client shows its secret: in a header or in the form (RFC 6749 2.3.1). */
export type ClientAuthentication = "basic" | "form";

/** The tokens of a refresh grant. */
export interface Grant {
	readonly idToken: string;
	/** `undefined` when the former one stays valid. */
	readonly refreshToken: string | undefined;
	readonly authentication: ClientAuthentication;
}

/**
 * Finds the endpoint that gives tokens.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export async function discoverTokenEndpoint(access: ProviderAccess): Promise<string> {
	const { issuer } = access.settings;
	const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
	const answer = await ask(access, url, { method: "GET", headers: { accept: "application/json" } });
	if (answer.status !== 200) throw refusal(access, `${url} answered ${answer.status}`);
	const endpoint = membersOf(answer)?.["token_endpoint"];
	if (typeof endpoint !== "string" || !URL.canParse(endpoint)) throw refusal(access, `${url} names no token_endpoint`);
	return endpoint;
}

/**
 * Changes a refresh token for an ID token. Which way of client authentication a provider takes only trying tells, as client-go
 * does; a token is lost by it only if the provider takes a way that it then refuses.
 *
 * @param known - The way that worked before.
 */
export async function refreshGrant(
	access: ProviderAccess,
	endpoint: string,
	refreshToken: string,
	known: ClientAuthentication | undefined,
): Promise<Grant> {
	const ways: readonly ClientAuthentication[] = known === undefined ? ["basic", "form"] : [known];
	let answer: ProviderAnswer | undefined;
	for (const way of ways) {
		answer = await ask(access, endpoint, tokenRequest(access.settings, refreshToken, way));
		if (answer.status !== 200) continue;
		const members = membersOf(answer);
		const idToken = members?.["id_token"];
		if (typeof idToken !== "string" || idToken === "") {
			throw refusal(access, `${endpoint} gave no id_token: log in again with the scope "openid"`);
		}
		const fresh = members?.["refresh_token"];
		return { idToken, refreshToken: typeof fresh === "string" && fresh !== "" ? fresh : undefined, authentication: way };
	}
	throw refusal(access, `${endpoint} answered ${answer?.status}${reasonOf(answer)}`);
}

function tokenRequest(settings: OidcSettings, refreshToken: string, way: ClientAuthentication): ProviderRequest {
	const { clientId, clientSecret } = settings;
	const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
	const headers: Record<string, string> = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
	if (way === "basic") {
		// Both halves are escaped before they are joined, since an id may hold a colon (RFC 6749 2.3.1).
		const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
		headers["authorization"] = `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
	} else {
		form.set("client_id", clientId);
		if (clientSecret !== "") form.set("client_secret", clientSecret);
	}
	return { method: "POST", headers, body: form.toString() };
}

function formEncode(text: string): string {
	return new URLSearchParams({ "": text }).toString().slice(1);
}

async function ask(access: ProviderAccess, url: string, request: ProviderRequest): Promise<ProviderAnswer> {
	const { fetch, settings, signal } = access;
	try {
		return await fetch(url, { ...request, certificateAuthority: settings.certificateAuthority, signal });
	} catch (error) {
		signal.throwIfAborted();
		const why = error instanceof KubexError ? error.message : "no answer came";
		throw new TransportError(`${settings.place}: ${url} cannot be reached: ${why}`, { cause: error });
	}
}

function membersOf(answer: ProviderAnswer): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(answer.text);
		return isRecord(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** The error code of RFC 6749 5.2 and what to do about it; the description only when it is one. */
function reasonOf(answer: ProviderAnswer | undefined): string {
	const members = answer === undefined ? undefined : membersOf(answer);
	const code = members?.["error"];
	if (typeof code !== "string") return "";
	const description = members?.["error_description"];
	const text = typeof description === "string" ? ` (${description.slice(0, 200)})` : "";
	const advice =
		code === "invalid_grant"
			? ": the refresh token has expired, was used already or was revoked, so log in again"
			: code === "invalid_client" || code === "unauthorized_client"
				? ": client-id and client-secret are not those that the provider knows"
				: "";
	return ` ${code}${text}${advice}`;
}

function refusal({ settings }: ProviderAccess, why: string): ConfigurationError {
	return new ConfigurationError(`${settings.place}: ${why}`);
}
