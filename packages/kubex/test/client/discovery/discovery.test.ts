import type { IncomingMessage, ServerResponse } from "node:http";
import {
	Api,
	DynamicApi,
	ForbiddenError,
	NoMatchError,
	ProtocolError,
	TimeoutError,
	TransportError,
	UnauthorizedError,
	UnsupportedOperationError,
} from "kubex";
import { expect, test } from "vitest";
import { Discovery, type DiscoveryClock } from "../../../src/client/discovery/discovery.ts";
import { json, serve, type TestServer } from "../../support/http-server.ts";
import { rejection } from "../../support/rejection.ts";
import { clientOf } from "../../support/test-client.ts";

interface Answer {
	readonly status?: number;
	readonly body?: unknown;
	readonly etag?: string;
}

/** A server that answers by path; what it is asked for otherwise is a 404. Answers with a tag are not sent twice. */
async function serving(answers: Readonly<Record<string, Answer>>): Promise<TestServer> {
	return await serve((request: IncomingMessage, response: ServerResponse) => {
		const { status = 200, body, etag } = answers[request.url ?? ""] ?? { status: 404, body: { kind: "Status", code: 404 } };
		const known = etag !== undefined && request.headers["if-none-match"] === etag;
		const headers = { "content-type": "application/json", ...(etag !== undefined && { etag }) };
		if (known) response.writeHead(304, headers).end();
		else response.writeHead(status, headers).end(JSON.stringify(body));
	});
}

const verbs = ["create", "get", "list"];
const pods = {
	resource: "pods",
	responseKind: { kind: "Pod" },
	scope: "Namespaced",
	singularResource: "pod",
	verbs,
	shortNames: ["po"],
};
const nodes = { resource: "nodes", responseKind: { kind: "Node" }, scope: "Cluster", singularResource: "node", verbs: ["get"] };
const deployments = {
	resource: "deployments",
	responseKind: { group: "", version: "", kind: "Deployment" },
	scope: "Namespaced",
	singularResource: "deployment",
	verbs,
	shortNames: ["deploy"],
	categories: ["all"],
	subresources: [
		{ subresource: "scale", responseKind: { group: "autoscaling", version: "v1", kind: "Scale" }, verbs: ["get", "patch"] },
		{ subresource: "status", responseKind: { kind: "Deployment" }, verbs: ["get"] },
	],
};
const aggregated = (items: unknown): unknown => ({ kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", items });
const core = aggregated([{ metadata: {}, versions: [{ version: "v1", resources: [pods, nodes], freshness: "Current" }] }]);
const groups = aggregated([
	{ metadata: { name: "apps" }, versions: [{ version: "v1", resources: [deployments], freshness: "Current" }] },
	{ metadata: { name: "metrics.k8s.io" }, versions: [{ version: "v1beta1", freshness: "Stale" }] },
	{ metadata: { name: "empty.example.com" }, versions: [{ version: "v1", resources: [] }] },
]);

test("DI-1 DI-3 two requests tell everything, and later ones that nothing has changed", async () => {
	const server = await serving({ "/api": { body: core, etag: '"a"' }, "/apis": { body: groups, etag: '"b"' } });
	const { discovery } = await clientOf(server.url);
	const found = await discovery.groups();
	expect(found.map(({ name }) => name)).toEqual(["", "apps", "metrics.k8s.io", "empty.example.com"]);
	expect(found[1]?.versions[0]?.resources).toEqual([
		{
			group: "apps",
			version: "v1",
			kind: "Deployment",
			plural: "deployments",
			singular: "deployment",
			shortNames: ["deploy"],
			categories: ["all"],
			scope: "Namespaced",
			verbs,
			subresources: [
				{ name: "scale", kind: { group: "autoscaling", version: "v1", kind: "Scale" }, verbs: ["get", "patch"] },
				{ name: "status", kind: { group: "apps", version: "v1", kind: "Deployment" }, verbs: ["get"] },
			],
		},
	]);
	expect(await discovery.problems()).toEqual([
		{ groupVersion: "metrics.k8s.io/v1beta1", message: "the server that serves it does not answer" },
	]);
	expect((await discovery.resources()).map(({ plural }) => plural)).toEqual(["pods", "nodes", "deployments"]);
	expect(server.requests).toHaveLength(2);
	expect(await discovery.refresh()).toEqual(found);
	const again = Object.fromEntries(server.requests.slice(2).map(({ url, headers }) => [url, headers["if-none-match"]]));
	expect(again).toEqual({ "/api": '"a"', "/apis": '"b"' });
	expect(server.requests[0]?.headers.accept?.split(",")[0]).toBe(
		"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
	);
});

test("DI-1 DI-2 a server of the older form is read group by group, and one that is broken leaves the others", async () => {
	const server = await serving({
		"/api": { body: { kind: "APIVersions", versions: ["v1"] } },
		"/api/v1": {
			body: {
				kind: "APIResourceList",
				resources: [
					{ name: "pods", singularName: "pod", namespaced: true, kind: "Pod", verbs, shortNames: ["po"] },
					{
						name: "pods/eviction",
						singularName: "",
						namespaced: true,
						group: "policy",
						version: "v1",
						kind: "Eviction",
						verbs: ["create"],
					},
				],
			},
		},
		"/apis": {
			body: {
				kind: "APIGroupList",
				groups: [
					{ name: "apps", versions: [{ version: "v1beta1" }, { version: "v1" }], preferredVersion: { version: "v1" } },
					{ name: "broken.example.com", versions: [{ version: "v1" }] },
				],
			},
		},
		"/apis/apps/v1": {
			body: { kind: "APIResourceList", resources: [{ name: "deployments", namespaced: true, kind: "Deployment", verbs }] },
		},
		"/apis/apps/v1beta1": {
			body: { kind: "APIResourceList", resources: [{ name: "deployments", namespaced: true, kind: "Deployment", verbs }] },
		},
		"/apis/broken.example.com/v1": { status: 503, body: { kind: "Status", code: 503, message: "gone" } },
	});
	const client = await clientOf(server.url);
	expect(await client.discovery.find("deployments")).toMatchObject({ group: "apps", version: "v1", kind: "Deployment" });
	expect((await client.discovery.find("po")).subresources).toEqual([
		{ name: "eviction", kind: { group: "policy", version: "v1", kind: "Eviction" }, verbs: ["create"] },
	]);
	expect(await client.discovery.problems()).toMatchObject([{ groupVersion: "broken.example.com/v1" }]);
	expect(server.requests).toHaveLength(6);
});

/** Time that passes when the test says so, for as many as wait. */
class TestClock implements DiscoveryClock {
	#now = 0;
	readonly #waiting: { readonly until: number; readonly wake: () => void }[] = [];

	now(): number {
		return this.#now;
	}

	/** How many wait. */
	get waiting(): number {
		return this.#waiting.length;
	}

	async pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.#waiting.push({ until: this.#now + milliseconds, wake: resolve });
			signal?.addEventListener("abort", () => reject(signal.reason as Error));
		});
	}

	pass(milliseconds: number): void {
		this.#now += milliseconds;
		for (const each of this.#waiting.splice(0)) {
			if (each.until <= this.#now) each.wake();
			else this.#waiting.push(each);
		}
	}
}

