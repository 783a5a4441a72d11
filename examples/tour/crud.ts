import {
	AlreadyExistsError,
	Api,
	anonymous,
	BadRequestError,
	ConflictError,
	createClient,
	isStatus,
	KubexApiError,
	NotFoundError,
	TransportError,
	UnprocessableEntityError,
	UnsupportedOperationError,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import type { Tour } from "./tour.ts";

/** The calls of a client, in the order in which one meets them. The code of each step is printed as it stands here. */
export async function crudTour(tour: Tour, namespace: string): Promise<void> {
	const { show } = tour;
	tour.chapter("Connect");

	tour.step(
		"Make a client",
		"KUBECONFIG, ~/.kube/config, then the Pod's own; tour.watch wraps the transport to show what is sent.",
	);
	await using client = await createClient({ transport: tour.watch });
	show(() => client.namespace);

	tour.step("Make the Api of a kind", "A kind is a type and a value of one name. Nothing is sent yet.");
	const pods: Api<Pod> = new Api(Pod, { client, namespace });
	const deployments = new Api(Deployment, { client, namespace });
	const configMaps = new Api(ConfigMap, { client, namespace });
	show(() => pods.resource.plural);

	tour.chapter("Read");

	tour.step("Get one object", "name, uid and resourceVersion of what the server returned are strings, never undefined.");
	const pod = await pods.get("my-pod");
	show(() => pod.metadata.uid);
	show(() => pod.status?.phase);

	tour.step(
		"Get it from the server's cache",
		"Any state at least as recent as this one will do, which is cheaper than the newest.",
	);
	const cached = await pods.get("my-pod", { resourceVersion: pod.metadata.resourceVersion });
	show(() => cached.metadata.resourceVersion === pod.metadata.resourceVersion);

	tour.step("List with selectors");
	const list = await pods.list({ labelSelector: "app=nginx", fieldSelector: "status.phase=Running", limit: 100 });
	show(() => list.items.map((item) => item.metadata.name));

	tour.step("List a page, and the page after it", "The token keeps the state of the first page, for about five minutes.");
	const first = await pods.list({ limit: 3 });
	const second = await pods.list({ limit: 3, continueToken: first.metadata.continue });
	show(() => first.metadata.remainingItemCount);
	show(() => second.items.map((item) => item.metadata.name));

	tour.step("List all namespaces", "null stands for all of them, although the Api has a namespace.");
	const everywhere = await pods.list({ namespace: null, labelSelector: "app=nginx", limit: 10 });
	show(() => everywhere.items.map((item) => item.metadata.namespace));

	tour.step("Read page by page");
	const sizes: number[] = [];
	for await (const page of pods.pages({ limit: 2 })) sizes.push(page.items.length);
	show(() => sizes);

	tour.step("Read object by object, chosen by an object", "Pages of 500 are read behind the scenes.");
	const names: string[] = [];
	for await (const item of pods.items({ labelSelector: { app: "nginx", tier: { in: ["a", "b"] } } })) {
		names.push(item.metadata.name);
	}
	show(() => names);

	tour.step("List the Pods of a Deployment", "A LabelSelector works as it is.");
	const deployment = await deployments.get("web");
	const selected = await pods.list({ labelSelector: deployment.spec?.selector });
	show(() => selected.items.length);

	tour.chapter("Create and replace");

	tour.step("Create, as a rehearsal", "The server checks, defaults and names the object, and stores nothing.");
	const created = await pods.create(
		{ metadata: { generateName: "example-pod-" }, spec: { containers: [{ name: "example", image: "nginx" }] } },
		{ dryRun: true, fieldManager: "me", fieldValidation: "Strict" },
	);
	const stored = await pods.exists(created.metadata.name);
	show(() => created.metadata.name);
	show(() => stored);

	tour.step("Read, change, replace");
	const current = await pods.get("example-pod");
	current.metadata.labels = { ...current.metadata.labels, env: "staging" };
	const replaced = await pods.replace("example-pod", current);
	show(() => replaced.metadata.labels);

	tour.step("Replace what somebody else has changed", "current is out of date by now: its resourceVersion is the old one.");
	try {
		await pods.replace("example-pod", current);
	} catch (error) {
		if (!(error instanceof ConflictError)) throw error;
		show(() => error.message);
	}

	tour.chapter("Subresources");

	tour.step(
		"Read and replace the status",
		"Here only the status of the body counts; replacing the object itself leaves the status alone.",
	);
	const observed = await pods.status.get("my-pod");
	const failed = await pods.status.replace("my-pod", { ...observed, status: { ...observed.status, phase: "Failed" } });
	show(() => failed.status?.phase);

	tour.step("Read and replace the scale", "A Scale of autoscaling/v1, whatever the kind that is scaled.");
	const scale = await deployments.scale.get("web");
	const scaled = await deployments.scale.replace("web", { ...scale, spec: { replicas: 2 } });
	show(() => [scale.spec?.replicas ?? 0, scaled.spec?.replicas]);

	tour.chapter("Delete");

	tour.step("Delete, as a rehearsal", "Only this very object: the uid must match.");
	const rehearsed = await pods.delete("example-pod", {
		gracePeriodSeconds: 0,
		propagationPolicy: "Foreground",
		preconditions: { uid: current.metadata.uid },
		dryRun: true,
	});
	show(() => rehearsed.kind);

	tour.step(
		"Delete",
		"A Status when the object is gone, the object itself when it still has to end; some kinds answer with it either way.",
	);
	const gone = await configMaps.delete("settings");
	if (isStatus(gone)) show(() => gone.details);

	tour.step("Delete a collection");
	const batch = await pods.deleteCollection({ labelSelector: "app=example-batch" });
	if (!isStatus(batch)) show(() => batch.items.map((item) => item.metadata.name));

	tour.chapter("Errors");

	tour.step("There is none", "Every status has its class, below KubexApiError.");
	try {
		await pods.get("nope");
	} catch (error) {
		if (error instanceof NotFoundError) show(() => error.status.details);
	}

	tour.step("There is one already", "AlreadyExistsError is a ConflictError: both are a 409.");
	try {
		await configMaps.create({ metadata: { name: "cafe" } });
		await configMaps.create({ metadata: { name: "cafe" } });
	} catch (error) {
		if (error instanceof AlreadyExistsError) show(() => [error.code, error.reason, error.request]);
	}

	tour.step("It is invalid", "The causes name the fields.");
	try {
		await configMaps.create({ metadata: { name: "Café" } });
	} catch (error) {
		if (error instanceof UnprocessableEntityError) show(() => error.status.details?.causes?.map((cause) => cause.field));
	}

	tour.step("It has a field that nobody knows", "Strict refuses it; without Strict the server drops it and warns.");
	try {
		const misspelt = { metadata: { name: "tea" }, dta: { color: "green" } };
		await configMaps.create(misspelt, { fieldValidation: "Strict" });
	} catch (error) {
		if (error instanceof BadRequestError) show(() => error.message);
	}

	tour.step("Nobody answers", "Not an answer of the API, so not a KubexApiError; cause has the socket's own error.");
	try {
		await using nowhere = await createClient({ config: { server: "http://127.0.0.1:1", credentials: anonymous } });
		await nowhere.version();
	} catch (error) {
		if (error instanceof TransportError) show(() => [error instanceof KubexApiError, error.message]);
	}

	tour.step("The compiler knows better", "An Api has what its kind has; plain JavaScript gets an error with a sentence.");
	try {
		// @ts-expect-error A Pod has no scale.
		await pods.scale.get("my-pod");
	} catch (error) {
		if (error instanceof UnsupportedOperationError) show(() => error.message);
	}
	try {
		// @ts-expect-error A Node is in no namespace.
		await new Api(Node, { client, namespace }).list();
	} catch (error) {
		if (error instanceof TypeError) show(() => error.message);
	}
}
