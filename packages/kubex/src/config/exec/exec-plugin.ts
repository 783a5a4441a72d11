/** How a plugin's process may use the terminal. */
export type ExecInteractiveMode = "Never" | "IfAvailable" | "Always";

/** The program that a kubeconfig's user names for its credentials. */
export interface ExecPlugin {
	readonly apiVersion: string;
	/** A name to find in `PATH`, or an absolute path. */
	readonly command: string;
	readonly args: readonly string[];
	/** Variables that the kubeconfig adds to those of this process. */
	readonly env: readonly { readonly name: string; readonly value: string }[];
	readonly interactiveMode: ExecInteractiveMode;
	readonly installHint: string | undefined;
	/** The cluster as the plugin is told of it, when the kubeconfig wants it told. */
	readonly cluster: Readonly<Record<string, unknown>> | undefined;
	/** File, entry and field, for messages. */
	readonly place: string;
}

/** A plugin as an allow-list sees it: without the values of its variables, which may be secrets. */
export interface ExecPluginSummary {
	/** A name to find in `PATH`, or an absolute path. */
	readonly command: string;
	readonly args: readonly string[];
	/** The names of the variables that the kubeconfig sets. */
	readonly env: readonly string[];
}

/** How exec plugins are run. */
export interface ExecOptions {
	/**
	 * Whether a plugin may run; asked once for each configuration, since a kubeconfig that came from elsewhere can name any program.
	 * Default: every plugin may.
	 */
	readonly allow?: ((plugin: ExecPluginSummary) => boolean | Promise<boolean>) | undefined;
	/** Milliseconds that a plugin may take. Default: 60,000, and ten minutes for one that may ask the user. */
	readonly timeout?: number | undefined;
	/** Whether plugins may ask the user. Default: whether standard input is a terminal. */
	readonly interactive?: boolean | undefined;
}
