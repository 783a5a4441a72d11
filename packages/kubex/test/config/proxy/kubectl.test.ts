import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kubectl } from "../../support/kubectl.ts";
import { type LoggingProxy, loggingProxy } from "../../support/logging-proxy.ts";
import { environmentRows } from "./environment-rows.ts";

// The rows that choose-proxy.test.ts reads, asked of kubectl: which proxy hears of the server?
describe.skipIf(kubectl === undefined)("kubectl", () => {
	let folder: string;
	let proxies: { readonly A: LoggingProxy; readonly B: LoggingProxy };
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "kubex-proxy-"));
		proxies = { A: await loggingProxy(), B: await loggingProxy() };
	});
	afterAll(async () => {
		await Promise.all([proxies.A.close(), proxies.B.close(), rm(folder, { recursive: true })]);
	});

	test.each(environmentRows.map((row, index) => ({ ...row, index })))("$rule ($server)", async (row) => {
		const { environment, expected, index, server } = row;
		const kubeconfig = join(folder, `${index}`);
		await writeFile(kubeconfig, kubeconfigOf(server));
		const values = Object.entries(environment).map(([name, value]) => [
			name,
			value.replace(/\b[AB]$/, (proxy) => `127.0.0.1:${proxies[proxy as "A" | "B"].port}`),
		]);
		expect(await heardOf(kubeconfig, Object.fromEntries(values) as Record<string, string>)).toBe(expected);
	});

	test.each([
		["CL-30 proxy-url beats the environment", "https://api.example.com", {}, "A"],
		["CL-30 NO_PROXY is not for proxy-url", "https://api.example.com", { NO_PROXY: "*" }, "A"],
		["CL-30 proxy-url is for the machine itself as well", "https://127.0.0.1:1", {}, "A"],
	] as const)("%s", async (rule, server, environment, expected) => {
		const kubeconfig = join(folder, rule);
		await writeFile(kubeconfig, kubeconfigOf(server, `http://127.0.0.1:${proxies.A.port}`));
		expect(await heardOf(kubeconfig, { HTTPS_PROXY: `http://127.0.0.1:${proxies.B.port}`, ...environment })).toBe(expected);
	});

	async function heardOf(kubeconfig: string, environment: Readonly<Record<string, string>>): Promise<string> {
		const [before, beforeB] = [proxies.A.asked.length, proxies.B.asked.length];
		const parameters = ["--kubeconfig", kubeconfig, "get", "--raw", "/version", "--request-timeout=300ms"];
		const stderr = await failure(parameters, environment);
		if (proxies.A.asked.length > before) return "A";
		if (proxies.B.asked.length > beforeB) return "B";
		return stderr.includes("CGI") ? "refused" : "none";
	}
});

// What the machine itself says of proxies is not asked about.
const machine = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)));

function kubeconfigOf(server: string, proxy?: string): string {
	return JSON.stringify({
		clusters: [{ name: "c", cluster: { server, ...(proxy !== undefined && { "proxy-url": proxy }) } }],
		users: [{ name: "u", user: { token: "t" } }],
		contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
		"current-context": "c",
	});
}

/** Nobody answers, so it always fails. */
async function failure(parameters: readonly string[], environment: Readonly<Record<string, string>>): Promise<string> {
	try {
		await promisify(execFile)(kubectl ?? "", parameters, { env: { ...machine, ...environment } });
	} catch (error) {
		return (error as { readonly stderr: string }).stderr;
	}
	return expect.fail("kubectl got an answer");
}
