import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import type { ExecPlugin } from "./exec-plugin.ts";

/**
 * Whether a plugin gets the terminal.
 *
 * @throws ConfigurationError when it must have one and there is none.
 */
export function isInteractive(plugin: ExecPlugin, terminal: boolean): boolean {
	if (plugin.interactiveMode === "Never") return false;
	if (plugin.interactiveMode === "Always" && !terminal) {
		throw new ConfigurationError(
			`${plugin.place}: ${plugin.command} must ask the user (interactiveMode: Always), but standard input is not a terminal`,
		);
	}
	return terminal;
}

/** The value of KUBERNETES_EXEC_INFO, member by member as kubectl writes it. */
export function execInfo(plugin: ExecPlugin, interactive: boolean): string {
	return JSON.stringify({
		kind: "ExecCredential",
		apiVersion: plugin.apiVersion,
		spec: { ...(plugin.cluster !== undefined && { cluster: plugin.cluster }), interactive },
	});
}
