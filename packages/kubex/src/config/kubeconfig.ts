import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { hideSecrets } from "./hide-secrets.ts";
import {
	documentFor,
	findEntry,
	type KubeconfigDocument,
	mergeDocuments,
	namesOf,
	readDocument,
	withEntry,
} from "./kubeconfig-document.ts";
import { type Entry, placeOf, type Section, sections, textField } from "./kubeconfig-entry.ts";
import type { KubeconfigCluster, KubeconfigContext, KubeconfigUser } from "./kubeconfig-values.ts";
import type { Origin } from "./origins.ts";
import { redactEntry } from "./redact-entry.ts";
import { resolveContext } from "./resolve-context.ts";
import type { UserCredentialsOptions } from "./user-credentials.ts";
import { writeKubeconfig } from "./write-kubeconfig.ts";
import { formatYaml, parseYaml } from "./yaml.ts";

/** What is taken from a kubeconfig, and how its credentials are made. */
export interface ContextOptions extends UserCredentialsOptions {
	/** Default: the current context. */
	readonly context?: string | undefined;
	/** The name of a cluster to use in the place of the context's. */
	readonly cluster?: string | undefined;
	/** The name of a user to use in the place of the context's. */
	readonly user?: string | undefined;
	/** Default: the context's, else `default`. */
	readonly namespace?: string | undefined;
}

