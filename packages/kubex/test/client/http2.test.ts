import { constants, type ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { gzipSync } from "node:zlib";
import { staticCertificate, TransportError } from "kubex";
import { expect, test } from "vitest";
import { CertificateAuthority } from "../../../testing/src/certificates/certificate-authority.ts";
import { createDialer } from "../../src/client/dialer.ts";
import { Http2Session } from "../../src/client/http2-session.ts";
import { ResponseCollector } from "../../src/client/response-collector.ts";
import { parseProxyServer } from "../../src/config/proxy/proxy-server.ts";
import { httpProxy } from "../support/http-proxy.ts";
import { json, serve } from "../support/http-server.ts";
import { sendJson, serveHttp2 } from "../support/http2-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const get = { method: "GET", path: "/version" } as const;
const post = { method: "POST", path: "/api/v1/pods", body: { a: 1 } } as const;
const authority = new CertificateAuthority();
const { certificate: cert, key } = authority.issueServer(["127.0.0.1"]);
const tls = { cert, key };
const options = { http2: true, cluster: { certificateAuthority: authority.certificate } } as const;

test("G6 a hundred calls in flight share one connection, whatever their verb", async () => {
	const held: ServerHttp2Stream[] = [];
	const server = await serveHttp2(tls, (stream) => {
		held.push(stream);
		if (server.requests.length >= 100) for (const each of held.splice(0)) sendJson(each, {});
	});
	const client = await clientOf(server.url, options);
	await Promise.all(Array.from({ length: 100 }, (_, index) => client.request(index % 2 === 0 ? get : post)));
	expect(server.sessions).toHaveLength(1);
	for (let call = 0; call < 20; call += 1) await client.request(get);
	expect(server.sessions).toHaveLength(1);
	await client.close();
	await expect.poll(() => server.sockets.size).toBe(0);
});

test("bodies, repeated headers, large and gzipped answers and errors are as with HTTP/1.1", async () => {
	const large = { text: "x".repeat(3_000_000) };
	const server = await serveHttp2(tls, (stream, headers) => {
		if (headers[":path"] === "/large") sendJson(stream, large);
		else if (headers[":path"] === "/gzip") {
			stream.respond({ ":status": 200, "content-type": "application/json", "content-encoding": "gzip" });
			stream.end(gzipSync(JSON.stringify(large)));
		} else if (headers[":path"] === "/nope")
			sendJson(stream, { kind: "Status", reason: "NotFound", message: "gone", code: 404 }, 404);
		else {
			let text = "";
			stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
			stream.on("end", () => sendJson(stream, JSON.parse(text)));
		}
	});
	const client = await clientOf(server.url, { ...options, impersonate: { user: "jane", groups: ["a", "b"] } });
	expect((await client.request(post)).body).toEqual({ a: 1 });
	expect(server.requests[0]).toMatchObject({ "impersonate-group": "a, b", "content-type": "application/json" });
	expect((await client.request({ ...get, path: "/large" })).body).toEqual(large);
	expect((await client.request({ ...get, path: "/gzip" })).body).toEqual(large);
	expect(await rejection(client.request({ ...get, path: "/nope" }))).toMatchObject({ name: "NotFoundError", code: 404 });
	expect(server.sessions).toHaveLength(1);
});

test("a server that speaks HTTP/1.1 only is spoken to in HTTP/1.1, over the connection that found it out", async () => {
	const server = await serve(json({}), tls);
	const client = await clientOf(server.url, options);
	for (let call = 0; call < 3; call += 1) await client.request(get);
	expect(server.requests.map(({ httpVersion }) => httpVersion)).toEqual(["1.1", "1.1", "1.1"]);
	expect(server.connections()).toBe(1);
	await Promise.all([client.request(get), client.request(get)]);
	expect(server.connections()).toBe(2);
	await client.close();
	await expect.poll(() => server.open()).toBe(0);
});

test("without TLS the option changes nothing", async () => {
	const server = await serve(json({}));
	await (await clientOf(server.url, { http2: true })).request(get);
	expect(server.requests.map(({ httpVersion }) => httpVersion)).toEqual(["1.1"]);
});

test("it goes through a proxy, in one tunnel", async () => {
	const server = await serveHttp2(tls, (stream) => sendJson(stream, {}));
	const proxy = await httpProxy();
	const client = await clientOf(server.url, { ...options, proxy: `http://127.0.0.1:${proxy.port}` });
	await Promise.all(Array.from({ length: 10 }, () => client.request(get)));
	expect(proxy.targets).toHaveLength(1);
});

test("a server that announces its end finishes what it has; later calls use another connection, and none is sent twice", async () => {
	const held: ServerHttp2Stream[] = [];
	const server = await serveHttp2(tls, (stream, headers) => {
		if (headers[":path"] === "/slow") held.push(stream);
		else sendJson(stream, {});
	});
	const client = await clientOf(server.url, options);
	const slow = [client.request({ ...get, path: "/slow" }), client.request({ ...post, path: "/slow" })];
	await expect.poll(() => held.length).toBe(2);
	server.sessions[0]?.goaway(constants.NGHTTP2_NO_ERROR);
	await expect.poll(async () => (await client.request(post), server.sessions.length)).toBe(2);
	for (const stream of held) sendJson(stream, { slow: true });
	expect((await Promise.all(slow)).map(({ body }) => body)).toEqual([{ slow: true }, { slow: true }]);
	expect(server.requests.filter((headers) => headers[":path"] === "/slow")).toHaveLength(2);
	await expect.poll(() => server.sockets.size).toBe(1);
});

test("what the server refuses unread is sent again, a POST too; what it breaks off is not", async () => {
	let refused = 0;
	const server = await serveHttp2(tls, (stream, headers) => {
		if (headers[":path"] === "/broken") {
			stream.respond({ ":status": 200, "content-type": "application/json" });
			stream.write("{");
			setImmediate(() => stream.destroy(new Error("broken off")));
		} else if (refused === 0) {
			refused += 1;
			stream.close(constants.NGHTTP2_REFUSED_STREAM);
		} else sendJson(stream, {});
	});
	const client = await clientOf(server.url, { ...options, retry: { initialDelay: 1 } });
	expect((await client.request(post)).status).toBe(200);
	expect(server.requests).toHaveLength(2);
	const error = await rejection(client.request({ ...post, path: "/broken" }));
	expect(error).toBeInstanceOf(TransportError);
	expect(error).toMatchObject({ sent: true });
	expect(server.requests).toHaveLength(3);
	expect(server.sessions).toHaveLength(1);
});

test("a connection that breaks fails the calls in flight, and the next call opens another", async () => {
	const server = await serveHttp2(tls, (stream, headers) => {
		if (headers[":path"] !== "/slow") sendJson(stream, {});
	});
	const client = await clientOf(server.url, options);
	const pending = rejection(client.request({ ...get, path: "/slow" }));
	await expect.poll(() => server.requests.length).toBe(1);
	for (const socket of server.sockets) socket.resetAndDestroy();
	expect(String(await pending)).toMatch(/^TransportError: GET \/slow: the connection was (reset|closed)/);
	expect((await client.request(get)).status).toBe(200);
});

test("a deadline or an abort ends its own call only", async () => {
	const closed: number[] = [];
	const server = await serveHttp2(tls, (stream, headers) => {
		stream.on("close", () => closed.push(stream.rstCode));
		if (headers[":path"] !== "/slow") sendJson(stream, {});
	});
	const client = await clientOf(server.url, options);
	const slow = { ...get, path: "/slow" };
	expect(await rejection(client.request(slow, { timeout: 50 }))).toMatchObject({ name: "TimeoutError", phase: "headers" });
	const controller = new AbortController();
	const pending = rejection(client.request(slow, { signal: controller.signal }));
	await expect.poll(() => server.requests.length).toBe(2);
	controller.abort();
	expect(await pending).toBe(controller.signal.reason);
	await expect.poll(() => closed).toEqual([constants.NGHTTP2_CANCEL, constants.NGHTTP2_CANCEL]);
	await client.request(get);
	expect(server.sessions).toHaveLength(1);
});

test("CL-13 another certificate is another connection", async () => {
	const users: unknown[] = [];
	const held: ServerHttp2Stream[] = [];
	const server = await serveHttp2({ ...tls, ca: authority.certificate, requestCert: true }, (stream, headers) => {
		const socket = stream.session?.socket as TLSSocket | undefined;
		users.push(socket?.getPeerCertificate().subject.CN);
		if (headers[":path"] === "/slow") held.push(stream);
		else sendJson(stream, {});
	});
	let current = authority.issueClient("old", []);
	const credentials = { ...staticCertificate(current), clientCertificate: () => current };
	const client = await clientOf(server.url, { ...options, cluster: { ...options.cluster, credentials } });
	const slow = client.request({ ...get, path: "/slow" });
	await expect.poll(() => held.length).toBe(1);
	current = authority.issueClient("new", []);
	await client.request(get);
	expect(users).toEqual(["old", "new"]);
	for (const stream of held) sendJson(stream, {});
	await slow;
	await expect.poll(() => server.sockets.size).toBe(1);
});

test("a server that does not answer pings is taken for gone, and an idle connection is ended", async () => {
	const server = await serveHttp2(tls, () => {});
	const proxy = await httpProxy();
	const dialer = createDialer({
		server: new URL(server.url),
		proxy: parseProxyServer(`http://127.0.0.1:${proxy.port}`, "proxy"),
		tls: { ca: authority.certificate, ALPNProtocols: ["h2"] },
		connectTimeout: 5000,
	});
	const open = async (
		pingInterval: number,
		keepAliveTimeout: number,
	): Promise<{ session: Http2Session; ended: Promise<void> }> => {
		const socket = await new Promise<Socket>((resolve, reject) => {
			dialer.dial((error, opened) => (opened === null ? reject(error) : resolve(opened)));
		});
		let end = (): void => {};
		const ended = new Promise<void>((resolve) => (end = resolve));
		const timing = { keepAliveTimeout, pingInterval, pingTimeout: 100 };
		return { session: new Http2Session(new URL(server.url), socket, timing, () => end()), ended };
	};
	const idle = await open(10, 20);
	await idle.ended;

	const half = await open(20, 60_000);
	const request = { method: "GET", path: "/slow", headers: {} };
	const answer = rejection(
		new Promise((resolve, reject) => half.session.start(request, new ResponseCollector(request, resolve, reject))),
	);
	await expect.poll(() => server.requests.length).toBe(1);
	// Both sides still believe in the connection, and nothing comes through it.
	proxy.pause();
	expect(String(await answer)).toMatch(/^TransportError: GET \/slow: the server does not answer any more/);
	await half.ended;
});

test("calls that wait for the connection fail with its error", async () => {
	const server = await serveHttp2(tls, () => {});
	const client = await clientOf(server.url, { http2: true });
	const errors = await Promise.all([rejection(client.request(get)), rejection(client.request(get))]);
	expect(errors.map(String)).toEqual(
		errors.map(() => expect.stringMatching(/certificate (authority is not trusted|is not signed)/)),
	);
});