const widgets = { resource: "widgets", responseKind: { kind: "Widget" }, scope: "Namespaced", singularResource: "widget", verbs };
const widgetGroups = aggregated([{ metadata: { name: "example.com" }, versions: [{ version: "v1", resources: [widgets] }] }]);

/** What a server serves, looked at by a clock of the test. */
async function looked(timeout?: number) {
	const answers: Record<string, Answer> = { "/api": { body: core }, "/apis": { body: groups } };
	const server = await serving(answers);
	const client = await clientOf(server.url);
	const clock = new TestClock();
	const gate = { open: Promise.resolve() };
	const discovery = new Discovery(
		async (request, options) => {
			await gate.open;
			return await client.request(request, options);
		},
		clock,
		timeout,
	);
	return { answers, server, clock, discovery, gate };
}

test("DI-4 a name is unknown when the server has said so since it was asked for", async () => {
	const { answers, server, clock, discovery } = await looked();
	// The first look comes after the question, so there is nothing to wait for.
	const first = await Promise.all([rejection(discovery.find("widgets")), discovery.find("deploy"), discovery.groups()]);
	expect(first[0]).toBeInstanceOf(NoMatchError);
	expect(server.requests).toHaveLength(2);
	answers["/apis"] = { body: widgetGroups };
	clock.pass(400);
	const early = Promise.all([discovery.find("widgets"), discovery.find("Widget"), rejection(discovery.find("gadgets"))]);
	await expect.poll(() => clock.waiting).toBe(3);
	clock.pass(599);
	// What is known is answered at once, by what is remembered.
	expect((await discovery.find("deploy")).group).toBe("apps");
	expect(clock.waiting).toBe(3);
	expect(server.requests).toHaveLength(2);
	clock.pass(1);
	const [plural, kind, none] = await early;
	expect([plural.group, kind.group]).toEqual(["example.com", "example.com"]);
	expect(none).toBeInstanceOf(NoMatchError);
	expect(server.requests).toHaveLength(4);
	// A second later there is no wait.
	clock.pass(1000);
	expect(await rejection(discovery.find("gadgets"))).toBeInstanceOf(NoMatchError);
	expect(clock.waiting).toBe(0);
	expect(server.requests).toHaveLength(6);
});

