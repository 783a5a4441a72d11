import { KubexError, TimeoutError, TransportError } from "kubex";
import { afterEach, expect, test, vi } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { httpProxy } from "../support/http-proxy.ts";
import { json, serve } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { socks5Proxy } from "../support/socks5-proxy.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/version" } as const;
const authority = new CertificateAuthority();
const tlsOf = (...names: readonly string[]): { cert: string; key: string } => {
	const { certificate, key } = authority.issueServer(names);
	return { cert: certificate, key };
};
const cluster = { certificateAuthority: authority.certificate };

afterEach(() => void vi.unstubAllEnvs());

test("OP-03 calls go through an HTTP proxy, many through one tunnel, and the server sees nothing of it", async () => {
	const server = await serve(json({ a: 1 }), tlsOf("127.0.0.1"));
	const proxy = await httpProxy({ credentials: "me:p@ss:word" });
	const client = await clientOf(server.url, { cluster, proxy: `http://me:p%40ss%3Aword@127.0.0.1:${proxy.port}` });
	for (let call = 0; call < 5; call += 1) expect((await client.request(get)).body).toEqual({ a: 1 });
	expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`]);
	expect(server.requests.flatMap(({ rawHeaders }) => rawHeaders).join(" ")).not.toMatch(/proxy/i);
	await client.close();
	await expect.poll(() => proxy.open()).toBe(0);
});

test("a server without TLS is reached through a tunnel too", async () => {
	const server = await serve(json({}));
	const proxy = await httpProxy();
	await (await clientOf(server.url, { proxy: `http://127.0.0.1:${proxy.port}` })).request(get);
	expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`]);
});

test("GAP-01 a proxy that does not accept the credentials is asked once", async () => {
	const server = await serve(json({}), tlsOf("127.0.0.1"));
	const proxy = await httpProxy({ credentials: "me:right" });
	let tries = 0;
	const client = await clientOf(server.url, {
		cluster,
		proxy: `http://me:wrong@127.0.0.1:${proxy.port}`,
		retry: { initialDelay: 1 },
		hooks: [{ onRequest: () => void (tries += 1) }],
	});
	expect(await rejection(client.request(get))).toMatchObject({ permanent: true, sent: false });
	expect(tries).toBe(1);
});

test("the proxy resolves the server's name, whose certificate is checked against it", async () => {
	const server = await serve(json({}), tlsOf("api.example.invalid"));
	const route = { host: "127.0.0.1", port: server.port };
	const http = await httpProxy({ route });
	const socks = await socks5Proxy({ route });
	await (await clientOf("https://api.example.invalid", { cluster, proxy: `http://127.0.0.1:${http.port}` })).request(get);
	await (await clientOf("https://api.example.invalid", { cluster, proxy: `socks5://127.0.0.1:${socks.port}` })).request(get);
	expect(http.targets).toEqual(["api.example.invalid:443"]);
	expect(socks.targets).toEqual(["name api.example.invalid 443"]);
	const other = await clientOf("https://other.example.invalid", { cluster, proxy: `http://127.0.0.1:${http.port}` });
	expect(String(await rejection(other.request(get)))).toMatch(/certificate is for another name/);
});

test.each(["socks5", "socks5h"])("%s: with and without credentials, and with answers in pieces", async (scheme) => {
	const server = await serve(json({}), tlsOf("127.0.0.1"));
	const open = await socks5Proxy();
	const closed = await socks5Proxy({ credentials: "me:päss", slow: true });
	await (await clientOf(server.url, { cluster, proxy: `${scheme}://127.0.0.1:${open.port}` })).request(get);
	await (await clientOf(server.url, { cluster, proxy: `${scheme}://me:p%C3%A4ss@127.0.0.1:${closed.port}` })).request(get);
	expect(open.targets).toEqual([`IPv4 127.0.0.1 ${server.port}`]);
	expect(closed.targets).toEqual(open.targets);
});

test("IPv6 servers are asked for in the form of each proxy", async () => {
	const server = await serve(json({}), tlsOf("2001:db8::17"));
	const route = { host: "127.0.0.1", port: server.port };
	const http = await httpProxy({ route });
	const socks = await socks5Proxy({ route });
	for (const proxy of [`http://127.0.0.1:${http.port}`, `socks5://127.0.0.1:${socks.port}`]) {
		await (await clientOf("https://[2001:db8::17]:6443", { cluster, proxy })).request(get);
	}
	expect(http.targets).toEqual(["[2001:db8::17]:6443"]);
	expect(socks.targets).toEqual(["IPv6 2001:0db8:0000:0000:0000:0000:0000:0017 6443"]);
});

test("an https proxy may have a certificate of the cluster's authority, and is checked", async () => {
	const server = await serve(json({}), tlsOf("127.0.0.1"));
	const proxy = await httpProxy({ tls: tlsOf("127.0.0.1") });
	await (await clientOf(server.url, { cluster, proxy: `https://127.0.0.1:${proxy.port}` })).request(get);
	expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`]);

	const impostor = await httpProxy({ tls: tlsOf("other.example") });
	const client = await clientOf(server.url, { cluster, proxy: `https://me:hunter2@127.0.0.1:${impostor.port}` });
	const error = await rejection(client.request(get));
	expect(String(error)).toMatch(/since the proxy https:\/\/127\.0\.0\.1:\d+: .*certificate is for another name/);
	expect(impostor.targets).toEqual([]);
});

