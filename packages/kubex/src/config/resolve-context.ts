import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { anonymous } from "./credentials.ts";
import { execCluster } from "./exec/exec-cluster.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { booleanField, type Entry, placeOf, textField } from "./kubeconfig-entry.ts";
import { type Origin, recordOrigins } from "./origins.ts";
import { type PemField, pemField } from "./pem-field.ts";
import { readImpersonation } from "./read-impersonation.ts";
import { rotatingText } from "./rotating-text.ts";
import { type UserCredentialsOptions, userCredentials } from "./user-credentials.ts";
import { withoutPassword } from "./without-password.ts";

/** The entries that a configuration is made of. */
export interface ContextEntries {
	/** How the context was chosen, for the description. */
	readonly chosen: readonly Origin[];
	readonly cluster: Entry;
	readonly user: Entry | undefined;
	/** The namespace, and where it is said. */
	readonly namespace: Origin | undefined;
}

/** What a context's entries come down to. */
export async function resolveContext(entries: ContextEntries, options: UserCredentialsOptions): Promise<ClusterConfig> {
	const { cluster, user, namespace } = entries;
	const server = textField(cluster, "server");
	if (server === undefined) throw new ConfigurationError(`${placeOf(cluster)}: server is missing`);
	const authority = pemField(cluster, "certificate-authority");
	const insecureSkipTlsVerify = booleanField(cluster, "insecure-skip-tls-verify");
	if (insecureSkipTlsVerify && authority !== undefined) {
		throw new ConfigurationError(
			`${placeOf(cluster)}: insecure-skip-tls-verify and ${authority.field} contradict each other, only one may be given`,
		);
	}
	const proxyUrl = proxyOf(cluster);
	const serverName = textField(cluster, "tls-server-name");
	const disableCompression = booleanField(cluster, "disable-compression");
	const certificateAuthority = authority === undefined ? undefined : await trustOf(authority);
	const facts = { server, serverName, insecureSkipTlsVerify, proxyUrl, disableCompression };
	const { credentials, origins } =
		user === undefined
			? { credentials: anonymous, origins: [{ name: "credentials", value: "none", from: "the context names no user" }] }
			: await userCredentials(
					user,
					async () => execCluster(cluster, { ...facts, certificateAuthority: await authority?.read() }),
					options,
				);
	const impersonate = user === undefined ? undefined : readImpersonation(user);
	const at = (field: string): string => placeOf(cluster, field);
	const known: (Origin | undefined)[] = [
		...entries.chosen,
		{ name: "server", value: withoutPassword(server), from: at("server") },
		authority && {
			name: "certificateAuthority",
			value: authority.path ?? "certificates of the kubeconfig",
			from: at(authority.field),
		},
		serverName === undefined ? undefined : { name: "serverName", value: serverName, from: at("tls-server-name") },
		insecureSkipTlsVerify
			? {
					name: "insecureSkipTlsVerify",
					value: "true",
					from: at("insecure-skip-tls-verify"),
					problem: "the server's certificate is not checked, so that anybody on the way can read and change everything",
				}
			: undefined,
		proxyUrl === undefined ? undefined : { name: "proxyUrl", value: withoutPassword(proxyUrl), from: at("proxy-url") },
		disableCompression ? { name: "disableCompression", value: "true", from: at("disable-compression") } : undefined,
		impersonate && user && { name: "impersonate", value: impersonate.user, from: placeOf(user, "as") },
		...origins,
		namespace ?? { name: "namespace", value: "default", from: "default" },
	];
	const config: ClusterConfig = {
		server,
		certificateAuthority,
		serverName,
		...(insecureSkipTlsVerify && { insecureSkipTlsVerify }),
		proxyUrl,
		...(disableCompression && { disableCompression }),
		impersonate,
		credentials,
		namespace: namespace?.value,
	};
	const shown = {
		...config,
		server: withoutPassword(server),
		...(proxyUrl !== undefined && { proxyUrl: withoutPassword(proxyUrl) }),
	};
	return recordOrigins(
		hideSecrets(config, shown),
		known.filter((origin) => origin !== undefined),
	);
}

async function trustOf(authority: PemField): Promise<string | (() => string | Promise<string>)> {
	if (authority.data !== undefined) return authority.data;
	const read = rotatingText(authority.read);
	// Fails here, with the file's name, rather than at the first request.
	await read();
	return read;
}

function proxyOf(cluster: Entry): string | undefined {
	const proxy = textField(cluster, "proxy-url");
	if (proxy === undefined) return undefined;
	const scheme = URL.canParse(proxy) ? new URL(proxy).protocol : undefined;
	if (scheme === "http:" || scheme === "https:" || scheme === "socks5:") return proxy;
	throw new ConfigurationError(
		`${placeOf(cluster, "proxy-url")} must begin with http://, https:// or socks5://: ${JSON.stringify(withoutPassword(proxy))}`,
	);
}
