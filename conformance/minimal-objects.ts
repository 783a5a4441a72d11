/** The least object of a kind that a server accepts, without apiVersion, kind and metadata. */
export interface MinimalObject {
	/** The API version, such as `apps/v1`. */
	readonly apiVersion: string;
	/** The name in the URL. */
	readonly plural: string;
	readonly scope: "Namespaced" | "Cluster";
	readonly body: object;
	/** A change that is no metadata, where one replaces members as a whole. */
	readonly change?: object;
}

const labels = { app: "minimal" };
const podSpec = { schedulerName: "conformance-none", containers: [{ name: "main", image: "example.com/none:1" }] };
const template = { metadata: { labels }, spec: podSpec };
const workload = { replicas: 0, selector: { matchLabels: labels }, template };
const jobTemplate = { spec: { template: { spec: { ...podSpec, restartPolicy: "Never" } } } };
const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" };

const namespaced = (apiVersion: string, plural: string, body: object, change?: object): MinimalObject => ({
	apiVersion,
	plural,
	scope: "Namespaced",
	body,
	...(change !== undefined && { change }),
});
const cluster = (apiVersion: string, plural: string, body: object, change?: object): MinimalObject => ({
	...namespaced(apiVersion, plural, body, change),
	scope: "Cluster",
});

/** One object of every common kind. */
export const minimalObjects: readonly MinimalObject[] = [
	namespaced("v1", "configmaps", {}, { data: { a: "b" } }),
	namespaced("v1", "secrets", {}, { stringData: { a: "b" } }),
	namespaced("v1", "services", { spec: { ports: [{ port: 80 }] } }, { spec: { ports: [{ port: 81 }] } }),
	namespaced("v1", "serviceaccounts", {}, { automountServiceAccountToken: false }),
	namespaced("v1", "pods", { spec: podSpec }),
	namespaced("v1", "podtemplates", { template }, { template: { ...template, metadata: { labels: { app: "x" } } } }),
	namespaced("v1", "endpoints", {}, { subsets: [{ addresses: [{ ip: "10.0.0.1" }], ports: [{ port: 1 }] }] }),
	namespaced("v1", "limitranges", { spec: { limits: [] } }, { spec: { limits: [{ type: "Pod", max: { cpu: "1" } }] } }),
	namespaced("v1", "resourcequotas", { spec: {} }, { spec: { hard: { pods: "1" } } }),
	namespaced(
		"v1",
		"replicationcontrollers",
		{ spec: { replicas: 0, selector: labels, template } },
		{ spec: { replicas: 0, selector: labels, template, minReadySeconds: 1 } },
	),
	namespaced("v1", "persistentvolumeclaims", {
		spec: { storageClassName: "none", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
	}),
	namespaced(
		"v1",
		"events",
		{ involvedObject: { namespace: "NAMESPACE" } },
		{ involvedObject: { namespace: "NAMESPACE" }, count: 2 },
	),
	namespaced(
		"apps/v1",
		"deployments",
		{ spec: { ...workload, paused: true } },
		{ spec: { ...workload, paused: true, minReadySeconds: 1 } },
	),
	namespaced("apps/v1", "replicasets", { spec: workload }, { spec: { ...workload, minReadySeconds: 1 } }),
	namespaced(
		"apps/v1",
		"statefulsets",
		{ spec: { ...workload, serviceName: "none" } },
		{ spec: { ...workload, serviceName: "none", minReadySeconds: 1 } },
	),
	namespaced(
		"apps/v1",
		"daemonsets",
		{
			spec: { selector: { matchLabels: labels }, template: { ...template, spec: { ...podSpec, nodeSelector: { never: "1" } } } },
		},
		{
			spec: {
				selector: { matchLabels: labels },
				template: { ...template, spec: { ...podSpec, nodeSelector: { never: "1" } } },
				minReadySeconds: 1,
			},
		},
	),
	namespaced("apps/v1", "controllerrevisions", { revision: 1, data: { a: 1 } }, { revision: 2, data: { a: 1 } }),
	namespaced("batch/v1", "jobs", { spec: { ...jobTemplate.spec, suspend: true } }),
	namespaced(
		"batch/v1",
		"cronjobs",
		{ spec: { schedule: "0 0 1 1 *", suspend: true, jobTemplate } },
		{ spec: { schedule: "0 0 2 1 *", suspend: true, jobTemplate } },
	),
	namespaced(
		"networking.k8s.io/v1",
		"ingresses",
		{ spec: { defaultBackend: { service: { name: "a", port: { number: 80 } } } } },
		{ spec: { defaultBackend: { service: { name: "b", port: { number: 80 } } } } },
	),
	namespaced(
		"networking.k8s.io/v1",
		"networkpolicies",
		{ spec: { podSelector: {} } },
		{ spec: { podSelector: { matchLabels: labels } } },
	),
	namespaced(
		"policy/v1",
		"poddisruptionbudgets",
		{ spec: { minAvailable: 1, selector: { matchLabels: { app: "nobody" } } } },
		{ spec: { minAvailable: 2, selector: { matchLabels: { app: "nobody" } } } },
	),
	namespaced(
		"autoscaling/v2",
		"horizontalpodautoscalers",
		{ spec: { maxReplicas: 1, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" } } },
		{ spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" } } },
	),
	namespaced("coordination.k8s.io/v1", "leases", {}, { spec: { holderIdentity: "me" } }),
	namespaced(
		"discovery.k8s.io/v1",
		"endpointslices",
		{ addressType: "IPv4", endpoints: [] },
		{
			addressType: "IPv4",
			endpoints: [{ addresses: ["10.0.0.1"] }],
		},
	),
	namespaced("rbac.authorization.k8s.io/v1", "roles", {}, { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] }),
	namespaced(
		"rbac.authorization.k8s.io/v1",
		"rolebindings",
		{ roleRef },
		{ roleRef, subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "nobody" }] },
	),
	cluster(
		"rbac.authorization.k8s.io/v1",
		"clusterroles",
		{},
		{ rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] },
	),
	cluster(
		"rbac.authorization.k8s.io/v1",
		"clusterrolebindings",
		{ roleRef },
		{ roleRef, subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "nobody" }] },
	),
	cluster(
		"v1",
		"persistentvolumes",
		{
			spec: { storageClassName: "none", capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/x" } },
		},
		{
			spec: { storageClassName: "none", capacity: { storage: "2Gi" }, accessModes: ["ReadWriteOnce"], hostPath: { path: "/x" } },
		},
	),
	cluster(
		"storage.k8s.io/v1",
		"storageclasses",
		{ provisioner: "example.com/none" },
		{
			provisioner: "example.com/none",
			allowVolumeExpansion: true,
		},
	),
	cluster("storage.k8s.io/v1", "csidrivers", { spec: {} }, { spec: { requiresRepublish: true } }),
	cluster("scheduling.k8s.io/v1", "priorityclasses", { value: 1 }, { value: 1, description: "x" }),
	cluster("node.k8s.io/v1", "runtimeclasses", { handler: "none" }, { handler: "none", scheduling: { nodeSelector: { a: "b" } } }),
	cluster(
		"networking.k8s.io/v1",
		"ingressclasses",
		{ spec: { controller: "example.com/none" } },
		{
			spec: { controller: "example.com/none", parameters: { kind: "X", name: "x", scope: "Cluster" } },
		},
	),
	cluster("admissionregistration.k8s.io/v1", "validatingwebhookconfigurations", {}, { webhooks: [] }),
	cluster("v1", "nodes", {}, { spec: { unschedulable: true } }),
];
