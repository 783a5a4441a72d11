import { Api, mergePatch, NotFoundError, type Patch, type Status, TooManyRequestsError, UnsupportedOperationError } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { CertificateSigningRequest } from "kubex/k8s/v1_35/certificates/v1";
import { ConfigMap, Namespace, Pod, Service, ServiceAccount } from "kubex/k8s/v1_35/core/v1";
import { describe, expect, test } from "vitest";
import { serve } from "../support/http-server.ts";
import { recorder } from "../support/recorder.ts";
import { rejection } from "../support/rejection.ts";
import { clientOf } from "../support/test-client.ts";

const success: Status = { apiVersion: "v1", kind: "Status", status: "Success" };
const root = "/api/v1/namespaces/default";

describe("what is sent", () => {
	test("SR-04 the number of replicas alone", async () => {
		const { client, sent } = await recorder({ kind: "Scale", apiVersion: "autoscaling/v1", metadata: {}, spec: { replicas: 3 } });
		const deployments = new Api(Deployment, { client });
		expect((await deployments.scale.set("web", 3, { fieldManager: "me" })).spec?.replicas).toBe(3);
		expect(sent).toEqual([
			{
				line: "PATCH /apis/apps/v1/namespaces/default/deployments/web/scale?fieldManager=me",
				contentType: "application/merge-patch+json",
				body: { spec: { replicas: 3 } },
			},
		]);
		for (const wrong of [-1, 1.5, Number.NaN, undefined])
			expect(await rejection(deployments.scale.set("web", wrong as number))).toBeInstanceOf(TypeError);
		expect(sent).toHaveLength(1);
	});

	test("SR-05 an eviction with its name, and the options of a deletion in it", async () => {
		const { client, sent } = await recorder(success);
		const pods = new Api(Pod, { client });
		await pods.eviction.create("web");
		await pods.eviction.create("web", { gracePeriodSeconds: 0, dryRun: true, preconditions: { uid: "u" }, namespace: "x" });
		const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "web" } };
		const deleteOptions = { apiVersion: "v1", kind: "DeleteOptions", gracePeriodSeconds: 0, preconditions: { uid: "u" } };
		expect(sent).toMatchObject([
			{ line: `POST ${root}/pods/web/eviction`, body: eviction },
			{ line: "POST /api/v1/namespaces/x/pods/web/eviction?dryRun=All", body: { ...eviction, deleteOptions } },
		]);
	});

	test("SR-06 an ephemeral container, merged by its name", async () => {
		const { client, sent } = await recorder({ kind: "Pod", apiVersion: "v1", metadata: {} });
		await new Api(Pod, { client }).ephemeralContainers.add("web", { name: "debug", image: "busybox" });
		expect(sent).toEqual([
			{
				line: `PATCH ${root}/pods/web/ephemeralcontainers`,
				contentType: "application/strategic-merge-patch+json",
				body: { spec: { ephemeralContainers: [{ name: "debug", image: "busybox" }] } },
			},
		]);
	});

	test("SR-07, GAP-11 resources, a binding, a token and a namespace's finalizers", async () => {
		const { client, sent } = await recorder(success);
		const pods = new Api(Pod, { client });
		await pods.resize.patch("web", mergePatch({ spec: { containers: [] } }));
		await pods.binding.create("web", { target: { kind: "Node", name: "node-0" } });
		await new Api(ServiceAccount, { client }).token.create("robot", { metadata: { name: "robot" }, spec: { audiences: ["a"] } });
		await new Api(Namespace, { client }).finalize.replace("x", { metadata: { name: "x" }, spec: { finalizers: [] } });
		expect(sent.map(({ line, body }) => [line, body])).toEqual([
			[`PATCH ${root}/pods/web/resize`, { spec: { containers: [] } }],
			[
				`POST ${root}/pods/web/binding`,
				{ apiVersion: "v1", kind: "Binding", metadata: { name: "web" }, target: { kind: "Node", name: "node-0" } },
			],
			[
				`POST ${root}/serviceaccounts/robot/token`,
				{
					apiVersion: "authentication.k8s.io/v1",
					kind: "TokenRequest",
					metadata: { name: "robot" },
					spec: { audiences: ["a"] },
				},
			],
			[
				"PUT /api/v1/namespaces/x/finalize",
				{ apiVersion: "v1", kind: "Namespace", metadata: { name: "x" }, spec: { finalizers: [] } },
			],
		]);
	});

	test("GAP-11 any subresource by its name", async () => {
		const { client, sent } = await recorder({ kind: "Scale", apiVersion: "autoscaling/v1", metadata: {} });
		const deployments = new Api(Deployment, { client });
		await deployments.subresource("scale").replace("web", { metadata: { name: "web" }, spec: { replicas: 1 } });
		expect(sent).toMatchObject([
			{ line: "PUT /apis/apps/v1/namespaces/default/deployments/web/scale", body: { kind: "Scale", spec: { replicas: 1 } } },
		]);
	});
});

