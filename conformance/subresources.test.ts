import { Api, type Input } from "kubex";
import { CertificateSigningRequest } from "kubex/k8s/v1_35/certificates/v1";
import { Namespace, Pod } from "kubex/k8s/v1_35/core/v1";
import { PodDisruptionBudget } from "kubex/k8s/v1_35/policy/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import type { RawAnswer } from "./raw.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { client, raw, minor } = server;
const namespace = await server.namespace();
const pods = new Api(Pod, { client, namespace });
const path = `/api/v1/namespaces/${namespace}/pods`;
const container = { name: "main", image: "example.com/none:1" };
const unscheduled: NonNullable<Input<Pod>["spec"]> = { schedulerName: "conformance-none", containers: [container] };
const scheduled = { nodeName: "conformance-no-such-node", containers: [container] };
const created = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 };

/** The code and the message of a refusal. */
const refusal = ({ status, body }: RawAnswer): string =>
	`${status} ${(body as { message?: string }).message?.replace(/^\w+(\.[\w.]+)? "[^"]*" is invalid: /, "")}`;
const message = async (answer: Promise<RawAnswer>): Promise<string> => refusal(await answer);

/** Writes a part of a Pod as it is now, with changes. */
const write = async (name: string, subresource: string, change: (pod: Pod) => unknown): Promise<RawAnswer> => {
	const pod = await pods.get(name);
	change(pod);
	return await raw("PUT", `${path}/${name}/${subresource}`, { body: pod });
};
const specOf = ({ body, text }: RawAnswer): NonNullable<Pod["spec"]> => {
	const { spec } = body as Pod;
	if (spec === undefined) throw new Error(text);
	return spec;
};

check("O6 ephemeral containers are added, with their defaults, and nothing else of the Pod changes", async () => {
	const { metadata, spec } = await pods.create({ metadata: { name: "debugged", labels: { a: "b" } }, spec: unscheduled });
	const answer = await write("debugged", "ephemeralcontainers", (pod) => {
		pod.metadata.labels = { other: "1" };
		pod.spec = { ...pod.spec, containers: [{ ...container, image: "other" }] };
		pod.spec.ephemeralContainers = [{ name: "debugger", image: "busybox" }];
	});
	const ephemeralContainers = [
		{
			name: "debugger",
			image: "busybox",
			imagePullPolicy: "Always",
			resources: {},
			terminationMessagePath: "/dev/termination-log",
			terminationMessagePolicy: "File",
		},
	];
	expect(specOf(answer)).toEqual({ ...spec, ephemeralContainers });
	const pod = await pods.get("debugged");
	expect(pod.metadata.labels).toEqual({ a: "b" });
	if (minor >= 33) expect(pod.metadata.generation).toBe((metadata.generation ?? 0) + 1);
	expect((await raw("GET", `${path}/debugged/ephemeralcontainers`)).body).toEqual(pod);
});

check("O6 ephemeral containers stay as they are, have names of their own and no ports", async () => {
	await pods.create({ metadata: { name: "examined" }, spec: unscheduled });
	const first = { name: "first", image: "a:1" };
	await write("examined", "ephemeralcontainers", (pod) => Object.assign(pod.spec ?? {}, { ephemeralContainers: [first] }));
	const attempt = async (...ephemeralContainers: readonly object[]): Promise<string> =>
		await message(write("examined", "ephemeralcontainers", (pod) => Object.assign(pod.spec ?? {}, { ephemeralContainers })));
	expect(await attempt()).toBe(
		'422 spec.ephemeralContainers: Forbidden: existing ephemeral containers "first" may not be removed\n',
	);
	expect(await attempt({ ...first, image: "b:1" })).toContain(
		'422 spec.ephemeralContainers: Forbidden: existing ephemeral containers "first" may not be changed\n',
	);
	expect(await attempt(first, { name: "main", image: "b:1" })).toBe(
		'422 spec.ephemeralContainers[1].name: Duplicate value: "main"',
	);
	expect(await attempt(first, { name: "second", image: "b:1", ports: [{ containerPort: 1 }] })).toBe(
		"422 spec.ephemeralContainers[1].ports: Forbidden: cannot be set for an Ephemeral Container",
	);
});

