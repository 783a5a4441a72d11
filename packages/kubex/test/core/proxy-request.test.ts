import fc from "fast-check";
import type { ProxyRequest } from "kubex";
import { Node, Pod, Service } from "kubex/k8s/v1_35/core/v1";
import { expect, test } from "vitest";
import { proxyRequest } from "../../src/core/proxy-request.ts";

const services = { resource: Service, namespace: "prod" };
const root = "/api/v1/namespaces/prod/services";

test.each<[ProxyRequest, string]>([
	[{}, `${root}/web/proxy/`],
	[{ port: 8080 }, `${root}/web%3A8080/proxy/`],
	[{ port: "http", path: "/a%2Fb/c" }, `${root}/web%3Ahttp/proxy/a%2Fb/c`],
	[{ port: 443, scheme: "https" }, `${root}/https%3Aweb%3A443/proxy/`],
	[{ scheme: "https" }, `${root}/https%3Aweb%3A/proxy/`],
])("GAP-10 %j is sent to %s", (request, path) => expect(proxyRequest(services, "web", request).path).toBe(path));

test("GAP-10 a Pod and a node are reached alike, and everything else is passed on", () => {
	expect(proxyRequest({ resource: Pod, namespace: "x" }, "p", {}).path).toBe("/api/v1/namespaces/x/pods/p/proxy/");
	const query = [
		["a", "1"],
		["a", "2"],
	] as const;
	expect(
		proxyRequest({ resource: Node, namespace: undefined }, "n", { method: "POST", query, body: "x", contentType: "text/plain" }),
	).toEqual({
		method: "POST",
		path: "/api/v1/nodes/n/proxy/",
		query,
		body: "x",
		contentType: "text/plain",
		accept: "*/*",
	});
	expect(proxyRequest(services, "web", { query: { a: "1" } }).query).toEqual([["a", "1"]]);
});

test.each(["", "metrics", "/../secrets", "/a/..", "/./a", "/%2e%2E/a", "/a?b=c", "/a#b", "/a b", "/a\nb"])(
	"BUG-01 the path %j is refused",
	(path) => expect(() => proxyRequest(services, "web", { path })).toThrow(TypeError),
);

test("BUG-01 whatever the path, it stays behind the proxy", () =>
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.webPath()), (path) => {
			try {
				const url = new URL(proxyRequest(services, "web", { path: `/${path}` }).path, "https://server");
				expect(url.pathname.startsWith(`${root}/web/proxy/`)).toBe(true);
				expect(url.search + url.hash).toBe("");
			} catch (error) {
				expect(error).toBeInstanceOf(TypeError);
			}
		}),
	));
