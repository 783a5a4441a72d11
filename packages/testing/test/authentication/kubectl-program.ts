import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a run of kubectl came to. */
export interface Outcome {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

const beside = fileURLToPath(new URL("../../../../../shared/cluster/kubectl", import.meta.url));

/** A kubectl of this machine: the one that KUBECTL names, the one beside the checkout, or that in PATH. */
export const kubectl: string | undefined = [process.env["KUBECTL"], existsSync(beside) ? beside : undefined, "kubectl"].find(
	(program) => program !== undefined && spawnSync(program, ["version", "--client"]).status === 0,
);

/** Runs it beside the server, which lives in this process and so must not be blocked. */
export async function runKubectl(program: string, args: readonly string[]): Promise<Outcome> {
	const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
	const collect = async (stream: AsyncIterable<Buffer>): Promise<string> => {
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk);
		return Buffer.concat(chunks).toString("utf8");
	};
	const code = new Promise<number | null>((resolve, reject) => child.once("close", resolve).once("error", reject));
	const [stdout, stderr] = await Promise.all([collect(child.stdout), collect(child.stderr)]);
	return { code: await code, stdout, stderr };
}