check("O6 S3 ephemeral containers are checked as others are, and may not have what runs beside a Pod's life", async () => {
	await pods.create({ metadata: { name: "inspected" }, spec: { ...unscheduled, volumes: [{ name: "v", emptyDir: {} }] } });
	const refused = async (added: object): Promise<string[]> => {
		const ephemeralContainers = [{ name: "added", image: "a:1", ...added }];
		const { status, body } = await write("inspected", "ephemeralcontainers", (pod) =>
			Object.assign(pod.spec ?? {}, { ephemeralContainers }),
		);
		expect(status).toBe(422);
		const { causes } = (body as { readonly details: { readonly causes: readonly Record<"field" | "message", string>[] } })
			.details;
		return causes.map(({ field, message: text }) => `${field.replace("spec.ephemeralContainers[0].", "")}: ${text}`);
	};
	const forbidden = (member: string): string => `${member}: Forbidden: cannot be set for an Ephemeral Container`;
	expect(await refused({ targetContainerName: "added" })).toEqual(['targetContainerName: Not found: "added"']);
	expect(await refused({ image: undefined })).toEqual(["image: Required value"]);
	expect(await refused({ image: " a" })).toEqual(['image: Invalid value: " a": must not have leading or trailing whitespace']);
	expect(await refused({ restartPolicy: "Always", lifecycle: {}, startupProbe: {} })).toEqual([
		forbidden("restartPolicy"),
		forbidden("startupProbe"),
		forbidden("lifecycle"),
	]);
	const volumeMounts = [
		{ name: "w", mountPath: "/a" },
		{ name: "v", mountPath: "/b", subPath: "x" },
	];
	expect(
		await refused({ name: container.name, targetContainerName: "zz", volumeMounts, resources: { limits: { cpu: 1 } } }),
	).toEqual([
		'volumeMounts[0].name: Not found: "w"',
		`name: Duplicate value: "${container.name}"`,
		'targetContainerName: Not found: "zz"',
		forbidden("resources"),
		forbidden("volumeMounts[1].subPath"),
	]);
});

if (minor >= 33) {
	check("O7 the resources of a Pod's containers change through /resize, and nothing else", async () => {
		const resources = { requests: { cpu: "1" }, limits: { cpu: "2" } };
		const spec = { ...unscheduled, containers: [{ ...container, resources }] };
		await pods.create({ metadata: { name: "resized", labels: { a: "b" } }, spec });
		const resize = async (wanted: object): Promise<RawAnswer> =>
			await write("resized", "resize", (pod) => Object.assign(pod.spec?.containers[0] ?? {}, { image: "other" }, wanted));
		const answer = await resize({ resources: { requests: { cpu: 0.5 }, limits: { cpu: "2" } } });
		expect(specOf(answer).containers[0]).toMatchObject({
			image: container.image,
			resources: { requests: { cpu: "500m" }, limits: { cpu: "2" } },
		});
		expect(await pods.get("resized")).toMatchObject({ metadata: { generation: 2, labels: { a: "b" } } });
		const guaranteed = { cpu: "2", memory: "1Gi" };
		const qos = 'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing';
		const added =
			"spec.containers[0].resources.limits[memory]: Forbidden: memory limits cannot be added unless resizePolicy is RestartContainer";
		expect(await message(resize({ resources: { requests: guaranteed, limits: guaranteed } }))).toBe(
			minor >= 34 ? `422 ${qos}` : `422 [${qos}, ${added}]`,
		);
		expect(await message(resize({ resources: {} }))).toBe(
			`422 [${qos}, spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed, spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed]`,
		);
		const only = "422 spec: Forbidden: only cpu and memory resources are mutable";
		const storage = { requests: { cpu: "500m", "ephemeral-storage": "1Gi" }, limits: { cpu: "2" } };
		expect(await message(resize({ resources: storage }))).toBe(only);
		expect(await message(resize({ resizePolicy: [{ resourceName: "cpu", restartPolicy: "RestartContainer" }] }))).toBe(only);
	});
}

check("O6 S3 a Pod is made without ephemeral containers", async () => {
	const spec = { ...unscheduled, ephemeralContainers: [{ name: "debugger", image: "a:1" }] };
	expect(await message(raw("POST", path, { body: { metadata: { name: "early" }, spec } }))).toBe(
		"422 spec.ephemeralContainers: Forbidden: cannot be set on create",
	);
});

type PodSpec = NonNullable<Pod["spec"]>;
const own = { key: "example.com/own", operator: "Exists" };
const fixed =
	"422 spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
