import { inspect } from "node:util";
import { expect, test } from "vitest";
import { chooseProxy } from "../../../src/config/proxy/choose-proxy.ts";
import { environmentProxy } from "../../../src/config/proxy/environment-proxy.ts";
import { parseProxyServer } from "../../../src/config/proxy/proxy-server.ts";
import { environmentRows } from "./environment-rows.ts";

const ports = { A: 1111, B: 2222 };

test.each(environmentRows)("$rule ($server)", ({ environment, expected, server }) => {
	const ask = () => {
		const values = Object.entries(environment).map(([name, value]) => [
			name,
			value.replace(/\b[AB]$/, (proxy) => `127.0.0.1:${ports[proxy as "A" | "B"]}`),
		]);
		return environmentProxy(new URL(server), Object.fromEntries(values) as Record<string, string>);
	};
	if (expected === "refused") expect(ask).toThrow(/REQUEST_METHOD/);
	else expect(ask()?.server.port).toBe(expected === "none" ? undefined : ports[expected]);
});

const server = new URL("https://api.example.com");
const environment = { HTTPS_PROXY: "http://environment.example:1" };

test.each([
	["the option wins", { option: "http://option.example", proxyUrl: "http://kubeconfig.example", environment }, "option.example"],
	[
		"the kubeconfig's proxy-url beats the environment",
		{ proxyUrl: "http://kubeconfig.example", environment },
		"kubeconfig.example",
	],
	["then the environment counts", { environment }, "environment.example"],
	["false is none at all", { option: false, proxyUrl: "http://kubeconfig.example", environment }, undefined],
	[
		"NO_PROXY is of the environment only",
		{ proxyUrl: "http://kubeconfig.example", environment: { ...environment, NO_PROXY: "*" } },
		"kubeconfig.example",
	],
] as const)("CL-30 %s", (_rule, sources, host) => expect(chooseProxy(server, sources)?.server.host).toBe(host));

test("CL-30 a kubeconfig's proxy is used for the machine itself as well", () =>
	expect(chooseProxy(new URL("https://127.0.0.1:6443"), { proxyUrl: "http://p", environment: {} })?.server.host).toBe("p"));

test.each([
	["http://proxy.example", { protocol: "http", host: "proxy.example", port: 80, name: "http://proxy.example:80" }],
	["https://proxy.example", { protocol: "https", port: 443 }],
	["socks5://proxy.example", { protocol: "socks5", port: 1080 }],
	["socks5h://proxy.example:9050", { protocol: "socks5", port: 9050 }],
	["http://[2001:db8::1]:3128", { host: "2001:db8::1", port: 3128, name: "http://[2001:db8::1]:3128" }],
	["http://me:p%40ss%3A@proxy.example", { username: "me", password: "p@ss:", name: "http://proxy.example:80" }],
	["http://me:100%@proxy.example", { username: "me", password: "100%" }],
])("a proxy's address %s is read", (text, expected) => expect(parseProxyServer(text, "proxy")).toMatchObject(expected));

test.each(["ftp://me:hunter2@proxy", "me:hunter2@proxy", "", "http://", "socks4://proxy", "socks5://", "http://me:hunter2@a b"])(
	"%j is no proxy's address, and the message shows no password",
	(text) => {
		expect(() => parseProxyServer(text, "proxy-url")).toThrow(/^proxy-url: a proxy's address begins with/);
		expect(() => parseProxyServer(text, "proxy-url")).not.toThrow(/hunter2/);
	},
);

test("a proxy's password does not show in logs", () => {
	const proxy = parseProxyServer("http://me:hunter2@proxy.example", "proxy");
	expect(inspect(proxy) + JSON.stringify(proxy)).not.toContain("hunter2");
});
