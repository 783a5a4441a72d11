import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A kubectl of this machine. */
export interface Kubectl {
	readonly program: string;
	/** Its release, such as `1.33`. */
	readonly release: string;
}

const beside = fileURLToPath(new URL("../../../shared/cluster/kubectl", import.meta.url));

/** The releases for which there are records. */
const recorded: ReadonlySet<string> = new Set(["1.30", "1.31", "1.32", "1.33", "1.35"]);

/**
 * One kubectl of each release that is found in `KUBECTL`, beside the checkout and in PATH. What is called `kubectl` may choose among
 * several that stand next to it, such as `kubectl.1.33`.
 */
export function findKubectls(): readonly Kubectl[] {
	const named = (process.env["KUBECTL"] ?? "").split(delimiter).filter((path) => path !== "");
	const folders = new Set(
		(process.env["PATH"] ?? "")
			.split(delimiter)
			.map((folder) => join(folder, "kubectl"))
			.filter((path) => existsSync(path))
			.map((path) => dirname(realpathSync(path))),
	);
	const versioned = [...folders].flatMap((folder) =>
		readdirSync(folder)
			.filter((name) => /^kubectl\.1\.\d+$/.test(name))
			.map((name) => join(folder, name)),
	);
	const byRelease = new Map<string, Kubectl>();
	for (const program of [...named, ...versioned, ...(existsSync(beside) ? [beside] : [])]) {
		const release = releaseOf(program);
		if (release !== undefined && recorded.has(release) && !byRelease.has(release)) byRelease.set(release, { program, release });
	}
	return [...byRelease.values()].toSorted((a, b) => (a.release < b.release ? -1 : 1));
}

function releaseOf(program: string): string | undefined {
	const { status, stdout } = spawnSync(program, ["version", "--client", "-o", "json"], { encoding: "utf8" });
	return status === 0 ? /"gitVersion": "v(\d+\.\d+)\./.exec(stdout)?.[1] : undefined;
}
