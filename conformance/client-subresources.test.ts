import {
	Api,
	ForbiddenError,
	type KubexApiError,
	mergePatch,
	ServiceUnavailableError,
	TooManyRequestsError,
	UnprocessableEntityError,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { CertificateSigningRequest } from "kubex/k8s/v1_35/certificates/v1";
import { Namespace, Pod, Service, ServiceAccount } from "kubex/k8s/v1_35/core/v1";
import { PodDisruptionBudget } from "kubex/k8s/v1_35/policy/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { eventually } from "./eventually.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

// Signed with a key that was thrown away; it never expires.
const certificateRequest =
	"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIbk1JR09BZ0VBTUN3eEZEQVNCZ05WQkFvTUMyTnZibVp2Y20xaGJtTmxNUlF3RWdZRFZRUUREQXRqYjI1bQpiM0p0WVc1alpUQlpNQk1HQnlxR1NNNDlBZ0VHQ0NxR1NNNDlBd0VIQTBJQUJMNjh4V3dkMFRRa0o1c0IvSjhGCkRwRTNlOVIwQnFSWm9vTkprOXczV0pseGRKNFJ1Sm42bGNXKzc4ZTlxUzNxVVo0TzhUajAzNXlnOUQyWEF3SUwKa0M2Z0FEQUtCZ2dxaGtqT1BRUURBZ05JQURCRkFpQmRMcG1VLzN0V1NQUVBvOVVCSkJZQng4bCtvYk1lKzdJbwpHUTArbkNqb01nSWhBTWJNS2wxUjZwLzFrWUM1YnpzTHptM0wyakdVYWpTWDlDMEpsdFpsM2c3UAotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K";

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const pods = new Api(Pod, { client, namespace });
const containers = [{ name: "main", image: "example.com/none:1" }];
const pod = async (name: string, labels: Record<string, string> = {}): Promise<Pod> =>
	await pods.create({ metadata: { name, labels }, spec: { schedulerName: "conformance-none", containers } });

check("SR-04 the scale is set, whatever it was", async () => {
	const deployments = new Api(Deployment, { client, namespace });
	const labels = { app: "scaled" };
	const template = { metadata: { labels }, spec: { containers } };
	await deployments.create({
		metadata: { name: "scaled" },
		spec: { paused: true, replicas: 0, selector: { matchLabels: labels }, template },
	});
	expect((await deployments.scale.set("scaled", 3, { dryRun: true })).spec?.replicas).toBe(3);
	expect((await deployments.scale.set("scaled", 2)).spec?.replicas).toBe(2);
	expect((await deployments.get("scaled")).spec?.replicas).toBe(2);
});

check("SR-05 an eviction ends a Pod", async () => {
	await pod("free");
	expect(await pods.eviction.create("free", { dryRun: true })).toMatchObject({ kind: "Status", status: "Success" });
	expect(await pods.exists("free")).toBe(true);
	await pods.eviction.create("free", { gracePeriodSeconds: 0 });
	expect(await pods.exists("free")).toBe(false);
});

check("SR-05 an eviction is refused while a disruption budget forbids it", async () => {
	const budgets = new Api(PodDisruptionBudget, { client, namespace });
	const matchLabels = { app: "guarded" };
	await pod("guarded", matchLabels);
	// What is pending may always be evicted; a Pod that is ready may not.
	await pods.binding.create("guarded", { target: { kind: "Node", name: "conformance-none" } });
	const ready = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
	await pods.status.patch("guarded", mergePatch({ status: ready }));
	await budgets.create({ metadata: { name: "all" }, spec: { minAvailable: 1, selector: { matchLabels } } });
	// At first for a budget that nobody has looked at yet, and with a time to come back at.
	const error = await failureOf(pods.eviction.create("guarded"));
	expect(error).toBeInstanceOf(TooManyRequestsError);
	expect(error.status.details?.causes?.[0]?.reason).toBe("DisruptionBudget");
	// As the controller of budgets says it, where one runs.
	const seen = { observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };
	await budgets.status.patch("all", mergePatch({ status: seen }));
	const patience = { interval: 50 };
	const patient = pods.eviction.create("guarded", { gracePeriodSeconds: 0, retryOnDisruptionBudget: patience });
	await budgets.delete("all");
	expect(await patient).toMatchObject({ status: "Success" });
});

check("SR-06 an ephemeral container is added beside those that are there", async () => {
	await pod("debugged");
	await pods.ephemeralContainers.add("debugged", { name: "one", image: "example.com/debug:1" });
	const debugged = await pods.ephemeralContainers.add("debugged", { name: "two", image: "example.com/debug:1" });
	expect(debugged.spec?.ephemeralContainers?.map(({ name }) => name).toSorted()).toEqual(["one", "two"]);
	const changed = pods.ephemeralContainers.add("debugged", { name: "one", image: "example.com/debug:2" });
	expect(await failureOf(changed)).toBeInstanceOf(UnprocessableEntityError);
});

check("GAP-11 a Pod is bound to a node", async () => {
	await pod("bound");
	const answer = await pods.binding.create("bound", { target: { kind: "Node", name: "conformance-none" } });
	expect(answer).toMatchObject({ kind: "Status", status: "Success" });
	expect((await pods.subresource("status").get("bound")).spec?.nodeName).toBe("conformance-none");
	await pods.delete("bound", { gracePeriodSeconds: 0 });
});

check("GAP-11 a token of a ServiceAccount", async () => {
	const serviceAccounts = new Api(ServiceAccount, { client, namespace });
	const answer = await serviceAccounts.token.create("default", { spec: { audiences: [], expirationSeconds: 600 } });
	expect([answer.kind, answer.status?.token.split(".").length]).toEqual(["TokenRequest", 3]);
});

check("GAP-11 a namespace that waits for nobody any more disappears", async () => {
	const namespaces = new Api(Namespace, { client });
	const name = (
		await namespaces.create({ metadata: { generateName: "conformance-" }, spec: { finalizers: ["example.com/mine"] } })
	).metadata.name;
	await namespaces.delete(name);
	const finalized = await namespaces.get(name);
	await namespaces.finalize.replace(name, { ...finalized, spec: { finalizers: [] } });
	await eventually(async () => !(await namespaces.exists(name)));
});

check("GAP-11 a request for a certificate is approved once, and not denied afterwards", async () => {
	const requests = new Api(CertificateSigningRequest, { client });
	const { metadata } = await requests.create({
		metadata: { generateName: "conformance-" },
		spec: { request: certificateRequest, signerName: "example.com/none", usages: ["client auth"] },
	});
	server.finally(() => requests.delete(metadata.name));
	const approved = await requests.approval.approve(metadata.name, { message: "asked for by a test" });
	expect(approved.status?.conditions).toMatchObject([
		{ type: "Approved", status: "True", reason: "ApprovedByKubex", message: "asked for by a test" },
	]);
	expect(await requests.approval.approve(metadata.name)).toEqual(approved);
	expect(await failureOf(requests.approval.deny(metadata.name))).toBeInstanceOf(UnprocessableEntityError);
});

check("GAP-10 a proxied request that finds nobody says so [needs:kcm]", async () => {
	const services = new Api(Service, { client, namespace });
	await services.create({
		metadata: { name: "nobody" },
		spec: { selector: { app: "nobody" }, ports: [{ name: "http", port: 80 }] },
	});
	const request = async (): Promise<KubexApiError> =>
		await failureOf(services.proxy.request("nobody", { port: "http", path: "/healthz" }));
	// Until the server has seen that nobody is behind it, it knows no endpoints at all.
	await eventually(async () => {
		const error = await request();
		expect([404, 503]).toContain(error.code);
		return error instanceof ServiceUnavailableError;
	});
	expect((await request()).message).toMatch(/nobody/);
	const stranger = { user: "conformance-stranger" };
	expect(await failureOf(services.proxy.request("nobody", {}, { impersonate: stranger }))).toBeInstanceOf(ForbiddenError);
});
