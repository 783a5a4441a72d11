import { InternalServerError, ProtocolError } from "kubex";
import { expect, test } from "vitest";
import { serve, type TestServer } from "../support/http-server.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

async function answering(status: number, text: string, mediaType = "text/plain; charset=utf-8"): Promise<TestServer> {
	return await serve((_request, response) => void response.writeHead(status, { "content-type": mediaType }).end(text));
}

test("GAP-09 a server that is not well is an answer, with what is wrong", async () => {
	const text = "[+]ping ok\n[-]etcd failed: reason withheld\n[+]poststarthook/x ok\nreadyz check failed\n";
	const server = await answering(500, text);
	const client = await clientOf(server.url, { retry: { initialDelay: 1 } });
	expect(await client.readyz({ exclude: ["a/b", "c"] })).toEqual({
		isOk: false,
		checks: [
			{ name: "ping", isOk: true, message: "ok" },
			{ name: "etcd", isOk: false, message: "failed: reason withheld" },
			{ name: "poststarthook/x", isOk: true, message: "ok" },
		],
	});
	expect(server.requests.map(({ url }) => url)).toEqual(["/readyz?verbose=&exclude=a%2Fb&exclude=c"]);
	expect((await client.livez()).isOk).toBe(false);
	expect((await client.healthz()).isOk).toBe(false);
	expect(await rejection(client.metrics())).toBeInstanceOf(InternalServerError);
});

test("GAP-09 metrics are a text", async () => {
	const server = await answering(200, "# HELP a\na 1\n");
	expect(await (await clientOf(server.url)).metrics()).toBe("# HELP a\na 1\n");
});

test("GAP-09 a document is read once for each hash", async () => {
	let hash = "A";
	const server = await serve((request, response) => {
		const index = { paths: { "apis/apps/v1": { serverRelativeURL: `/openapi/v3/apis/apps/v1?hash=${hash}` } } };
		const isIndex = request.url === "/openapi/v3";
		// The real server says that its index is a text.
		response.writeHead(200, { "content-type": isIndex ? "text/plain; charset=utf-8" : "application/json" });
		response.end(JSON.stringify(isIndex ? index : { openapi: "3.0.0", hash }));
	});
	const { openapi } = await clientOf(server.url);
	const first = await openapi.document("apis/apps/v1");
	expect(first).toEqual({ openapi: "3.0.0", hash: "A" });
	expect(await openapi.document("apis/apps/v1")).toBe(first);
	hash = "B";
	expect(await openapi.document("apis/apps/v1")).toMatchObject({ hash: "B" });
	expect(server.requests.map(({ url }) => url).filter((url) => url !== "/openapi/v3")).toEqual([
		"/openapi/v3/apis/apps/v1?hash=A",
		"/openapi/v3/apis/apps/v1?hash=B",
	]);
	expect(await rejection(openapi.document("apis/nope/v1"))).toEqual(
		new TypeError('the server has no OpenAPI document "apis/nope/v1"'),
	);
	const broken = await answering(200, "no JSON");
	expect(await rejection((await clientOf(broken.url)).openapi.paths())).toBeInstanceOf(ProtocolError);
});