test.each([
	["HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", /answered 407 Proxy Authentication Required; it does not accept the/],
	["HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nnever", /answered 403 Forbidden/],
	["HTTP/1.0 502 Bad Gateway\r\n\r\n", /answered 502 Bad Gateway/],
	["SSH-2.0-OpenSSH_9.9\r\n\r\n", /does not speak HTTP/],
	["HTTP/1.1 ", /it closed the connection/],
	["x".repeat(100_000), /it says more than a proxy says/],
])("a proxy that answers %.40j is a TransportError that names it, without its credentials", async (answer, message) => {
	const proxy = await httpProxy({ answer });
	const client = await clientOf("https://api.example", { proxy: `http://me:hunter2@127.0.0.1:${proxy.port}` });
	const error = await rejection(client.request(get));
	expect(error).toBeInstanceOf(TransportError);
	expect(error).toMatchObject({ sent: false });
	expect(String(error)).toMatch(message);
	expect(String(error)).toContain(`no connection to api.example:443, since the proxy http://127.0.0.1:${proxy.port}`);
	expect(String(error)).not.toMatch(/hunter2|aHVudGVyMg/);
});

test("407 without credentials says that there are none", async () => {
	const proxy = await httpProxy({ credentials: "a:b" });
	const client = await clientOf("https://api.example", { proxy: `http://127.0.0.1:${proxy.port}` });
	expect(String(await rejection(client.request(get)))).toMatch(/407 Proxy Authentication Required; its address has no cred/);
});

test.each([
	[{ refuse: 2 }, "", "does not allow the connection"],
	[{ refuse: 5 }, "", "was refused the connection"],
	[{ refuse: 99 }, "", "answered with the code 99"],
	[{ credentials: "a:b" }, "", "wants credentials, and its address has none"],
	[{ credentials: "a:b" }, "a:hunter2@", "does not accept the credentials of its address"],
])("SOCKS5 %o with %j is a TransportError: it %s", async (options, credentials, message) => {
	const proxy = await socks5Proxy(options);
	const client = await clientOf("https://api.example", { proxy: `socks5://${credentials}127.0.0.1:${proxy.port}` });
	const error = await rejection(client.request(get));
	expect(error).toMatchObject({ name: "TransportError", sent: false });
	expect(String(error)).toContain(`since the proxy socks5://127.0.0.1:${proxy.port} ${message}`);
	expect(String(error)).not.toContain("hunter2");
});

test("a SOCKS5 client at an HTTP server, or the other way round, is told so", async () => {
	const server = await serve(json({}));
	const socks = await clientOf("https://api.example", { proxy: `socks5://127.0.0.1:${server.port}` });
	expect(String(await rejection(socks.request(get)))).toMatch(/the proxy socks5:\S+( does not speak SOCKS5|: it closed)/);
	const proxy = await socks5Proxy();
	const http = await clientOf("https://api.example", { proxy: `http://127.0.0.1:${proxy.port}` });
	expect(await rejection(http.request(get, { timeout: 500 }))).toBeInstanceOf(KubexError);
});

test("a proxy that nobody runs is named", async () => {
	const server = await serve(json({}));
	await server.close();
	const client = await clientOf("https://api.example", { proxy: `http://127.0.0.1:${server.port}` });
	expect(String(await rejection(client.request(get)))).toMatch(
		/TransportError: GET \/version: no connection to api\.example:443, since the proxy http:\S+: the connection was refused/,
	);
});

test("a proxy that says nothing runs into the deadline of connecting, and its socket is closed", async () => {
	const proxy = await httpProxy({ answer: "" });
	const client = await clientOf("https://api.example", { proxy: `http://127.0.0.1:${proxy.port}` });
	const error = await rejection(client.request(get, { timeout: { connect: 50 } }));
	expect(error).toBeInstanceOf(TimeoutError);
	expect(error).toMatchObject({ phase: "connect" });
	expect(proxy.targets).toHaveLength(1);
});

test("the environment's proxy is used, and NO_PROXY goes past it", async () => {
	const server = await serve(json({}), tlsOf("api.example.invalid"));
	const proxy = await httpProxy({ route: { host: "127.0.0.1", port: server.port } });
	vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
	await (await clientOf("https://api.example.invalid", { cluster })).request(get);
	expect(proxy.targets).toEqual(["api.example.invalid:443"]);
	vi.stubEnv("NO_PROXY", ".example.invalid");
	const past = await clientOf("https://api.example.invalid", { cluster });
	expect(String(await rejection(past.request(get)))).toMatch(/cannot be resolved/);
	vi.stubEnv("NO_PROXY", "");
	const off = await clientOf("https://api.example.invalid", { cluster, proxy: false });
	expect(String(await rejection(off.request(get)))).toMatch(/cannot be resolved/);
	expect(proxy.targets).toHaveLength(1);
});

test("CL-30 a kubeconfig's proxy-url is used", async () => {
	const server = await serve(json({}), tlsOf("127.0.0.1"));
	const proxy = await httpProxy();
	const proxyUrl = `http://127.0.0.1:${proxy.port}`;
	await (await clientOf(server.url, { cluster: { ...cluster, proxyUrl } })).request(get);
	expect(proxy.targets).toHaveLength(1);
});

test("an address that is no proxy's is refused when the client is made", async () => {
	expect(String(await rejection(clientOf("https://a", { proxy: "ftp://me:hunter2@p" })))).toMatch(
		/^ConfigurationError: proxy: a proxy's address begins with http/,
	);
});

test("a tunnel through which nothing comes any more is bounded by the call's timeout, and not used again", async () => {
	const server = await serve(json({}), tlsOf("127.0.0.1"));
	const proxy = await httpProxy();
	const client = await clientOf(server.url, { cluster, proxy: `http://127.0.0.1:${proxy.port}` });
	await client.request(get);
	proxy.pause();
	expect(await rejection(client.request(get, { timeout: 100 }))).toMatchObject({ name: "TimeoutError", phase: "headers" });
	expect((await client.request(get)).status).toBe(200);
	expect(proxy.targets).toHaveLength(2);
});
