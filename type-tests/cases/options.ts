import {
	Api,
	type CallOptions,
	type Client,
	type ClientOptions,
	createClient,
	Kubeconfig,
	loadKubeconfig,
	type Transport,
} from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

declare const client: Client;
declare const signal: AbortSignal;
const pods = new Api(Pod, { client });

// Every call takes these, and so much more, and an explicit undefined everywhere.
await pods.get("p", { signal, timeout: 1000, resourceVersion: "0" });
await pods.get("p", { signal: undefined, timeout: undefined, resourceVersion: undefined, namespace: undefined });
await pods.list({ timeout: false });
await pods.list({
	labelSelector: undefined,
	fieldSelector: undefined,
	limit: undefined,
	continueToken: undefined,
	resourceVersion: undefined,
	resourceVersionMatch: undefined,
	timeoutSeconds: undefined,
	namespace: undefined,
	signal: undefined,
	timeout: undefined,
});
await pods.create(
	{ metadata: {} },
	{ dryRun: undefined, fieldManager: undefined, fieldValidation: undefined, signal: undefined },
);
await pods.delete("p", { gracePeriodSeconds: undefined, preconditions: { uid: undefined }, propagationPolicy: undefined });
for await (const _ of pods.pages({ onExpired: undefined, limit: undefined }));
new Api(Pod, { client, namespace: undefined });

const options: ClientOptions = {
	context: undefined,
	kubeconfig: undefined,
	namespace: undefined,
	timeout: undefined,
	pool: { connections: undefined, keepAliveTimeout: undefined },
	compression: undefined,
	userAgent: undefined,
	onWarning: undefined,
	transport: undefined,
};
await using connected = await createClient(options);
holds<Same<typeof connected, Client>>();
const phases: CallOptions = { timeout: { total: false, connect: 5000, headers: undefined } };
await pods.get("p", phases);

const kubeconfig = await loadKubeconfig();
holds<Same<typeof kubeconfig, Kubeconfig>>();
await createClient({ kubeconfig, context: "dev" });
await createClient({ kubeconfig: "./kubeconfig" });

// A test double is a plain object.
const double: Transport = {
	send: (request) => Promise.resolve({ status: 200, headers: {}, bytes: new TextEncoder().encode(request.path) }),
	upgrade: () => Promise.reject(new Error("no upgrades here")),
	close: () => Promise.resolve(),
} as Transport;
await createClient({ transport: double });
await createClient({ transport: (inner) => ({ ...inner, send: (request) => inner.send(request) }) });

// @ts-expect-error No such option.
await pods.list({ labelSelektor: "app=nginx" });
// @ts-expect-error No such policy.
await pods.delete("p", { propagationPolicy: "foreground" });
// @ts-expect-error Only "All" is a word.
await pods.create({ metadata: {} }, { dryRun: "all" });
// @ts-expect-error Milliseconds are a number.
await pods.get("p", { timeout: "5s" });
// @ts-expect-error Not an option of a single read.
await pods.get("p", { limit: 1 });
// @ts-expect-error A client is needed.
new Api(Pod, {});
