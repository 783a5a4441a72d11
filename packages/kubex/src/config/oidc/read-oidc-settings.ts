import { readFile } from "node:fs/promises";
import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { isRecord } from "../is-record.ts";
import { type Entry, pathFrom, placeOf, textMember } from "../kubeconfig-entry.ts";
import { decodePem } from "../pem-field.ts";
import type { OidcSettings } from "./oidc-settings.ts";

const successors: Readonly<Record<string, string>> = {
	gcp: "gke-gcloud-auth-plugin (gcloud container clusters get-credentials writes it)",
	azure: "kubelogin (kubelogin convert-kubeconfig writes it)",
};

/**
 * What `auth-provider` says.
 *
 * @throws ConfigurationError for a provider other than `oidc`, with what has taken its place.
 */
export async function readOidcSettings(user: Entry): Promise<OidcSettings> {
	const place = placeOf(user, "auth-provider");
	const provider = user.value["auth-provider"];
	const name = isRecord(provider) ? textMember(provider, "name", place) : undefined;
	if (!isRecord(provider) || name === undefined) throw new ConfigurationError(`${place}: name is missing`);
	if (name !== "oidc") {
		const successor = successors[name];
		throw new ConfigurationError(
			successor === undefined
				? `${place}: ${JSON.stringify(name)} is unknown, there is oidc; every other provider is an exec plugin`
				: `${place}: ${name} was removed from Kubernetes 1.26, its place has taken the exec plugin ${successor}`,
		);
	}
	const config = provider["config"];
	const member = (field: string): string | undefined => (isRecord(config) ? textMember(config, field, place) : undefined);
	const required = (field: string): string => {
		const value = member(field);
		if (value === undefined) throw new ConfigurationError(`${place}: ${field} is missing`);
		return value;
	};
	const issuer = required("idp-issuer-url");
	if (!URL.canParse(issuer)) throw new ConfigurationError(`${place}: idp-issuer-url is no URL: ${JSON.stringify(issuer)}`);
	const data = member("idp-certificate-authority-data");
	const file = member("idp-certificate-authority");
	return {
		issuer,
		clientId: required("client-id"),
		clientSecret: member("client-secret") ?? "",
		idToken: member("id-token"),
		refreshToken: member("refresh-token"),
		certificateAuthority:
			data !== undefined
				? decodePem(data, `${place}: idp-certificate-authority-data`)
				: file !== undefined
					? await read(pathFrom(user, file), `${place}: idp-certificate-authority`)
					: undefined,
		file: user.source,
		user: user.name,
		place,
	};
}

async function read(path: string, place: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw new ConfigurationError(`${place} cannot be read: ${path}`, { cause: error });
	}
}