const changes: Readonly<Record<string, readonly [outcome: string, change: (spec: PodSpec) => Partial<PodSpec>]>> = {
	"an image": ["200", ({ containers }) => ({ containers: containers.map((one) => ({ ...one, image: "other" })) })],
	"a command": [fixed, ({ containers }) => ({ containers: containers.map((one) => ({ ...one, command: ["x"] })) })],
	resources: [
		fixed,
		({ containers }) => ({ containers: containers.map((one) => ({ ...one, resources: { requests: { cpu: "1" } } })) }),
	],
	"another container": [
		"422 spec.containers: Forbidden: pod updates may not add or remove containers",
		({ containers }) => ({ containers: [...containers, { ...container, name: "second" }] }),
	],
	"an ephemeral container": [fixed, () => ({ ephemeralContainers: [{ name: "debugger", image: "a:1" }] })],
	"a shorter deadline": ["200", () => ({ activeDeadlineSeconds: 40 })],
	"a longer deadline": [
		"422 spec.activeDeadlineSeconds: Invalid value: 60: must be less than or equal to previous value",
		() => ({ activeDeadlineSeconds: 60 }),
	],
	"one more toleration": [
		"200",
		({ tolerations = [] }) => ({ tolerations: [...tolerations, { key: "example.com/a", operator: "Exists" }] }),
	],
	"fewer tolerations": [
		"422 spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds",
		({ tolerations = [] }) => ({ tolerations: tolerations.filter(({ key }) => key !== own.key) }),
	],
	"no toleration but its own": ["200", () => ({ tolerations: [own] })],
	"a node": [fixed, () => ({ nodeName: "x" })],
	"a grace period": [fixed, () => ({ terminationGracePeriodSeconds: 1 })],
	"a gate": [
		"422 spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'example.com/b'",
		() => ({ schedulingGates: [{ name: "example.com/b" }] }),
	],
};
for (const [what, [outcome, change]] of Object.entries(changes)) {
	check(`S3 O6 O7 a replace of a Pod with ${what}`, async () => {
		const name = `changed-${what.replaceAll(" ", "-")}`;
		const pod = await pods.create({
			metadata: { name },
			spec: { ...unscheduled, tolerations: [own], activeDeadlineSeconds: 50 },
		});
		if (pod.spec === undefined) throw new Error("the server has no spec");
		const answer = await raw("PUT", `${path}/${name}`, { body: { ...pod, spec: { ...pod.spec, ...change(pod.spec) } } });
		if (outcome === "200") expect(answer.status, answer.text).toBe(200);
		// What the server says after that is a comparison of its own types.
		else expect(refusal(answer).split("\n")[0]).toBe(outcome);
		await pods.delete(name);
	});
}

const bind = async (name: string, body: object, query = ""): Promise<RawAnswer> =>
	await raw("POST", `${path}/${name}/binding${query}`, { body });
const binding = (name: string): object => ({ metadata: { name }, target: { kind: "Node", name: "conformance-no-such-node" } });

check("O5 a binding gives a Pod its node, once", async () => {
	await pods.create({ metadata: { name: "bound", labels: { a: "b" } }, spec: unscheduled });
	expect((await bind("bound", binding("bound"), "?dryRun=All")).body).toEqual(created);
	expect((await pods.get("bound")).spec).not.toHaveProperty("nodeName");
	const metadata = { name: "bound", annotations: { x: "y" }, labels: { "topology.kubernetes.io/zone": "z" } };
	const answer = await bind("bound", { ...binding("bound"), metadata });
	expect([answer.status, answer.body]).toEqual([201, created]);
	const pod = await pods.get("bound");
	expect(pod.spec?.nodeName).toBe("conformance-no-such-node");
	expect(pod.metadata).toMatchObject({ annotations: { x: "y" }, labels: { a: "b" } });
	expect(pod.status?.conditions).toMatchObject([{ type: "PodScheduled", status: "True", lastProbeTime: null }]);
	const again = await bind("bound", binding("bound"));
	expect(refusal(again)).toBe(
		'409 Operation cannot be fulfilled on pods/binding "bound": pod bound is already assigned to node "conformance-no-such-node"',
	);
	expect(again.body).toMatchObject({ reason: "Conflict", details: { name: "bound", kind: "pods/binding" } });
	await pods.delete("bound", { gracePeriodSeconds: 0 });
});

