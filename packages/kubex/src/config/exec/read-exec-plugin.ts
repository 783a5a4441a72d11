import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { isRecord } from "../is-record.ts";
import { type Entry, pathFrom, placeOf, textMember, textsOf } from "../kubeconfig-entry.ts";
import type { ExecInteractiveMode, ExecPlugin } from "./exec-plugin.ts";

const group = "client.authentication.k8s.io";

/**
 * The plugin that a kubeconfig's user names.
 *
 * @param cluster - What the plugin is told of the cluster, if the user wants that.
 */
export function readExecPlugin(user: Entry, cluster: Readonly<Record<string, unknown>>): ExecPlugin {
	const place = placeOf(user, "exec");
	const fail = (why: string): never => {
		throw new ConfigurationError(`${place}: ${why}`);
	};
	const exec = user.value["exec"];
	if (!isRecord(exec)) return fail("must be a mapping");
	const apiVersion = textMember(exec, "apiVersion", place) ?? fail("apiVersion is missing");
	if (apiVersion === `${group}/v1alpha1`) {
		fail(`${apiVersion} is of the past: update the plugin and say apiVersion: ${group}/v1beta1 or v1`);
	}
	if (apiVersion !== `${group}/v1` && apiVersion !== `${group}/v1beta1`) {
		fail(`apiVersion ${JSON.stringify(apiVersion)} is unknown, there are ${group}/v1 and ${group}/v1beta1`);
	}
	const command = textMember(exec, "command", place) ?? fail("command is missing");
	return {
		apiVersion,
		// A name without a slash is found in PATH, as for kubectl.
		command: command.includes("/") || command.includes("\\") ? pathFrom(user, command) : command,
		args: textsOf(exec["args"], `${place}: args`) ?? [],
		env: readEnv(exec["env"], place),
		interactiveMode: readMode(textMember(exec, "interactiveMode", place), apiVersion, place),
		installHint: textMember(exec, "installHint", place),
		cluster: exec["provideClusterInfo"] === true ? cluster : undefined,
		place,
	};
}

function readEnv(value: unknown, place: string): ExecPlugin["env"] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw new ConfigurationError(`${place}: env must be a list`);
	return value.map((item: unknown) => {
		const name = isRecord(item) ? textMember(item, "name", `${place}: env`) : undefined;
		if (name === undefined || !isRecord(item)) throw new ConfigurationError(`${place}: env has an element without a name`);
		return { name, value: textMember(item, "value", `${place}: env ${name}`) ?? "" };
	});
}

function readMode(mode: string | undefined, apiVersion: string, place: string): ExecInteractiveMode {
	if (mode === "Never" || mode === "IfAvailable" || mode === "Always") return mode;
	const known = "there are Never, IfAvailable and Always";
	if (mode !== undefined) throw new ConfigurationError(`${place}: interactiveMode ${JSON.stringify(mode)} is unknown, ${known}`);
	// Only v1beta1 has a default.
	if (apiVersion === `${group}/v1`) throw new ConfigurationError(`${place}: interactiveMode is missing, ${known}`);
	return "IfAvailable";
}
