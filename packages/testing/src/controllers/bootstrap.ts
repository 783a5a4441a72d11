import { installBootstrapPolicy } from "../authorization/rbac/bootstrap-policy.ts";
import { namespacesCollection } from "../registry/namespaces.ts";
import { apiServerAddress } from "../registry/service/allocate-service.ts";
import type { Services } from "../registry/services.ts";
import { timestamp } from "../registry/timestamp.ts";
import { orderMetadata } from "../storage/object-state.ts";
import { furnishNamespace } from "./namespace-furniture.ts";

const namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** The classes of what a cluster cannot do without. */
const priorityClasses = [
	{
		name: "system-cluster-critical",
		description: "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.",
		preemptionPolicy: "PreemptLowerPriority",
		value: 2_000_000_000,
	},
	{
		name: "system-node-critical",
		description: "Used for system critical pods that must not be moved from their current node.",
		preemptionPolicy: "PreemptLowerPriority",
		value: 2_000_001_000,
	},
];

/** Puts in place what every control plane begins with: its namespaces, and the Service that its clients in pods use. */
export function bootstrap(services: Services): void {
	const { store, random, clock } = services;
	const creationTimestamp = timestamp(clock.now());
	for (const name of namespaces) {
		const labels = { "kubernetes.io/metadata.name": name };
		const metadata = orderMetadata({ name, uid: random.uuid(), creationTimestamp, labels });
		store.put(
			namespacesCollection,
			name,
			{ metadata, spec: { finalizers: ["kubernetes"] }, status: { phase: "Active" } },
			undefined,
		);
		furnishNamespace(services, name);
	}
	const metadata = orderMetadata({
		name: "kubernetes",
		namespace: "default",
		uid: random.uuid(),
		creationTimestamp,
		labels: { component: "apiserver", provider: "kubernetes" },
	});
	const spec = {
		clusterIP: apiServerAddress,
		clusterIPs: [apiServerAddress],
		internalTrafficPolicy: "Cluster",
		ipFamilies: ["IPv4"],
		ipFamilyPolicy: "SingleStack",
		ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }],
		sessionAffinity: "None",
		type: "ClusterIP",
	};
	installBootstrapPolicy(services);
	for (const { name: className, ...fields } of priorityClasses) {
		const classMetadata = orderMetadata({ name: className, uid: random.uuid(), generation: 1, creationTimestamp });
		store.put("/scheduling.k8s.io/priorityclasses", className, { metadata: classMetadata, ...fields }, undefined);
	}
	store.put("/services", "default/kubernetes", { metadata, spec, status: { loadBalancer: {} } }, undefined);
}
