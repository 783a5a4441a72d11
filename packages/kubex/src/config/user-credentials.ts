import { ConfigurationError } from "../core/errors/configuration-error.ts";
import { refuseEncryptedKey, rotatingCertificate } from "./certificate-files.ts";
import { combineCredentials } from "./combine-credentials.ts";
import { anonymous, basicCredentials, type Credentials, staticCertificate, staticToken } from "./credentials.ts";
import { describeCertificate } from "./describe-certificate.ts";
import { describeToken } from "./describe-token.ts";
import { execCredentials } from "./exec/exec-credentials.ts";
import type { ExecOptions } from "./exec/exec-plugin.ts";
import { readExecPlugin } from "./exec/read-exec-plugin.ts";
import { type Entry, pathFrom, placeOf, textField } from "./kubeconfig-entry.ts";
import { jwtClaims } from "./oidc/jwt-claims.ts";
import { oidcCredentials } from "./oidc/oidc-credentials.ts";
import type { OidcOptions, OidcSettings } from "./oidc/oidc-settings.ts";
import { readOidcSettings } from "./oidc/read-oidc-settings.ts";
import type { Origin } from "./origins.ts";
import { pemField } from "./pem-field.ts";
import { tokenFile } from "./token-file.ts";

/** How the credentials of a kubeconfig's user are made. */
export interface UserCredentialsOptions {
	/** How exec plugins are run. */
	readonly exec?: ExecOptions | undefined;
	/** How OpenID Connect tokens are refreshed. */
	readonly oidc?: OidcOptions | undefined;
}

/** Credentials, and what each of their parts is and comes from. */
export interface UserCredentials {
	readonly credentials: Credentials;
	readonly origins: readonly Origin[];
}

/**
 * The credentials that a user of a kubeconfig stands for. A certificate goes with anything. Of the rest a token file wins over
 * a token, since it is the one that somebody rotates, and static credentials win over an exec plugin; client-go decides the same.
 *
 * @param execCluster - What an exec plugin is told of the cluster.
 */
export async function userCredentials(
	user: Entry,
	execCluster: () => Promise<Readonly<Record<string, unknown>>>,
	options: UserCredentialsOptions,
): Promise<UserCredentials> {
	refuseContradictions(user);
	const certificate = await certificateOf(user);
	const fixed = await bearerOf(user);
	const parts = [certificate, fixed].filter((part) => part !== undefined);
	if (isGiven(user, "exec")) {
		const plugin = readExecPlugin(user, await execCluster());
		const origin = { name: "credentials", value: `exec plugin ${plugin.command}`, from: plugin.place };
		if (parts.length === 0) parts.push({ credentials: execCredentials(plugin, options.exec), origins: [origin] });
	} else if (isGiven(user, "auth-provider")) {
		const settings = await readOidcSettings(user);
		const value = `OpenID Connect token of ${settings.issuer}`;
		const origin = { name: "credentials", value, from: settings.place, problem: oidcProblem(settings) };
		if (fixed === undefined) parts.push({ credentials: oidcCredentials(settings, options.oidc), origins: [origin] });
	}
	if (parts.length === 0) {
		return { credentials: anonymous, origins: [{ name: "credentials", value: "none", from: placeOf(user) }] };
	}
	return {
		credentials: combineCredentials(parts.map(({ credentials }) => credentials)),
		origins: parts.flatMap(({ origins }) => origins),
	};
}

/** What a provider's refusals would not say plainly. */
function oidcProblem({ clientId, idToken, refreshToken }: OidcSettings): string | undefined {
	if (refreshToken === undefined) {
		return idToken === undefined
			? "there is neither an id-token nor a refresh-token"
			: describeToken(idToken, Date.now()).problem;
	}
	const audience = idToken === undefined ? undefined : jwtClaims(idToken)?.["aud"];
	if (audience === undefined || [audience].flat().includes(clientId)) return undefined;
	return `the id-token is for ${JSON.stringify(audience)}, not for the client-id ${JSON.stringify(clientId)}`;
}

function refuseContradictions(user: Entry): void {
	const named = textField(user, "username") ?? textField(user, "password");
	if (textField(user, "token") !== undefined && named !== undefined) {
		throw new ConfigurationError(`${placeOf(user)}: token and username are two ways to authenticate, only one may be given`);
	}
	if (isGiven(user, "exec") && isGiven(user, "auth-provider")) {
		throw new ConfigurationError(`${placeOf(user)}: exec and auth-provider are two ways to authenticate, only one may be given`);
	}
}

function isGiven(user: Entry, field: string): boolean {
	return user.value[field] !== undefined && user.value[field] !== null;
}

async function certificateOf(user: Entry): Promise<UserCredentials | undefined> {
	const certificate = pemField(user, "client-certificate");
	const key = pemField(user, "client-key");
	if (certificate === undefined && key === undefined) return undefined;
	if (certificate === undefined || key === undefined) {
		const missing = certificate === undefined ? "client-certificate" : "client-key";
		throw new ConfigurationError(`${placeOf(user)}: ${missing} is missing, one is of no use without the other`);
	}
	const read = async (): Promise<{ certificate: string; key: string }> => {
		const pair = { certificate: await certificate.read(), key: await key.read() };
		refuseEncryptedKey(pair.key, placeOf(user, key.field));
		return pair;
	};
	// Fails here, with the file's name, rather than at the first request.
	const pair = await read();
	const from = placeOf(user, certificate.field);
	return {
		credentials: certificate.data !== undefined && key.data !== undefined ? staticCertificate(pair) : rotatingCertificate(read),
		origins: [{ name: "credentials", ...describeCertificate(pair.certificate, Date.now()), from }],
	};
}

async function bearerOf(user: Entry): Promise<UserCredentials | undefined> {
	const file = textField(user, "tokenFile");
	const token = textField(user, "token");
	const username = textField(user, "username");
	const found = (credentials: Credentials, value: string, field: string, problem?: string): UserCredentials => ({
		credentials,
		origins: [{ name: "credentials", value, from: placeOf(user, field), problem }],
	});
	if (file !== undefined) {
		const path = pathFrom(user, file);
		const credentials = tokenFile(path);
		try {
			await credentials.headers?.();
			return found(credentials, `token of ${path}`, "tokenFile");
		} catch (error) {
			// client-go goes on with the token that stands beside the file.
			if (token === undefined) {
				throw new ConfigurationError(`${placeOf(user)}: ${error instanceof Error ? error.message : "tokenFile"}`, {
					cause: error,
				});
			}
		}
	}
	if (token !== undefined) {
		const { value, problem } = describeToken(token, Date.now());
		return found(staticToken(token), value, "token", problem);
	}
	if (username === undefined) return undefined;
	return found(
		basicCredentials(username, textField(user, "password") ?? ""),
		`user name and password of ${username}`,
		"username",
	);
}