test("DI-4 a look that had begun before the question says nothing about what came since", async () => {
	const { answers, clock, discovery, gate } = await looked();
	await discovery.groups();
	let open = (): void => {};
	gate.open = new Promise((resolve) => {
		open = resolve;
	});
	const late = discovery.refresh();
	await new Promise(setImmediate);
	const asked = discovery.find("widgets");
	open();
	await late;
	answers["/apis"] = { body: widgetGroups };
	await expect.poll(() => clock.waiting).toBe(1);
	clock.pass(1000);
	expect((await asked).kind).toBe("Widget");
});

test("DI-4 the wait for a look ends with the signal, and with the time of the call or of the client", async () => {
	const { clock, discovery, server } = await looked(500);
	await discovery.groups();
	const controller = new AbortController();
	const aborted = rejection(discovery.find("widgets", { signal: controller.signal, timeout: false }));
	const short = rejection(discovery.find("widgets", { timeout: { total: 300 } }));
	const clients = rejection(discovery.find("widgets"));
	const patient = rejection(discovery.find("widgets", { timeout: false }));
	await expect.poll(() => clock.waiting).toBe(4);
	controller.abort(new Error("enough"));
	expect(await aborted).toEqual(new Error("enough"));
	clock.pass(300);
	expect(await short).toBeInstanceOf(TimeoutError);
	expect(clock.waiting).toBe(3);
	clock.pass(200);
	expect(await clients).toMatchObject({ name: "TimeoutError", phase: "total" });
	expect(server.requests).toHaveLength(2);
	clock.pass(500);
	expect(await patient).toBeInstanceOf(NoMatchError);
	expect(server.requests).toHaveLength(4);
});

test("a server of groups alone has no core group, and a refusal is one", async () => {
	const groupsOnly = await clientOf((await serving({ "/apis": { body: groups } })).url);
	expect((await groupsOnly.discovery.groups()).map(({ name }) => name)[0]).toBe("apps");
	const refusing = await clientOf((await serving({ "/api": { status: 403, body: { kind: "Status", code: 403 } } })).url);
	expect(await rejection(refusing.resource("pods"))).toBeInstanceOf(ForbiddenError);
});

test("GAP-08 a kind is found by name, and has what the server says it has", async () => {
	const server = await serving({ "/api": { body: core }, "/apis": { body: groups } });
	const client = await clientOf(server.url);
	const found = await client.resource("deploy");
	expect(found).toEqual({
		group: "apps",
		version: "v1",
		kind: "Deployment",
		plural: "deployments",
		scope: "Namespaced",
		verbs,
		subresources: { scale: ["get", "patch"], status: ["get"] },
		subresourceKinds: { scale: { group: "autoscaling", version: "v1", kind: "Scale" } },
	});
	expect(Object.isFrozen(found)).toBe(true);
	const api = new Api(found, { client, namespace: "x" });
	expect(await rejection(api.delete("web"))).toBeInstanceOf(UnsupportedOperationError);
	expect(await rejection(api.scale.replace("web", {} as never))).toBeInstanceOf(UnsupportedOperationError);
	expect(() => api.subresource("exec")).toThrow(UnsupportedOperationError);
	expect((await DynamicApi.find(client, "nodes")).namespace).toBeUndefined();
	expect(await rejection(DynamicApi.find(client, "nodes", { namespace: "x" }))).toBeInstanceOf(TypeError);
	expect((await DynamicApi.find(client, { apiVersion: "v1", kind: "Pod" }, { namespace: "y" })).namespace).toBe("y");
	expect(server.requests).toHaveLength(2);
});

test("DI-4 a caller who stops waiting takes nobody along", async () => {
	const server = await serving({ "/api": { body: core }, "/apis": { body: groups } });
	const client = await clientOf(server.url);
	const controller = new AbortController();
	const impatient = client.resource("po", { signal: controller.signal });
	const patient = client.resource("po");
	controller.abort(new Error("enough"));
	expect(await rejection(impatient)).toEqual(new Error("enough"));
	expect((await patient).kind).toBe("Pod");
	expect(server.requests).toHaveLength(2);
});

test("DI-4 what all calls share is never what somebody else may see", async () => {
	const server = await serving({ "/api": { body: core }, "/apis": { body: groups } });
	const client = await clientOf(server.url);
	await client.resource("po", { impersonate: { user: "jane" } } as object);
	expect(server.requests.map(({ headers }) => headers["impersonate-user"])).toEqual([undefined, undefined]);
});