/**
 * A kubeconfig, or several merged as kubectl does: the first file that has an entry of a name wins, and so does the first
 * that sets the current context. Entries are looked into only when they are used, so a mistake in an unrelated one does no harm.
 *
 * A kubeconfig does not change: `with…` gives another one. What kubex does not know in it stays.
 *
 * @example
 * ```ts
 * const kubeconfig = await loadKubeconfig();
 * kubeconfig.contexts.includes("dev"); // => true
 * kubeconfig.context("dev")?.user; // => "admin"
 * const client = await createClient({ kubeconfig, context: "dev" });
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export class Kubeconfig {
	readonly #document: KubeconfigDocument;

	private constructor(document: KubeconfigDocument) {
		this.#document = document;
		// Not on the prototype: a statement beside the class would keep bundlers from leaving it out.
		Object.defineProperty(this, Symbol.for("nodejs.util.inspect.custom"), { value: () => this.toJSON() });
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
		return new Kubeconfig(readDocument(await parseYaml(text, source), source));
	}

	/** Joins kubeconfigs; what an earlier one says wins. */
	static merge(parts: readonly Kubeconfig[]): Kubeconfig {
		return new Kubeconfig(mergeDocuments(parts.map((part) => part.#document)));
	}

	/** The context that is used unless another is asked for; `undefined` when no file sets one. */
	get currentContext(): string | undefined {
		const name = this.#document.members["current-context"];
		return typeof name === "string" && name !== "" ? name : undefined;
	}

	/** The files that it was read from, in the order in which they win. */
	get sources(): readonly string[] {
		return this.#document.sources;
	}

	/** The names of the contexts. */
	get contexts(): readonly string[] {
		return namesOf(this.#document, "contexts");
	}

	/** The names of the clusters. */
	get clusters(): readonly string[] {
		return namesOf(this.#document, "clusters");
	}

	/** The names of the users. */
	get users(): readonly string[] {
		return namesOf(this.#document, "users");
	}

	/** What stands under a context's name; `undefined` when there is none. */
	context(name: string): KubeconfigContext | undefined {
		return this.#value("contexts", name);
	}

	/** What stands under a cluster's name; `undefined` when there is none. */
	cluster(name: string): KubeconfigCluster | undefined {
		return this.#value("clusters", name);
	}

	/** What stands under a user's name, secrets included, although logs do not show them; `undefined` when there is none. */
	user(name: string): KubeconfigUser | undefined {
		return this.#value("users", name);
	}

	/** With another current context, or with none. */
	withCurrentContext(name: string | undefined): Kubeconfig {
		const members = { ...this.#document.members, "current-context": name ?? "" };
		return new Kubeconfig({ ...this.#document, members });
	}

	/** With another context under a name, or without one. */
	withContext(name: string, context: KubeconfigContext | undefined): Kubeconfig {
		return new Kubeconfig(this.#changed("contexts", name, context));
	}

	/** With another cluster under a name, or without one. */
	withCluster(name: string, cluster: KubeconfigCluster | undefined): Kubeconfig {
		return new Kubeconfig(this.#changed("clusters", name, cluster));
	}

	/** With another user under a name, or without one. */
	withUser(name: string, user: KubeconfigUser | undefined): Kubeconfig {
		return new Kubeconfig(this.#changed("users", name, user));
	}

	/**
	 * What a context comes down to: a server, credentials and a namespace. Files that it names are read; no plugin runs and
	 * nothing is sent before the first request.
	 *
	 * @throws ConfigurationError that names the file, the entry and the field that is missing or cannot be used.
	 */
	async clusterConfig(options: ContextOptions = {}): Promise<ClusterConfig> {
		const contextName = options.context ?? this.currentContext;
		// A cluster that was asked for needs no context around it.
		const context = contextName === undefined && options.cluster !== undefined ? undefined : this.#context(contextName);
		const asker = context === undefined ? "kubeconfig" : placeOf(context);
		const clusterName = options.cluster ?? (context && textField(context, "cluster"));
		if (clusterName === undefined) throw new ConfigurationError(`${asker}: cluster is missing`);
		const userName = options.user ?? (context && textField(context, "user"));
		return await resolveContext(
			{
				chosen: [
					...(options.context !== undefined
						? asked("context", options.context)
						: contextName === undefined
							? []
							: [{ name: "context", value: contextName, from: `${this.#sourceOfCurrent()}: current-context` }]),
					...asked("cluster", options.cluster),
					...asked("user", options.user),
				],
				cluster: this.#entry("clusters", clusterName, asker),
				user: userName === undefined ? undefined : this.#entry("users", userName, asker),
				namespace: options.namespace === undefined ? namespaceOf(context) : asked("namespace", options.namespace)[0],
			},
			options,
		);
	}

	/**
	 * The text of a file that says the same, secrets included. Comments are lost; what kubex does not know is kept.
	 *
	 * @param options.path - The file that it is for: paths are relative to its folder, or absolute. Default: the first of `sources`.
	 */
	async toYaml(options: { readonly path?: string | undefined } = {}): Promise<string> {
		const path = options.path ?? this.#document.sources[0] ?? "kubeconfig";
		return await formatYaml(documentFor(this.#document, path));
	}

	/**
	 * Writes it to a file, in one step and readable for its owner only.
	 *
	 * @param path - Default: the file that it was read from.
	 * @throws ConfigurationError when it was read from several files and no path is given, or when the file cannot be written.
	 *
	 * @example
	 * ```ts no-run: it changes the user's kubeconfig
	 * const kubeconfig = await loadKubeconfig({ path: "/home/me/.kube/config" });
	 * await kubeconfig.withCurrentContext("dev").save();
	 * ```
	 */
	async save(path?: string): Promise<void> {
		const { sources } = this.#document;
		const target = path ?? sources[0];
		if (target === undefined || (path === undefined && sources.length > 1)) {
			throw new ConfigurationError(`a kubeconfig of several files needs a path to be saved to: ${sources.join(", ")}`);
		}
		await writeKubeconfig(target, await this.toYaml({ path: target }));
	}

	/** For logs: names only. */
	toJSON(): unknown {
		const { contexts, clusters, users, sources, currentContext } = this;
		return { sources, currentContext, contexts, clusters, users };
	}

	/** For logs: names only. */
	toString(): string {
		return `Kubeconfig ${JSON.stringify(this)}`;
	}

	#value(section: Section, name: string): Readonly<Record<string, unknown>> | undefined {
		const entry = findEntry(this.#document, section, name);
		return entry === undefined ? undefined : hideSecrets(structuredClone(entry.value), redactEntry(entry.value));
	}

	// The document, not a Kubeconfig: for a private method that names its class tsc adds a statement that bundlers keep.
	#changed(section: Section, name: string, value: object | undefined): KubeconfigDocument {
		if (name === "") throw new ConfigurationError(`a ${sections[section]} needs a name`);
		return withEntry(this.#document, section, name, value && structuredClone({ ...value }));
	}

	#context(name: string | undefined): Entry {
		if (name === undefined) {
			throw new ConfigurationError(`kubeconfig: no context was chosen and current-context is not set${this.#known("contexts")}`);
		}
		return this.#entry("contexts", name, "kubeconfig");
	}

	#entry(section: Section, name: string, asker: string): Entry {
		const entry = findEntry(this.#document, section, name);
		if (entry === undefined)
			throw new ConfigurationError(`${asker}: there is no ${sections[section]} ${JSON.stringify(name)}${this.#known(section)}`);
		return entry;
	}

	#known(section: Section): string {
		const names = namesOf(this.#document, section);
		return names.length === 0 ? ` (there are no ${section})` : ` (there are: ${names.join(", ")})`;
	}

	#sourceOfCurrent(): string {
		return this.#document.currentContextSource ?? this.#document.sources[0] ?? "kubeconfig";
	}
}

function asked(name: string, value: string | undefined): Origin[] {
	return value === undefined ? [] : [{ name, value, from: `the option ${name}` }];
}

function namespaceOf(context: Entry | undefined): Origin | undefined {
	const value = context && textField(context, "namespace");
	return context && value !== undefined ? { name: "namespace", value, from: placeOf(context, "namespace") } : undefined;
}