check("O5 bindings have a collection as well", async () => {
	await pods.create({ metadata: { name: "collected" }, spec: unscheduled });
	const collection = `/api/v1/namespaces/${namespace}/bindings`;
	expect((await raw("POST", collection, { body: binding("collected") })).body).toEqual(created);
	expect((await pods.get("collected")).spec?.nodeName).toBe("conformance-no-such-node");
	expect(await message(raw("POST", collection, { body: binding("nobody") }))).toBe('404 pods "nobody" not found');
	await pods.delete("collected");
	expect(await message(bind("collected", binding("collected")))).toContain(
		"pod collected is being deleted, cannot be assigned to a host",
	);
	await pods.delete("collected", { gracePeriodSeconds: 0 });
});

check("O5 B a binding names its Pod and a node", async () => {
	await pods.create({ metadata: { name: "loose" }, spec: { ...unscheduled, schedulingGates: [{ name: "example.com/wait" }] } });
	expect(await message(bind("loose", binding("other")))).toBe("400 name in URL does not match name in Binding object");
	expect(await message(bind("loose", { metadata: { name: "loose" } }))).toBe("500 target.name: Required value");
	expect(await message(bind("loose", { metadata: { name: "loose" }, target: { kind: "Pod", name: "x" } }))).toBe(
		'500 target.kind: Unsupported value: "Pod": supported values: "Node", "<empty>"',
	);
	expect(await message(bind("loose", binding("loose")))).toContain("pod loose has non-empty .spec.schedulingGates");
	expect(await message(raw("GET", `${path}/loose/binding`))).toContain("405");
});

const budgets = new Api(PodDisruptionBudget, { client, namespace });
const evict = async (name: string, body: object = {}, query = ""): Promise<RawAnswer> =>
	await raw("POST", `${path}/${name}/eviction${query}`, { body: { metadata: { name }, ...body } });
/** A Pod that says that it runs. */
const run = async (name: string, ready = true): Promise<void> => {
	const pod = await pods.create({ metadata: { name, labels: { app: "covered" } }, spec: scheduled });
	server.finally(() => pods.delete(name, { gracePeriodSeconds: 0 }));
	const conditions = [{ type: "Ready", status: ready ? "True" : "False" }];
	await pods.status.replace(name, { ...pod, status: { ...pod.status, phase: "Running", conditions } });
};

/** Waits for what the disruption controller writes, or writes it where there is none. */
const settle = async (name: string, healthy: number, desired: number, expected: number): Promise<void> => {
	const disruptionsAllowed = Math.max(0, healthy - desired);
	if (server.target.createUser === undefined) {
		const status = async (): Promise<unknown> => (await budgets.get(name)).status;
		await expect
			.poll(status, { timeout: 20_000 })
			.toMatchObject({ currentHealthy: healthy, desiredHealthy: desired, expectedPods: expected, disruptionsAllowed });
		return;
	}
	const budget = await budgets.get(name);
	const counts = { currentHealthy: healthy, desiredHealthy: desired, expectedPods: expected, disruptionsAllowed };
	await budgets.status.replace(name, { ...budget, status: { ...counts, observedGeneration: budget.metadata.generation ?? 0 } });
};

check("O4 an eviction without a budget is a deletion", async () => {
	await run("free");
	expect((await evict("free", {}, "?dryRun=All")).body).toEqual(created);
	expect((await pods.get("free")).metadata.deletionTimestamp).toBeUndefined();
	const answer = await evict("free", { deleteOptions: { gracePeriodSeconds: 0 } });
	expect([answer.status, answer.body]).toEqual([201, created]);
	expect(await pods.exists("free")).toBe(false);
	expect(await message(evict("free"))).toBe('404 pods "free" not found');
});

check("O4 an evicted Pod that takes its time says why it goes", async () => {
	await run("slow");
	await evict("slow");
	const { metadata, status } = await pods.get("slow");
	expect(metadata.deletionTimestamp).toBeDefined();
	expect(status?.conditions?.find(({ type }) => type === "DisruptionTarget")).toMatchObject({
		status: "True",
		reason: "EvictionByEvictionAPI",
		message: "Eviction API: evicting",
	});
	await pods.delete("slow", { gracePeriodSeconds: 0 });
});

