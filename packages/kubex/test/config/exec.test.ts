import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { type ContextOptions, type Credentials, Kubeconfig } from "kubex";
import { afterAll, beforeAll, expect, test } from "vitest";
import { execCredentials } from "../../src/config/exec/exec-credentials.ts";
import type { ExecPlugin } from "../../src/config/exec/exec-plugin.ts";
import { kubectl } from "../support/kubectl.ts";

let folder: string;
let log: string;

// A plugin that writes down how it was started and then does what PLUGIN says.
const program = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const { env, argv } = process;
appendFileSync(env.LOG, JSON.stringify({ pid: process.pid, args: argv.slice(2), info: env.KUBERNETES_EXEC_INFO }) + "\\n");
const { apiVersion } = JSON.parse(env.KUBERNETES_EXEC_INFO);
const give = (status) => console.log(JSON.stringify({ apiVersion, kind: "ExecCredential", status }));
new Function("give", "require", env.PLUGIN)(give, require);
`;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "kubex-test-"));
	await mkdir(join(folder, "bin"));
	await writeFile(join(folder, "bin/plugin"), program);
	await chmod(join(folder, "bin/plugin"), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
interface Setting {
	readonly apiVersion?: string;
	readonly plugin?: string;
	readonly fields?: Readonly<Record<string, unknown>>;
	readonly cluster?: Readonly<Record<string, unknown>>;
	readonly user?: Readonly<Record<string, unknown>>;
}

/** A kubeconfig whose user is the plugin; each has a log of its own, so no two are equal. */
async function kubeconfig({ apiVersion = "v1", plugin = "", fields, cluster, user }: Setting): Promise<string> {
	log = join(folder, `log${count++}`);
	await writeFile(log, "");
	const exec = {
		apiVersion: `client.authentication.k8s.io/${apiVersion}`,
		command: "./bin/plugin",
		args: ["get", "token"],
		env: [
			{ name: "LOG", value: log },
			{ name: "PLUGIN", value: plugin },
		],
		interactiveMode: "Never",
		...fields,
	};
	const text = JSON.stringify({
		"current-context": "a",
		contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
		clusters: [{ name: "a", cluster: { server: "https://127.0.0.1:1/p", ...cluster } }],
		users: [{ name: "a", user: { exec, ...user } }],
	});
	const path = join(folder, `config${count}`);
	await writeFile(path, text);
	return path;
}

async function credentialsOf(setting: Setting, options?: ContextOptions): Promise<Credentials> {
	const path = await kubeconfig(setting);
	return (await (await Kubeconfig.parse(await readFile(path, "utf8"), { source: path })).clusterConfig(options)).credentials;
}

interface Run {
	readonly pid: number;
	readonly args: readonly string[];
	readonly info: string;
}
const runs = async (): Promise<Run[]> =>
	(await readFile(log, "utf8"))
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Run);
const rejection = (work: unknown): Promise<string> => Promise.resolve(work).then(() => expect.fail("did not reject"), String);

const token = 'give({ token: "s3cret" })';

test.each(["v1", "v1beta1"])("AU-01 BUG-31 a plugin of %s runs at the first request and gives a token", async (apiVersion) => {
	const credentials = await credentialsOf({ apiVersion, plugin: token });
	expect(await runs()).toEqual([]);
	expect(await credentials.headers?.()).toEqual({ authorization: "Bearer s3cret" });
	// Without an expiry it is good until it is refused; the answer is there at once.
	expect(credentials.headers?.()).toEqual({ authorization: "Bearer s3cret" });
	expect(credentials.clientCertificate?.()).toBeUndefined();
	const [run, ...others] = await runs();
	expect(others).toEqual([]);
	expect(run?.args).toEqual(["get", "token"]);
	expect(JSON.parse(run?.info ?? "")).toEqual({
		apiVersion: `client.authentication.k8s.io/${apiVersion}`,
		kind: "ExecCredential",
		spec: { interactive: false },
	});
});

test("G11 200 callers at once are one process, and so are configurations that say the same", async () => {
	const path = await kubeconfig({ plugin: token });
	const text = await readFile(path, "utf8");
	const configs = await Promise.all(
		Array.from({ length: 4 }, async () => (await Kubeconfig.parse(text, { source: path })).clusterConfig()),
	);
	await Promise.all(Array.from({ length: 200 }, async (_, index) => await configs[index % 4]?.credentials.headers?.()));
	expect(await runs()).toHaveLength(1);
});

test("a refusal starts the plugin again, once for all who were refused", async () => {
	const credentials = await credentialsOf({ plugin: "give({ token: String(process.pid) })" });
	const old = await credentials.headers?.();
	await Promise.all(
		Array.from({ length: 200 }, async () => {
			expect(credentials.invalidate?.(old)).toBe(true);
			return await credentials.headers?.();
		}),
	);
	const fresh = await credentials.headers?.();
	expect(fresh).not.toEqual(old);
	credentials.invalidate?.(old);
	expect(credentials.headers?.()).toBe(fresh);
	expect(await runs()).toHaveLength(2);
});

test("a certificate is given as well as a token, and stays the same object while it is the same", async () => {
	const status = { clientCertificateData: "CERT", clientKeyData: "KEY", token: "t" };
	const credentials = await credentialsOf({ plugin: `give(${JSON.stringify(status)})` });
	const [headers, certificate] = await Promise.all([credentials.headers?.(), credentials.clientCertificate?.()]);
	expect(headers).toEqual({ authorization: "Bearer t" });
	expect(certificate).toEqual({ certificate: "CERT", key: "KEY" });
	credentials.invalidate?.();
	expect(await credentials.clientCertificate?.()).toBe(certificate);
	expect(await runs()).toHaveLength(2);
});

/** A plugin as kubex's own code sees it, to give it a clock. */
const plugin = (code: string): ExecPlugin => {
	log = join(folder, `log${count++}`);
	return {
		apiVersion: "client.authentication.k8s.io/v1",
		command: join(folder, "bin/plugin"),
		args: [],
		env: [
			{ name: "LOG", value: log },
			{ name: "PLUGIN", value: code },
		],
		interactiveMode: "Never",
		installHint: undefined,
		cluster: undefined,
		place: "here",
	};
};

test.each([
	["an hour", 3600, 30],
	["a minute", 60, 6],
])("a token of %s is asked for again a little before it ends, and after the clock has jumped", async (_what, life, skew) => {
	let now = Date.parse("2026-01-01T00:00:00Z");
	const end = (from: number): string => new Date(from + life * 1000).toISOString();
	const code = `give({ token: "t", expirationTimestamp: "${end(now)}" })`;
	const credentials = execCredentials(plugin(code), {}, () => now);
	await credentials.headers?.();
	now += (life - skew) * 1000 - 1;
	expect(credentials.headers?.()).toEqual({ authorization: "Bearer t" });
	now += 1;
	expect(credentials.headers?.()).toBeInstanceOf(Promise);
	await credentials.headers?.();
	now += 7 * 86_400_000;
	await credentials.headers?.();
	expect((await runs()).length).toBeGreaterThanOrEqual(3);
});

test("what a plugin gave stays in use to its end while asking again fails", async () => {
	let now = Date.parse("2026-01-01T00:00:00Z");
	const flag = join(folder, `flag${count}`);
	const end = new Date(now + 3_600_000).toISOString();
	const code = `if (require("node:fs").existsSync(${JSON.stringify(flag)})) process.exitCode = 1; else give({ token: "t", expirationTimestamp: "${end}" });`;
	const credentials = execCredentials(plugin(code), {}, () => now);
	await credentials.headers?.();
	await writeFile(flag, "");
	now += 3_590_000;
	expect(await credentials.headers?.()).toEqual({ authorization: "Bearer t" });
	// The plugin is not asked again for every request.
	expect(credentials.headers?.()).toEqual({ authorization: "Bearer t" });
	now += 10_000;
	expect(await rejection(credentials.headers?.())).toMatch(/exit code 1/);
});

test.each([
	["nothing", "", /wrote nothing to its standard output/],
	["no JSON", 'console.log("s3cret")', /wrote no JSON/],
	["another kind", 'console.log("{}")', /wrote no ExecCredential/],
	[
		"another apiVersion",
		'console.log(JSON.stringify({ kind: "ExecCredential", apiVersion: "x" }))',
		/answered in apiVersion "x"/,
	],
	["no status", "give()", /gave no status/],
	["an empty status", "give({})", /neither a token nor a certificate/],
	["half a certificate", 'give({ clientKeyData: "s3cret" })', /a key without its certificate/],
	["a token that is a number", "give({ token: 5 })", /status.token that is no string/],
	[
		"an expiry that is no time",
		'give({ token: "s3cret", expirationTimestamp: "soon" })',
		/expirationTimestamp that is no time: "soon"/,
	],
	[
		"an encrypted key",
		'give({ clientCertificateData: "C", clientKeyData: "-----BEGIN ENCRYPTED PRIVATE KEY-----s3cret" })',
		/is encrypted, .*openssl pkey/,
	],
	["a complaint", 'console.error("please log in"); process.exitCode = 3', /ended with exit code 3: please log in/],
	["a signal", 'process.kill(process.pid, "SIGKILL")', /was ended by SIGKILL/],
	["too much", 'console.log("s3cret".repeat(1e6))', /wrote more than 1048576 characters/],
])("BUG-31 a plugin that gives %s is named, with file, user and what it said", async (_what, code, message) => {
	const credentials = await credentialsOf({ plugin: code });
	const error = await rejection(credentials.headers?.());
	expect(error).toMatch(message);
	expect(error).toMatch(/config\d+: user "a": exec: /);
	expect(error).not.toContain("s3cret");
});

test("a program that is missing, or is no program, comes with the install hint", async () => {
	const missing = await credentialsOf({ fields: { command: "no-such-plugin", installHint: "npm i plugin" } });
	expect(await rejection(missing.headers?.())).toMatch(/no-such-plugin cannot be run: there is no such program\nnpm i plugin/);
	await writeFile(join(folder, "text"), "");
	const text = await credentialsOf({ fields: { command: "./text" } });
	expect(await rejection(text.headers?.())).toMatch(/text cannot be run: it may not be executed/);
});

test("after an error the plugin is started again by the next request", async () => {
	const flag = join(folder, `flag${count}`);
	const code = `if (require("node:fs").existsSync(${JSON.stringify(flag)})) give({ token: "t" }); else process.exitCode = 1;`;
	const credentials = await credentialsOf({ plugin: code });
	await rejection(credentials.headers?.());
	await writeFile(flag, "");
	expect(await credentials.headers?.()).toEqual({ authorization: "Bearer t" });
});

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};
const hang = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';

async function started(): Promise<number> {
	await expect.poll(async () => (await runs()).length, { timeout: 5000 }).toBe(1);
	return (await runs())[0]?.pid ?? 0;
}

test("a plugin is killed when the last who waited has given up, not before, even if it ignores SIGTERM", async () => {
	const credentials = await credentialsOf({ plugin: hang });
	const [one, two] = [new AbortController(), new AbortController()];
	const waits = [one, two].map(({ signal }) => rejection(credentials.headers?.({ signal })));
	const pid = await started();
	one.abort(new Error("one has given up"));
	expect(await waits[0]).toContain("one has given up");
	expect(isAlive(pid)).toBe(true);
	two.abort(new Error("two has given up"));
	expect(await waits[1]).toContain("two has given up");
	await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
});

test("a plugin is killed when the client is closed", async () => {
	const credentials = await credentialsOf({ plugin: hang });
	const wait = rejection(credentials.headers?.());
	const pid = await started();
	credentials.close?.();
	expect(await wait).toContain("closed");
	await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
});

test("a plugin that takes too long is killed, and its last words are shown", async () => {
	const credentials = await credentialsOf(
		{ plugin: `console.error("waiting for the browser"); ${hang}` },
		{ exec: { timeout: 1500 } },
	);
	expect(await rejection(credentials.headers?.())).toMatch(/TimeoutError: .*took more than 1500 ms: waiting for the browser/);
	const [run] = await runs();
	await expect.poll(() => isAlive(run?.pid ?? 0), { timeout: 5000 }).toBe(false);
});

test("an allow-list decides by command, arguments and the names of variables", async () => {
	const asked: unknown[] = [];
	const allow = (summary: unknown): boolean => asked.push(summary) > 1;
	const credentials = await credentialsOf({ plugin: token }, { exec: { allow } });
	expect(await rejection(credentials.headers?.())).toMatch(/bin\/plugin is not allowed to run/);
	expect(await runs()).toEqual([]);
	expect(await credentials.headers?.()).toEqual({ authorization: "Bearer s3cret" });
	expect(asked[0]).toEqual({ command: join(folder, "bin/plugin"), args: ["get", "token"], env: ["LOG", "PLUGIN"] });
});

test.each([
	["Never", true, false],
	["Never", false, false],
	["IfAvailable", true, true],
	["IfAvailable", false, false],
	["Always", true, true],
] as const)("AU-01 interactiveMode %s with a terminal %s: interactive %s", async (interactiveMode, terminal, interactive) => {
	const credentials = await credentialsOf({ plugin: token, fields: { interactiveMode } }, { exec: { interactive: terminal } });
	await credentials.headers?.();
	expect(JSON.parse((await runs())[0]?.info ?? "")).toMatchObject({ spec: { interactive } });
});

test("AU-01 interactiveMode Always without a terminal says so", async () => {
	const credentials = await credentialsOf(
		{ plugin: token, fields: { interactiveMode: "Always" } },
		{ exec: { interactive: false } },
	);
	expect(await rejection(credentials.headers?.())).toMatch(/interactiveMode: Always\), but standard input is not a terminal/);
});

test.each([
	[{ apiVersion: "client.authentication.k8s.io/v1alpha1" }, /v1alpha1 is of the past: update the plugin/],
	[{ apiVersion: "x/v1" }, /apiVersion "x\/v1" is unknown/],
	[{ command: "" }, /command is missing/],
	[{ interactiveMode: "" }, /interactiveMode is missing/],
	[{ interactiveMode: "Sometimes" }, /interactiveMode "Sometimes" is unknown/],
	[{ args: [1] }, /args must be a list of strings/],
	[{ env: [{ value: "s3cret" }] }, /env has an element without a name/],
])("a plugin said as %j is refused when the configuration is made", async (fields, message) => {
	const error = await rejection(credentialsOf({ fields }));
	expect(error).toMatch(message);
	expect(error).toMatch(/config\d+: user "a": exec: /);
});

test("static credentials win over a plugin, which then never runs", async () => {
	const credentials = await credentialsOf({ plugin: token, user: { token: "own" } });
	expect(await credentials.headers?.()).toEqual({ authorization: "Bearer own" });
	expect(await runs()).toEqual([]);
});

const pem = Buffer.from("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n").toString("base64");
const tlsFacts = {
	"insecure-skip-tls-verify": true,
	"tls-server-name": "foo",
	"proxy-url": "http://127.0.0.1:2",
	"disable-compression": true,
};
const extensions = [
	{ name: "client.authentication.k8s.io/exec", extension: { audience: "a" } },
	{ name: "other", extension: { b: 1 } },
];
const informed: readonly Setting[] = [
	{ fields: { provideClusterInfo: true }, cluster: { ...tlsFacts, extensions } },
	{ fields: { provideClusterInfo: true } },
	{ fields: { provideClusterInfo: false }, cluster: tlsFacts },
	{ apiVersion: "v1beta1", fields: { provideClusterInfo: true, interactiveMode: "IfAvailable" }, cluster: tlsFacts },
];

test("KUBERNETES_EXEC_INFO has the cluster when the kubeconfig wants it", async () => {
	const credentials = await credentialsOf({
		plugin: token,
		fields: { provideClusterInfo: true },
		cluster: { "certificate-authority-data": pem, extensions },
	});
	await credentials.headers?.();
	expect(JSON.parse((await runs())[0]?.info ?? "")).toMatchObject({
		spec: { cluster: { server: "https://127.0.0.1:1/p", "certificate-authority-data": pem, config: { audience: "a" } } },
	});
});

test.skipIf(kubectl === undefined).each(informed)(
	"KUBERNETES_EXEC_INFO is letter by letter that of a real kubectl: %j",
	async (setting) => {
		const path = await kubeconfig({ ...setting, plugin: token });
		const config = await (await Kubeconfig.parse(await readFile(path, "utf8"), { source: path })).clusterConfig();
		await config.credentials.headers?.();
		try {
			execFileSync(kubectl ?? "", ["get", "--raw", "/version"], {
				env: { ...process.env, KUBECONFIG: path },
				stdio: "ignore",
				timeout: 10_000,
			});
		} catch {
			// There is no server; the plugin has run before that was noticed.
		}
		const [ours, theirs] = await runs();
		expect(theirs?.info.trim()).toBe(ours?.info);
		expect(theirs?.args).toEqual(ours?.args);
	},
);

test("BUG-41 neither credentials nor a kubeconfig show secrets to a log", async () => {
	const credentials = await credentialsOf({ plugin: token });
	const headers = await credentials.headers?.();
	for (const text of [
		inspect(credentials, { depth: 9 }),
		JSON.stringify(credentials),
		inspect(headers),
		JSON.stringify(headers),
	]) {
		expect(text).not.toContain("s3cret");
	}
});
