import { spawn } from "node:child_process";
import type { Step } from "./script.ts";

/** Where a script runs. */
export interface Place {
	readonly program: string;
	readonly kubeconfig: string;
	readonly namespace: string;
	/** A folder of its own, for what kubectl keeps. */
	readonly folder: string;
}

/** Runs one step and writes down what it was and what came of it. */
export async function runKubectl({ args, env, input }: Step, { program, kubeconfig, namespace, folder }: Place): Promise<string> {
	const common = ["--kubeconfig", kubeconfig, "--cache-dir", `${folder}/cache`, "--namespace", namespace];
	const child = spawn(program, [...common, ...args], { env: { ...process.env, KUBECTL_EXTERNAL_DIFF: "diff -u -N", ...env } });
	const collect = async (stream: AsyncIterable<Buffer>): Promise<string> => {
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk);
		return Buffer.concat(chunks).toString("utf8");
	};
	// A command that reads nothing may have ended before.
	child.stdin.on("error", () => {});
	child.stdin.end(input === undefined ? "" : JSON.stringify(input));
	const closed = new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
	const [stdout, stderr, code] = await Promise.all([collect(child.stdout), collect(child.stderr), closed]);
	return `$ kubectl ${args.join(" ")}\n${stdout}${stderr === "" ? "" : `! ${stderr.replaceAll(/\n(?=.)/g, "\n! ")}`}= ${code}\n\n`;
}