check("O4 B an eviction names its Pod, in either version, with preconditions", async () => {
	await run("named");
	expect(await message(evict("named", { metadata: { name: "other" } }))).toBe(
		"400 name in URL does not match name in Eviction object",
	);
	const uid = "00000000-0000-4000-8000-000000000000";
	expect(await message(evict("named", { deleteOptions: { preconditions: { uid } } }))).toContain(
		"409 Operation cannot be fulfilled",
	);
	const old = { apiVersion: "policy/v1beta1", kind: "Eviction", deleteOptions: { gracePeriodSeconds: 0 } };
	expect((await evict("named", old)).body).toEqual(created);
	expect(await pods.exists("named")).toBe(false);
});

check("O4 an eviction counts in the budget that covers the Pod, and is a 429 when that is used up [needs:kcm]", async () => {
	for (const name of ["first", "second"]) await run(name);
	await budgets.create({
		metadata: { name: "budget" },
		spec: { minAvailable: 1, selector: { matchLabels: { app: "covered" } } },
	});
	await settle("budget", 2, 1, 2);
	expect((await evict("first", {}, "?dryRun=All")).body).toEqual(created);
	expect((await budgets.get("budget")).status?.disruptionsAllowed).toBe(1);
	expect((await evict("first", { deleteOptions: { gracePeriodSeconds: 0 } })).body).toEqual(created);
	await settle("budget", 1, 1, 1);
	const refused = await evict("second");
	expect(refused.status).toBe(429);
	expect(refused.body).toEqual({
		kind: "Status",
		apiVersion: "v1",
		metadata: {},
		status: "Failure",
		message: "Cannot evict pod as it would violate the pod's disruption budget.",
		reason: "TooManyRequests",
		details: {
			causes: [{ reason: "DisruptionBudget", message: "The disruption budget budget needs 1 healthy pods and has 1 currently" }],
		},
		code: 429,
	});
	// What is not ready is not counted while enough others are.
	await run("unready", false);
	await settle("budget", 1, 1, 2);
	expect((await evict("unready", { deleteOptions: { gracePeriodSeconds: 0 } })).body).toEqual(created);
	await budgets.create({
		metadata: { name: "another" },
		spec: { minAvailable: 1, selector: { matchLabels: { app: "covered" } } },
	});
	await settle("another", 1, 1, 1);
	expect(await message(evict("second"))).toBe(
		"500 This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
	);
	for (const name of ["budget", "another"]) await budgets.delete(name);
});

check("O4 a Pod that does not run yet is evicted whatever the budget says", async () => {
	const labels = { app: "pending" };
	await budgets.create({ metadata: { name: "strict" }, spec: { minAvailable: 5, selector: { matchLabels: labels } } });
	await pods.create({ metadata: { name: "pending", labels }, spec: unscheduled });
	expect((await evict("pending")).body).toEqual(created);
	expect(await pods.exists("pending")).toBe(false);
	await budgets.delete("strict");
});

check("O3 Q5 a namespace ends when /finalize leaves nobody to wait for", async () => {
	const namespaces = new Api(Namespace, { client });
	const { metadata } = await namespaces.create({ metadata: { generateName: "conformance-" } });
	const { name } = metadata;
	const finalize = async (finalizers: string[], labels = {}): Promise<RawAnswer> =>
		await raw("PUT", `/api/v1/namespaces/${name}/finalize`, { body: { metadata: { name, labels }, spec: { finalizers } } });
	const waiting = await finalize(["example.com/a"], { mine: "1" });
	expect(waiting.body).toMatchObject({ metadata: { labels: { mine: "1" } }, spec: { finalizers: ["example.com/a"] } });
	expect(waiting.body).toHaveProperty("status", { phase: "Active" });
	expect(await message(finalize(["a"]))).toBe(
		'422 spec.finalizers[0]: Invalid value: "a": name is neither a standard finalizer name nor is it fully qualified',
	);
	await namespaces.delete(name);
	expect((await namespaces.get(name)).status?.phase).toBe("Terminating");
	expect((await finalize([])).status).toBe(200);
	await expect.poll(() => namespaces.exists(name), { timeout: 10_000 }).toBe(false);
	expect(
		await message(
			raw("PUT", "/api/v1/namespaces/conformance-nope/finalize", { body: { metadata: { name: "conformance-nope" } } }),
		),
	).toBe('404 namespaces "conformance-nope" not found');
});

