import {
	Api,
	type Client,
	type ClientResponse,
	type EphemeralContainersSubresource,
	type EvictionSubresource,
	mergePatch,
	type ProxySubresource,
	type Status,
	type Subresource,
} from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import type { TokenRequest } from "kubex/k8s/v1_35/authentication/v1";
import type { Scale } from "kubex/k8s/v1_35/autoscaling/v1";
import { CertificateSigningRequest } from "kubex/k8s/v1_35/certificates/v1";
import { ConfigMap, Namespace, Node, Pod, Service, ServiceAccount } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

declare const client: Client;
const pods = new Api(Pod, { client });
const deployments = new Api(Deployment, { client });
const nodes = new Api(Node, { client });
const namespaces = new Api(Namespace, { client });
const configMaps = new Api(ConfigMap, { client });
const serviceAccounts = new Api(ServiceAccount, { client });
const requests = new Api(CertificateSigningRequest, { client });

holds<Same<typeof pods.eviction, EvictionSubresource<Pod>>>();
holds<Same<typeof pods.ephemeralContainers, EphemeralContainersSubresource<Pod, Pod>>>();
holds<Same<typeof pods.resize, Subresource<Pod, Pod>>>();
holds<Same<typeof pods.proxy, ProxySubresource<Pod>>>();

const scaled = await deployments.scale.set("web", 3, { namespace: "x", dryRun: true });
holds<Same<typeof scaled, Scale>>();
const evicted = await pods.eviction.create("web", {
	gracePeriodSeconds: 0,
	preconditions: { uid: "u" },
	retryOnDisruptionBudget: { interval: 1000, timeout: false },
});
holds<Same<typeof evicted, Status>>();
await pods.eviction.create("web");
const debugged = await pods.ephemeralContainers.add("web", { name: "debug", image: "busybox", targetContainerName: "main" });
holds<Same<typeof debugged, Pod>>();
await pods.resize.patch("web", mergePatch({ spec: { containers: [{ name: "main", resources: { requests: { cpu: 1 } } }] } }));
const bound = await pods.binding.create("web", { target: { kind: "Node", name: "node-0" } });
holds<Same<typeof bound, Status>>();
const token = await serviceAccounts.token.create("default", { spec: { audiences: [], expirationSeconds: 600 } });
holds<Same<typeof token, TokenRequest>>();
const namespace = await namespaces.get("x");
await namespaces.finalize.replace("x", { ...namespace, spec: { finalizers: [] } });
const approved = await requests.approval.approve("jane", { reason: "Known", message: "known to the team" });
holds<Same<typeof approved, CertificateSigningRequest>>();
await requests.approval.deny("jane");
const answer = await new Api(Service, { client }).proxy.request("web", {
	port: "http",
	path: "/healthz",
	query: { verbose: "1" },
});
holds<Same<typeof answer, ClientResponse>>();
await nodes.proxy.request("node-0", { path: "/metrics" });

// Any that reads or writes objects, by its name.
const observed = await pods.subresource("status").get("web");
holds<Same<typeof observed, Pod>>();
const named = await deployments.subresource("scale").patch("web", mergePatch({ spec: { replicas: 1 } }));
holds<Same<typeof named, Scale>>();

// What a kind has not is not there.
// @ts-expect-error A Deployment is not evicted.
deployments.eviction;
// @ts-expect-error Nor has it ephemeral containers.
deployments.ephemeralContainers;
// @ts-expect-error A ConfigMap has no subresource at all.
configMaps.subresource;
// @ts-expect-error Nor a scale.
configMaps.scale;
// @ts-expect-error A Pod has no token.
pods.token;
// @ts-expect-error A Deployment serves nothing itself.
deployments.proxy;
// @ts-expect-error A namespace's finalizers are only replaced.
namespaces.finalize.get;
// @ts-expect-error No such subresource.
pods.subresource("scale");
// @ts-expect-error A log is no object.
pods.subresource("log");
// @ts-expect-error Not a number.
await deployments.scale.set("web", "3");
// @ts-expect-error A container has an image.
await pods.ephemeralContainers.add("web", { name: "debug", images: "busybox" });
// @ts-expect-error It is cluster-scoped.
await nodes.proxy.request("node-0", {}, { namespace: "x" });
