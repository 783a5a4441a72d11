import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createClient } from "kubex";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCliOptions } from "../../src/cli-options.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
let folder: string;
let program: string;

// A bundle of the sources, so that the test shows the command as it is written now and not as it was last built.
beforeAll(async () => {
	// Two folders below the data files, where a module finds them.
	const parent = join(repository, "packages/openapi/build");
	mkdirSync(parent, { recursive: true });
	folder = mkdtempSync(join(parent, "cli-"));
	program = join(folder, "cli.mjs");
	await build({
		entryPoints: [join(repository, "packages/testing/src/cli.ts")],
		outfile: program,
		bundle: true,
		format: "esm",
		platform: "node",
		target: "node20.19",
		external: ["js-yaml", "undici"],
		alias: {
			kubex: join(repository, "packages/kubex/src/index.ts"),
			"@kubex/openapi": join(repository, "packages/openapi/src/index.ts"),
		},
		logLevel: "silent",
	});
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
	const child = spawn(process.execPath, [program, ...args]);
	let [stdout, stderr] = ["", ""];
	child.stdout.on("data", (chunk) => {
		stdout += chunk;
	});
	child.stderr.on("data", (chunk) => {
		stderr += chunk;
	});
	const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
	return { code, stdout, stderr };
}

test.each(["SIGTERM", "SIGINT"] as const)("CLI it serves until %s and ends with 0", async (signal) => {
	const kubeconfig = join(folder, `kubeconfig-${signal}`);
	const child = spawn(process.execPath, [program, "--kubeconfig", kubeconfig, "--port", "0", "--seed", "1"]);
	const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
	const lines: string[] = [];
	for await (const line of createInterface({ input: child.stdout })) {
		lines.push(line);
		if (!line.startsWith("ready ")) continue;
		// The client keeps its connection, which must not hold up the end.
		await using client = await createClient({ kubeconfig });
		expect((await client.version()).minor).toBe("35");
		child.kill(signal);
		expect(await ended).toBe(0);
	}
	expect(lines).toHaveLength(1);
	const secrets = readFileSync(kubeconfig, "utf8").match(/(?<=(?:-data|token): ).+/g) ?? [];
	expect(secrets).toHaveLength(4);
	for (const secret of secrets) expect(lines.join("\n")).not.toContain(secret);
});

test.each([
	[[], "--kubeconfig FILE is missing"],
	[["--kubeconfig", "f", "--port", "70000"], "--port 70000: must be a whole number from 0 to 65535"],
	[["--kubeconfig", "f", "--port", "http"], "--port http: must be a whole number"],
	[["--kubeconfig", "f", "--seed", "-1"], "--seed"],
	[["--kubeconfig", "f", "--kubernetes-version", "1.1"], "--kubernetes-version 1.1: known are 1.32, 1.33"],
	[["--bogus"], "Unknown option '--bogus'"],
	[["--kubeconfig", "f", "more"], "Unexpected argument 'more'"],
])("CLI %j ends with 2 and says why", async (args, message) => {
	const { code, stdout, stderr } = await run(args);
	expect(code).toBe(2);
	expect(stdout).toBe("");
	expect(stderr).toContain(message);
});

test("CLI --help prints the arguments", async () => {
	const { code, stdout, stderr } = await run(["--help"]);
	expect(code).toBe(0);
	expect(stderr).toBe("");
	for (const argument of ["--kubeconfig", "--port", "--kubernetes-version", "--seed"]) expect(stdout).toContain(argument);
});

test("CLI a kubeconfig that cannot be written ends with 1 and leaves no server", async () => {
	const { code, stderr } = await run(["--kubeconfig", join(folder, "nowhere", "kubeconfig")]);
	expect(code).toBe(1);
	expect(stderr).toContain("ENOENT");
});

test("CLI the arguments as values", () => {
	expect(parseCliOptions(["--kubeconfig", "f"])).toEqual({
		kubeconfig: "f",
		port: 0,
		kubernetesVersion: "1.35",
		seed: undefined,
	});
	expect(parseCliOptions(["--kubeconfig=f", "--port=1", "--kubernetes-version=1.32", "--seed=3"])).toEqual({
		kubeconfig: "f",
		port: 1,
		kubernetesVersion: "1.32",
		seed: 3,
	});
});
