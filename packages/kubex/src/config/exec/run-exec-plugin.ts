import { spawn } from "node:child_process";
import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";
import { execInfo } from "./exec-info.ts";
import type { ExecPlugin } from "./exec-plugin.ts";

// A token and a certificate chain have room in this many times over.
const longestOutput = 1024 * 1024;
const longestComplaint = 4096;
// What a process may use to tidy up before it is killed.
const grace = 1000;

/** How one process is run. */
export interface RunOptions {
	/** Whether it gets the terminal. */
	readonly interactive: boolean;
	/** Milliseconds. */
	readonly timeout: number;
	readonly signal: AbortSignal;
}

/**
 * Runs a plugin and gives what it wrote to its standard output.
 *
 * @throws ConfigurationError with the end of its standard error and the kubeconfig's install hint, or TimeoutError.
 */
export async function runExecPlugin(plugin: ExecPlugin, { interactive, timeout, signal }: RunOptions): Promise<string> {
	signal.throwIfAborted();
	return await new Promise((resolve, reject) => {
		const child = spawn(plugin.command, plugin.args, {
			env: {
				...process.env,
				...Object.fromEntries(plugin.env.map(({ name, value }) => [name, value])),
				KUBERNETES_EXEC_INFO: execInfo(plugin, interactive),
			},
			stdio: [interactive ? "inherit" : "ignore", "pipe", "pipe"],
			windowsHide: true,
		});
		let output = "";
		let complaint = "";
		const end = (settle: () => void): void => {
			clearTimeout(timer);
			signal.removeEventListener("abort", abort);
			settle();
		};
		const stop = (reason: unknown): void => {
			end(() => reject(reason));
			child.kill();
			// A child of the child may hold the pipes open for as long as it likes.
			child.stdout?.destroy();
			child.stderr?.destroy();
			const last = setTimeout(() => void child.kill("SIGKILL"), grace);
			child.once("exit", () => clearTimeout(last));
		};
		const abort = (): void => stop(signal.reason);
		const timer = setTimeout(() => {
			stop(
				new TimeoutError(`${plugin.place}: ${plugin.command} took more than ${timeout} ms${saying(complaint)}`, {
					phase: "connect",
				}),
			);
		}, timeout);
		signal.addEventListener("abort", abort, { once: true });
		child.stdout?.setEncoding("utf8").on("data", (text: string) => {
			output += text;
			if (output.length > longestOutput) {
				stop(new ConfigurationError(`${plugin.place}: ${plugin.command} wrote more than ${longestOutput} characters`));
			}
		});
		child.stderr?.setEncoding("utf8").on("data", (text: string) => {
			complaint = (complaint + text).slice(-longestComplaint);
			// What the plugin asks the user.
			if (interactive) process.stderr.write(text);
		});
		child.once("error", (error) => end(() => reject(notStarted(plugin, error))));
		child.once("close", (code, by) => {
			end(() => {
				if (code === 0) resolve(output);
				else {
					const how = code === null ? `was ended by ${by ?? "a signal"}` : `ended with exit code ${code}`;
					reject(new ConfigurationError(`${plugin.place}: ${plugin.command} ${how}${saying(complaint)}`));
				}
			});
		});
	});
}

function notStarted(plugin: ExecPlugin, error: Error): ConfigurationError {
	const code = "code" in error ? error.code : undefined;
	const why = code === "ENOENT" ? "there is no such program" : code === "EACCES" ? "it may not be executed" : String(code);
	const hint = plugin.installHint === undefined ? "" : `\n${plugin.installHint}`;
	return new ConfigurationError(`${plugin.place}: ${plugin.command} cannot be run: ${why}${hint}`, { cause: error });
}

function saying(complaint: string): string {
	const text = complaint.trim();
	return text === "" ? "" : `: ${text}`;
}