// Self-signed for this test; nobody is asked to sign it.
const request =
	"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIR01HNENBUUF3RERFS01BZ0dBMVVFQXd3QmVEQlpNQk1HQnlxR1NNNDlBZ0VHQ0NxR1NNNDlBd0VIQTBJQQpCRlZQaVc1bDNPWlpDTVIxeWppWWVkSHg3V3NsTnBockozQUxuY0xEWndIUkxCRjRia0JhYmtOTklXc2ZWVVB3CkV1QUZ1MVVFQ3lpMm84NjdrSGpDNUhTZ0FEQUtCZ2dxaGtqT1BRUURBZ05JQURCRkFpQlc0bVA5dVhkYXpxcm0KR0w1by9TMGg2TDFZbjdEYnVwOXdDbjlLL0dHbWlBSWhBS0cxUWNFRjBNUlhEK25LeFg3eGdwUUFuZGoxcnZCcwpWMmRYdi9rMnpRRDYKLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==";

check("O11 a request for a certificate is approved or denied, for good", async () => {
	const requests = new Api(CertificateSigningRequest, { client });
	const { metadata } = await requests.create({
		metadata: { generateName: "conformance-" },
		spec: { request, signerName: "example.com/none", usages: ["client auth"] },
	});
	server.finally(() => requests.delete(metadata.name));
	const decide = async (...conditions: readonly object[]): Promise<RawAnswer> => {
		const body = await requests.get(metadata.name);
		return await raw("PUT", `/apis/certificates.k8s.io/v1/certificatesigningrequests/${metadata.name}/approval`, {
			body: { ...body, status: { conditions, certificate: "eA==" } },
		});
	};
	const approved = { type: "Approved", status: "True", reason: "Tested", message: "by a test" };
	const answer = await decide(approved);
	expect(answer.status, answer.text).toBe(200);
	const time = expect.stringMatching(/Z$/) as string;
	expect((await requests.get(metadata.name)).status).toEqual({
		conditions: [{ ...approved, lastUpdateTime: time, lastTransitionTime: time }],
	});
	expect(await message(decide(approved, { type: "Denied", status: "True" }))).toBe(
		minor >= 37
			? '422 status.conditions: Invalid value: "{conditions[{\\"type\\": \\"Approved\\"}], conditions[{\\"type\\": \\"Denied\\"}]}": must specify at most one of: `conditions[{"type": "Approved"}]`, `conditions[{"type": "Denied"}]`'
			: `422 status.conditions${minor >= 34 ? "" : "[1].type"}: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive`,
	);
	expect(await message(decide())).toBe('422 status.conditions: Forbidden: updates may not remove a condition of type "Approved"');
	expect(await message(decide({ type: "Approved", status: "False" }))).toBe(
		'422 status.conditions[0].status: Unsupported value: "False": supported values: "True"',
	);
});

check("M10 O11 nobody owns what a request for a certificate asks for; whoever approves owns the approval", async () => {
	const requests = new Api(CertificateSigningRequest, { client });
	const spec = { request, signerName: "example.com/none", usages: ["client auth"] };
	const body = { metadata: { generateName: "conformance-", labels: { a: "b" } }, spec };
	const { metadata } = await requests.create(body, { fieldManager: "asking" });
	server.finally(() => requests.delete(metadata.name));
	expect(metadata.managedFields?.map(({ manager, fieldsV1 }) => [manager, fieldsV1])).toEqual([
		["asking", { "f:metadata": { "f:generateName": {}, "f:labels": { ".": {}, "f:a": {} } } }],
	]);
	const approval = `/apis/certificates.k8s.io/v1/certificatesigningrequests/${metadata.name}/approval?fieldManager=approving`;
	const status = { conditions: [{ type: "Approved", status: "True", reason: "Tested" }], certificate: "eA==" };
	const headers = { "content-type": "application/merge-patch+json" };
	await raw("PATCH", approval, { headers, body: { spec: { usages: ["server auth"] }, status } });
	const owned = (await requests.get(metadata.name)).metadata.managedFields?.find(({ manager }) => manager === "approving");
	expect(owned).toMatchObject({ operation: "Update", subresource: "approval" });
	expect(Object.keys(owned?.fieldsV1 ?? {})).toEqual(["f:status"]);
	expect(Object.keys((owned?.fieldsV1 as { "f:status"?: object } | undefined)?.["f:status"] ?? {})).toEqual(["f:conditions"]);
});