describe("what a subresource has not", () => {
	test("GAP-12 a call that it has not names it, and nothing is sent", async () => {
		const { client, sent } = await recorder(success);
		const namespaces = new Api(Namespace, { client });
		const finalize = namespaces.finalize as unknown as {
			get(name: string): Promise<unknown>;
			patch(name: string, patch: Patch): Promise<unknown>;
		};
		expect(await rejection(finalize.get("x"))).toBeInstanceOf(UnsupportedOperationError);
		expect(String(await rejection(finalize.patch("x", mergePatch({}))))).toMatch(/finalize of Namespace has no verb "patch"/);
		expect(sent).toEqual([]);
	});

	test.each(["eviction", "ephemeralContainers", "resize", "binding", "token", "finalize", "approval", "proxy"])(
		"GAP-12 %s of a ConfigMap throws",
		async (member) => {
			const configMaps = new Api(ConfigMap, { client: (await recorder(success)).client }) as unknown as Record<string, unknown>;
			expect(() => configMaps[member]).toThrow(UnsupportedOperationError);
		},
	);

	test("GAP-12 a name of every object is no subresource", async () => {
		const configMaps = new Api(ConfigMap, { client: (await recorder(success)).client }) as unknown as {
			subresource(name: string): unknown;
		};
		expect(() => configMaps.subresource("toString")).toThrow(/ConfigMap has no subresource "toString"/);
	});
});

