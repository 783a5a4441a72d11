import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { anonymous, type Credentials, staticCertificate, staticToken } from "./credentials.ts";
import { tokenFile } from "./token-file.ts";
import { parseYaml } from "./yaml.ts";

/** A named entry of a kubeconfig together with the file that it came from. */
interface Entry {
	readonly name: string;
	readonly value: Readonly<Record<string, unknown>>;
	/** The folder that the entry's relative paths start from. */
	readonly folder: string;
	/** The file, for messages. */
	readonly source: string;
}

type Section = "clusters" | "contexts" | "users";

const members: Readonly<Record<Section, string>> = { clusters: "cluster", contexts: "context", users: "user" };

// What a user may need that this version does not offer: to leave it out silently would send requests without credentials.
const unsupportedUserFields = [
	"exec",
	"auth-provider",
	"username",
	"password",
	"as",
	"as-uid",
	"as-groups",
	"as-user-extra",
] as const;
const unsupportedClusterFields = ["proxy-url", "insecure-skip-tls-verify"] as const;

/**
 * A kubeconfig, or several merged as kubectl does: the first file that has an entry of a name wins, and so does the first
 * that sets the current context. Entries are looked into only when they are used, so a mistake in an unrelated one does no harm.
 *
 * @example
 * ```ts
 * const kubeconfig = await loadKubeconfig();
 * kubeconfig.contexts; // ["dev", "prod"]
 * const client = await createClient({ kubeconfig, context: "dev" });
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export class Kubeconfig {
	/** The context that is used unless another is asked for; `undefined` when no file sets one. */
	readonly currentContext: string | undefined;
	readonly #entries: Readonly<Record<Section, ReadonlyMap<string, Entry>>>;

	private constructor(currentContext: string | undefined, entries: Readonly<Record<Section, ReadonlyMap<string, Entry>>>) {
		this.currentContext = currentContext;
		this.#entries = entries;
	}

	/**
	 * Reads a kubeconfig's text.
	 *
	 * @param options.source - The file's path, for messages and as the start of relative paths. Default: `kubeconfig` in the
	 * working directory.
	 * @throws ConfigurationError for a text that is no YAML mapping.
	 */
	static async parse(text: string, options: { readonly source?: string | undefined } = {}): Promise<Kubeconfig> {
		const source = options.source ?? "kubeconfig";
		const document = await parseYaml(text, source);
		if (document !== undefined && document !== null && !isRecord(document)) {
			throw new ConfigurationError(`${source}: a kubeconfig must be a mapping`);
		}
		const current = document?.["current-context"];
		return new Kubeconfig(typeof current === "string" && current !== "" ? current : undefined, {
			clusters: entriesOf(document, "clusters", source),
			contexts: entriesOf(document, "contexts", source),
			users: entriesOf(document, "users", source),
		});
	}

	/** Joins kubeconfigs; what an earlier one says wins. */
	static merge(parts: readonly Kubeconfig[]): Kubeconfig {
		const joined = (section: Section): ReadonlyMap<string, Entry> =>
			new Map(parts.toReversed().flatMap((part) => [...part.#entries[section]]));
		return new Kubeconfig(parts.find((part) => part.currentContext !== undefined)?.currentContext, {
			clusters: joined("clusters"),
			contexts: joined("contexts"),
			users: joined("users"),
		});
	}

	/** The names of the contexts. */
	get contexts(): readonly string[] {
		return [...this.#entries.contexts.keys()];
	}

	/**
	 * What a context comes down to: a server, credentials and a namespace. Files that it names are read.
	 *
	 * @param options.context - Default: the current context.
	 * @throws ConfigurationError that names the file, the entry and the field that is missing or cannot be used.
	 */
	async clusterConfig(options: { readonly context?: string | undefined } = {}): Promise<ClusterConfig> {
		const contextName = options.context ?? this.currentContext;
		if (contextName === undefined) {
			throw new ConfigurationError(`kubeconfig: no context was chosen and current-context is not set${this.#known("contexts")}`);
		}
		const context = this.#entry("contexts", contextName, "kubeconfig");
		const cluster = this.#entry(
			"clusters",
			requiredName(context, "context", "cluster"),
			`${context.source}: context ${JSON.stringify(contextName)}`,
		);
		const userName = textField(context, "context", "user");
		const user =
			userName === undefined
				? undefined
				: this.#entry("users", userName, `${context.source}: context ${JSON.stringify(contextName)}`);

		refuse(cluster, "cluster", unsupportedClusterFields);
		const server = textField(cluster, "cluster", "server");
		if (server === undefined) throw new ConfigurationError(`${place(cluster, "cluster")}: server is missing`);
		return {
			server,
			certificateAuthority: await material(cluster, "cluster", "certificate-authority"),
			serverName: textField(cluster, "cluster", "tls-server-name"),
			credentials: user === undefined ? anonymous : await credentialsOf(user),
			namespace: textField(context, "context", "namespace"),
		};
	}

	#entry(section: Section, name: string, asker: string): Entry {
		const entry = this.#entries[section].get(name);
		if (entry === undefined)
			throw new ConfigurationError(`${asker}: there is no ${members[section]} ${JSON.stringify(name)}${this.#known(section)}`);
		return entry;
	}

	#known(section: Section): string {
		const names = [...this.#entries[section].keys()];
		return names.length === 0 ? ` (there are no ${section})` : ` (there are: ${names.join(", ")})`;
	}
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(
	document: Readonly<Record<string, unknown>> | null | undefined,
	section: Section,
	source: string,
): ReadonlyMap<string, Entry> {
	const list = document?.[section] ?? [];
	if (!Array.isArray(list)) throw new ConfigurationError(`${source}: ${section} must be a list`);
	const entries = new Map<string, Entry>();
	for (const item of list) {
		if (!isRecord(item) || typeof item["name"] !== "string" || entries.has(item["name"])) continue;
		const value = item[members[section]];
		entries.set(item["name"], {
			name: item["name"],
			value: isRecord(value) ? value : {},
			folder: dirname(resolve(source)),
			source,
		});
	}
	return entries;
}

function place(entry: Entry, kind: string): string {
	return `${entry.source}: ${kind} ${JSON.stringify(entry.name)}`;
}

/** A text of an entry; empty is absent, as for kubectl. */
function textField(entry: Entry, kind: string, field: string): string | undefined {
	const value = entry.value[field];
	if (value === undefined || value === null || value === "") return undefined;
	if (typeof value !== "string") throw new ConfigurationError(`${place(entry, kind)}: ${field} must be a string`);
	return value;
}

function requiredName(entry: Entry, kind: string, field: string): string {
	const value = textField(entry, kind, field);
	if (value === undefined) throw new ConfigurationError(`${place(entry, kind)}: ${field} is missing`);
	return value;
}

function refuse(entry: Entry, kind: string, fields: readonly string[]): void {
	for (const field of fields) {
		const value = entry.value[field];
		if (value !== undefined && value !== null && value !== "" && value !== false) {
			throw new ConfigurationError(`${place(entry, kind)}: ${field} is not supported by this version of kubex`);
		}
	}
}

/** PEM text from `<field>-data`, which wins, or from the file that `<field>` names. */
async function material(entry: Entry, kind: string, field: string): Promise<string | undefined> {
	const data = textField(entry, kind, `${field}-data`);
	if (data !== undefined) return decodePem(data, `${place(entry, kind)}: ${field}-data`);
	const path = textField(entry, kind, field);
	if (path === undefined) return undefined;
	try {
		return await readFile(resolve(entry.folder, path), "utf8");
	} catch (error) {
		throw new ConfigurationError(`${place(entry, kind)}: ${field} cannot be read: ${path}`, { cause: error });
	}
}

function decodePem(data: string, where: string): string {
	const text = Buffer.from(data, "base64").toString("utf8");
	if (!text.includes("-----BEGIN")) throw new ConfigurationError(`${where} is not PEM in base64`);
	return text;
}

async function credentialsOf(user: Entry): Promise<Credentials> {
	refuse(user, "user", unsupportedUserFields);
	const certificate = await material(user, "user", "client-certificate");
	const key = await material(user, "user", "client-key");
	if ((certificate === undefined) !== (key === undefined)) {
		const missing = certificate === undefined ? "client-certificate" : "client-key";
		throw new ConfigurationError(`${place(user, "user")}: ${missing} is missing, one is of no use without the other`);
	}
	const token = textField(user, "user", "token");
	const file = textField(user, "user", "tokenFile");
	// A file wins over a token, since it is the one that somebody rotates; client-go decides the same.
	const bearer =
		file !== undefined ? tokenFile(resolve(user.folder, file)) : token !== undefined ? staticToken(token) : anonymous;
	return certificate === undefined || key === undefined ? bearer : { ...bearer, ...staticCertificate({ certificate, key }) };
}
