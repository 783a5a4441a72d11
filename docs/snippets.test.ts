// Every snippet of the documentation is type-checked and, unless its fence says `no-run: reason`, run on a cluster of its own.
// README.md says how to write one.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { inspect, isDeepStrictEqual, promisify } from "node:util";
import { TestCluster } from "@kubex/testing";
import { createClient, type Transport } from "kubex";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allSnippets, root, textOf } from "./runner/files.ts";
import { exportsOf, importableIn, importableNames } from "./runner/importable.ts";
import { contexts, prelude } from "./runner/prelude.ts";
import { promisedRequests, snippetModule } from "./runner/snippet-module.ts";

const folder = join(root, ".cache/snippets");
const importable = await importableNames();
const snippets = (await allSnippets()).map((snippet) => ({
	...snippet,
	place: `${snippet.file}:${snippet.line}`,
	module: join(folder, `${snippet.file.replaceAll("/", "__")}.${snippet.line}.ts`),
}));

let cluster: TestCluster;
let temporary: string;

beforeAll(async () => {
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	for (const snippet of snippets) {
		const own = snippet.file.endsWith(".ts")
			? exportsOf(await textOf(snippet.file), `../../${snippet.file}`)
			: new Map<string, never>();
		await writeFile(snippet.module, snippetModule(snippet, importableIn(snippet.file, own, importable)));
	}
	temporary = await mkdtemp(join(tmpdir(), "kubex-docs-"));
	await writeFile(join(temporary, "contexts"), contexts);
	cluster = await TestCluster.start();
});

afterAll(async () => {
	await cluster.close();
	await rm(temporary, { recursive: true });
});

test("DOC every snippet is correct TypeScript under the strictest options", async () => {
	const config = {
		extends: "../../tsconfig.tests.json",
		compilerOptions: { noUnusedLocals: false, rootDir: "../.." },
		include: ["*.ts", "../../docs/runner/prelude.d.ts"],
	};
	await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
	expect(await compilerErrors()).toEqual([]);
}, 60_000);

for (const snippet of snippets) {
	if (snippet.noRun !== undefined) {
		console.log(`NOT RUN: ${snippet.place}: ${snippet.noRun}`);
		continue;
	}
	test(`DOC ${snippet.place} runs`, async () => {
		expect(await brokenPromises(snippet)).toEqual([]);
	});
}

/** Runs a snippet; what it said that it would send and did not, in order. There may be other requests in between. */
async function brokenPromises(snippet: (typeof snippets)[number]): Promise<string[]> {
	await using isolated = cluster.isolated();
	const kubeconfig = join(temporary, `${snippets.indexOf(snippet)}`);
	await isolated.writeKubeconfig(kubeconfig);
	process.env["KUBECONFIG"] = [join(temporary, "contexts"), kubeconfig].join(delimiter);
	const sent: string[] = [];
	let inner: Transport | undefined;
	await using client = await createClient({
		transport: (transport) => {
			inner = transport;
			return {
				send: (request) => {
					sent.push(`${request.method} ${decodeURIComponent(request.path.slice(new URL(isolated.url).pathname.length))}`);
					return transport.send(request);
				},
				close: () => transport.close(),
			};
		},
	});
	if (inner === undefined) throw new Error("the client has not asked for its transport");
	await prelude(client, inner);
	Object.assign(globalThis, {
		assertEqual: (actual: unknown, expected: unknown, place: string) => {
			if (!isDeepStrictEqual(actual, expected)) throw new Error(`${place}: it is ${inspect(actual)}, not ${inspect(expected)}`);
		},
	});
	sent.length = 0;

	await import(snippet.module);

	let position = 0;
	for (const promised of promisedRequests(snippet)) {
		position = sent.indexOf(promised, position) + 1;
		if (position === 0) return [`${promised} was not sent, but: ${sent.join(", ")}`];
	}
	return [];
}

/** What the compiler has against the modules, with the places in the files that they were made from. */
async function compilerErrors(): Promise<string[]> {
	// What snippets import is declared by the build.
	const broken = await compile("-b", "packages/kubex", "packages/testing");
	if (broken.length > 0) return broken;
	const place = /^\.cache\/snippets\/(.*)\.\d+\.ts\(/;
	return (await compile("-p", folder)).map((line) => line.replace(place, (_, file: string) => `${file.replaceAll("__", "/")}(`));
}

/** The lines that the compiler prints. */
async function compile(...parameters: readonly string[]): Promise<string[]> {
	const compiler = join(root, "node_modules/typescript/bin/tsc");
	try {
		await promisify(execFile)(process.execPath, [compiler, ...parameters, "--pretty", "false"], { cwd: root });
		return [];
	} catch (error) {
		const { stdout } = error as { readonly stdout?: string };
		return (stdout ?? String(error)).trim().split("\n");
	}
}