describe("an eviction that a disruption budget forbids", () => {
	const forbidden = (reason: string, retryAfterSeconds?: number): { status: number; body: Status } => ({
		status: 429,
		body: {
			apiVersion: "v1",
			kind: "Status",
			status: "Failure",
			code: 429,
			reason: "TooManyRequests",
			details: { causes: [{ reason }], ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
		},
	});
	const answers = async (...list: { status?: number; body: object }[]): Promise<{ pods: Api<Pod>; sent: readonly unknown[] }> => {
		const { client, sent } = await recorder((_request, index) => list[Math.min(index, list.length - 1)] ?? { body: success });
		return { pods: new Api(Pod, { client }), sent };
	};

	test("SR-05 is an error, unless one has patience", async () => {
		const { pods, sent } = await answers(forbidden("DisruptionBudget"));
		expect(await rejection(pods.eviction.create("web"))).toBeInstanceOf(TooManyRequestsError);
		expect(sent).toHaveLength(1);
	});

	test("SR-05 is tried again until it is allowed", async () => {
		const { pods, sent } = await answers(forbidden("DisruptionBudget"), forbidden("DisruptionBudget"), { body: success });
		expect(await pods.eviction.create("web", { retryOnDisruptionBudget: { interval: 1 } })).toEqual(success);
		expect(sent).toHaveLength(3);
	});

	test("SR-05 is an error when patience ends, or would end before the time that the server asks for", async () => {
		const { pods, sent } = await answers(forbidden("DisruptionBudget", 3600));
		expect(await rejection(pods.eviction.create("web", { retryOnDisruptionBudget: true }))).toBeInstanceOf(TooManyRequestsError);
		expect(sent).toHaveLength(1);
		const impatient = await answers(forbidden("DisruptionBudget"));
		const patience = { interval: 1, timeout: 500 };
		const call = impatient.pods.eviction.create("web", { retryOnDisruptionBudget: patience });
		expect(await rejection(call)).toBeInstanceOf(TooManyRequestsError);
		expect(impatient.sent.length).toBeGreaterThan(1);
	});

	test("SR-05 ends with the signal, and a 429 of another reason is none of it", async () => {
		const { pods } = await answers(forbidden("DisruptionBudget"));
		const controller = new AbortController();
		const call = pods.eviction.create("web", {
			retryOnDisruptionBudget: { interval: 60_000, timeout: false },
			signal: controller.signal,
		});
		controller.abort(new Error("enough"));
		expect(String(await rejection(call))).toMatch(/enough/);
		const busy = await answers(forbidden("TooBusy"));
		expect(await rejection(busy.pods.eviction.create("web", { retryOnDisruptionBudget: true }))).toBeInstanceOf(
			TooManyRequestsError,
		);
		expect(busy.sent).toHaveLength(1);
	});
});

describe("approval", () => {
	const request = (types: string[], resourceVersion = "7"): CertificateSigningRequest =>
		({
			apiVersion: "certificates.k8s.io/v1",
			kind: "CertificateSigningRequest",
			metadata: { name: "jane", resourceVersion },
			status: { conditions: types.map((type) => ({ type, status: "True" })) },
		}) as CertificateSigningRequest;
	const conflict = {
		status: 409,
		body: { apiVersion: "v1", kind: "Status", status: "Failure", code: 409, reason: "Conflict" },
	};

	test("GAP-11 a decision is added to the conditions that are there, anew after a conflict", async () => {
		const list = [{ body: request([]) }, conflict, { body: request(["Other"], "8") }, { body: request(["Other", "Approved"]) }];
		const { client, sent } = await recorder((_request, index) => list[index] ?? { body: success });
		await new Api(CertificateSigningRequest, { client }).approval.approve("jane", { message: "known" });
		expect(sent.map(({ line }) => line.split(" ")[0])).toEqual(["GET", "PUT", "GET", "PUT"]);
		expect(sent[3]).toMatchObject({
			line: "PUT /apis/certificates.k8s.io/v1/certificatesigningrequests/jane/approval",
			body: {
				metadata: { resourceVersion: "8" },
				status: {
					conditions: [
						{ type: "Other", status: "True" },
						{ type: "Approved", status: "True", reason: "ApprovedByKubex", message: "known" },
					],
				},
			},
		});
	});

	test("GAP-11 what is decided already is not decided again", async () => {
		const { client, sent } = await recorder(request(["Denied"]));
		await new Api(CertificateSigningRequest, { client }).approval.deny("jane");
		expect(sent).toHaveLength(1);
	});
});

describe("proxy", () => {
	test("GAP-10 gives what is served there, and sends what it is given", async () => {
		const bodies: string[] = [];
		const server = await serve((incoming, response) => {
			let text = "";
			incoming.on("data", (chunk: Buffer) => (text += chunk.toString()));
			incoming.on("end", () => {
				bodies.push(text);
				response.writeHead(201, { "content-type": "text/plain; charset=utf-8", "x-served-by": "web" }).end("grüß Gott");
			});
		});
		const services = new Api(Service, { client: await clientOf(server.url) });
		const sent = { method: "POST", port: "http", path: "/hello", query: { to: "a b" }, contentType: "text/plain" } as const;
		const { status, headers, body } = await services.proxy.request("web", { ...sent, body: "grüezi" });
		expect([status, headers["x-served-by"], body, bodies]).toEqual([201, "web", "grüß Gott", ["grüezi"]]);
		expect(server.requests[0]).toMatchObject({
			method: "POST",
			url: `${root}/services/web%3Ahttp/proxy/hello?to=a%20b`,
			headers: { "content-type": "text/plain", accept: "*/*" },
		});
		await services.proxy.request("web", { method: "POST", body: { a: 1 } });
		await services.proxy.request("web", { method: "POST", body: "text", contentType: "application/json" });
		await services.proxy.request("web", { method: "POST", body: new TextEncoder().encode("{}") });
		expect(bodies.slice(1)).toEqual(['{"a":1}', '"text"', "{}"]);
	});

	test("GAP-10 what is no success is an error with the text of whoever answered", async () => {
		const server = await serve((_request, response) => {
			response.writeHead(404, { "content-type": "text/plain" }).end("no such page");
		});
		const services = new Api(Service, { client: await clientOf(server.url) });
		const error = await rejection(services.proxy.request("web", { path: "/x" }));
		expect(error).toBeInstanceOf(NotFoundError);
		expect(String(error)).toMatch(/no such page/);
	});
});
