import { parseArgs } from "node:util";
import { type KubernetesVersion, kubernetesVersions } from "./kubernetes-version.ts";

/** What the command line asks for. */
export interface CliOptions {
	readonly kubeconfig: string;
	readonly port: number;
	readonly kubernetesVersion: KubernetesVersion;
	readonly seed?: number | undefined;
}

/** A command line that cannot be understood; the message says which argument and why. */
export class UsageError extends Error {
	override readonly name: string = "UsageError";
}

/** What `--help` prints. */
export const usage: string = `Usage: kubex-testing --kubeconfig FILE [options]

Runs a Kubernetes API server in the foreground until it is interrupted.

  --kubeconfig FILE             writes the kubeconfig of an administrator to FILE
  --port N                      the port on 127.0.0.1; 0 for any free one (default 0)
  --kubernetes-version VERSION  ${kubernetesVersions.join(", ")} (default 1.35)
  --seed N                      makes uids and generated names repeatable
  --help                        prints this text
`;

/**
 * Reads a command line, without the names of the program; `"help"` where help is asked for.
 *
 * @throws UsageError for what cannot be understood.
 */
export function parseCliOptions(args: readonly string[]): CliOptions | "help" {
	const values = parse(args);
	if (values.help === true) return "help";
	const { kubeconfig, port, seed } = values;
	if (kubeconfig === undefined || kubeconfig === "") throw new UsageError("--kubeconfig FILE is missing");
	const wanted = values["kubernetes-version"] ?? "1.35";
	const kubernetesVersion = kubernetesVersions.find((version) => version === wanted);
	if (kubernetesVersion === undefined) {
		throw new UsageError(`--kubernetes-version ${wanted}: known are ${kubernetesVersions.join(", ")}`);
	}
	return {
		kubeconfig,
		port: port === undefined ? 0 : integer("--port", port, 65_535),
		kubernetesVersion,
		seed: seed === undefined ? undefined : integer("--seed", seed, Number.MAX_SAFE_INTEGER),
	};
}

function parse(args: readonly string[]) {
	const option = { type: "string" } as const;
	try {
		return parseArgs({
			args: [...args],
			options: { kubeconfig: option, port: option, "kubernetes-version": option, seed: option, help: { type: "boolean" } },
		}).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
	}
}

function integer(name: string, text: string, maximum: number): number {
	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(value <= maximum)) throw new UsageError(`${name} ${text}: must be a whole number from 0 to ${maximum}`);
	return value;
}