test("DI-1 below a server's path as well", async () => {
	const server = await serving({ "/clusters/a/api": { body: core }, "/clusters/a/apis": { body: groups } });
	expect((await (await clientOf(`${server.url}/clusters/a/`)).resource("deploy")).plural).toBe("deployments");
});

test("DI-1 no more than ten group versions are read at a time, and all of them", async () => {
	const names = Array.from({ length: 40 }, (_, i) => `g${i}.example.com`);
	let open = 0;
	let most = 0;
	const server = await serve((request, response) => {
		const path = request.url ?? "";
		const listed = names.map((name) => ({ name, versions: [{ version: "v1" }] }));
		const roots: Record<string, object> = {
			"/api": { kind: "APIVersions", versions: [] },
			"/apis": { kind: "APIGroupList", groups: listed },
		};
		const root = roots[path];
		if (root !== undefined) return json(root)(request, response);
		most = Math.max(most, ++open);
		setImmediate(() => {
			open -= 1;
			json({ kind: "APIResourceList", resources: [{ name: "things", kind: "Thing", namespaced: false, verbs }] })(
				request,
				response,
			);
		});
	});
	const resources = await (await clientOf(server.url)).discovery.resources();
	expect(resources.map(({ group }) => group)).toEqual(names);
	expect(most).toBeGreaterThan(1);
	expect(most).toBeLessThanOrEqual(10);
});

test("DI-2 neither a broken connection nor an identity that is refused is a broken group, and the next call asks again", async () => {
	let wrong: "reset" | "refused" | undefined = "reset";
	const server = await serve((request, response) => {
		const documents: Record<string, object> = {
			"/api": { kind: "APIVersions", versions: [] },
			"/apis": { kind: "APIGroupList", groups: [{ name: "example.com", versions: [{ version: "v1" }] }] },
			"/apis/example.com/v1": { kind: "APIResourceList", resources: [{ name: "things", kind: "Thing", verbs }] },
		};
		const isGroup = request.url === "/apis/example.com/v1";
		if (isGroup && wrong === "reset") request.socket.destroy();
		else if (isGroup && wrong === "refused") json({ kind: "Status", code: 401 }, 401)(request, response);
		else json(documents[request.url ?? ""] ?? {})(request, response);
	});
	const { discovery } = await clientOf(server.url);
	expect(await rejection(discovery.groups())).toBeInstanceOf(TransportError);
	wrong = "refused";
	expect(await rejection(discovery.groups())).toBeInstanceOf(UnauthorizedError);
	wrong = undefined;
	expect((await discovery.find("thing")).kind).toBe("Thing");
});

test("an answer that says nothing of what is served is no server that serves nothing", async () => {
	const server = await serve(
		(_request, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<p>log in"),
	);
	expect(await rejection((await clientOf(server.url)).resource("po"))).toBeInstanceOf(ProtocolError);
	const status = await serving({ "/api": { body: { kind: "Other" } }, "/apis": { body: groups } });
	expect(String(await rejection((await clientOf(status.url)).resource("po")))).toContain("GET /api: the answer does not say");
});

test("a kind from elsewhere is addressed where it is listed, and a subresource gets the kind that the server names", async () => {
	const configs = {
		...deployments,
		resource: "configs",
		singularResource: "config",
		responseKind: { group: "old.example.com", version: "v0", kind: "Config" },
		subresources: [
			{
				subresource: "instantiate",
				responseKind: { group: "", version: "", kind: "ConfigRequest" },
				verbs: ["create"],
			},
		],
	};
	const listed = aggregated([{ metadata: { name: "example.com" }, versions: [{ version: "v1", resources: [configs] }] }]);
	const bodies: unknown[] = [];
	const server = await serve((request, response) => {
		if (request.url === "/api" || request.url === "/apis")
			return json(request.url === "/api" ? aggregated([]) : listed)(request, response);
		let text = "";
		request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
		request.on("end", () => {
			bodies.push(JSON.parse(text));
			json({ kind: "Status" })(request, response);
		});
	});
	const client = await clientOf(server.url);
	const api = await DynamicApi.find(client, "configs", { namespace: "x" });
	await api.subresource("instantiate").create("a", { metadata: {} });
	expect(server.requests.at(-1)?.url).toBe("/apis/example.com/v1/namespaces/x/configs/a/instantiate");
	expect(bodies).toEqual([{ apiVersion: "example.com/v1", kind: "ConfigRequest", metadata: { name: "a" } }]);
});
