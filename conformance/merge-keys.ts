/** A list of a built-in kind that a strategic merge patch merges: how it is filled, and what it is patched with. */
export interface MergedList {
	/** The definition and the member, as in the API description. */
	readonly field: string;
	/** The collection, such as `apps/v1/deployments`. */
	readonly collection: string;
	readonly scope: "Namespaced" | "Cluster";
	/** Where the list is written, such as `/status`. */
	readonly subresource?: string;
	/** The object that is created, without the list. */
	readonly object: object;
	/** Members of the status that the list cannot be without. */
	readonly beside?: object;
	/** Nothing in it may be changed or removed, so elements are only added. */
	readonly grows?: boolean;
	/** The path of the list in the object. */
	readonly path: string;
	/** The merge key; none for a list of plain values. */
	readonly key: string | undefined;
	/** What is there; the patch changes the second, adds the third and deletes the first. */
	readonly items: readonly [unknown, unknown];
	readonly changed: unknown;
	readonly added: unknown;
}

type Elements = Pick<MergedList, "key" | "items" | "changed" | "added">;

const image = "example.com/none:1";
const labels = { app: "merged" };
const container = { name: "main", image };
const podSpec = { schedulerName: "conformance-none", containers: [container] };
const template = (spec: object = {}): object => ({ metadata: { labels }, spec: { ...podSpec, ...spec } });
const workload = { replicas: 0, selector: { matchLabels: labels }, template: template() };
const jobTemplate = template({ restartPolicy: "Never" });

const time = "2026-01-01T00:00:00Z";
const conditions = {
	key: "type",
	items: [
		{ type: "example.com/A", status: "True" },
		{ type: "example.com/B", status: "True" },
	],
	changed: { type: "example.com/B", status: "False" },
	added: { type: "example.com/C", status: "Unknown" },
} as const;
const dated = (condition: object): object => ({ reason: "Test", message: "", lastTransitionTime: time, ...condition });
const datedConditions = {
	key: "type",
	items: [dated(conditions.items[0]), dated(conditions.items[1])],
	changed: conditions.changed,
	added: dated(conditions.added),
} as const;

/** The conditions of a kind. */
function conditionsOf(definition: string, collection: string, object: object, rest: Partial<MergedList> = {}): MergedList {
	return { ...statusList(`${definition}.conditions`, collection, object, conditions), ...rest };
}

/** A list in the status of a kind. */
function statusList(field: string, collection: string, object: object, rest: Elements & Partial<MergedList>): MergedList {
	const path = `status.${field.split(".")[1]}`;
	return { field, collection, scope: "Namespaced", subresource: "/status", object, path, ...rest };
}

/** A list in the Pods of a Deployment. */
function podList(field: string, path: string, rest: Elements, spec: object = {}): MergedList {
	return {
		field,
		collection: "apps/v1/deployments",
		scope: "Namespaced",
		object: { spec: { ...workload, paused: true, template: template(spec) } },
		path: `spec.template.spec.${path}`,
		...rest,
	};
}

const named = (a: object, b: object, changed: object): Elements => ({
	key: "name",
	items: [
		{ name: "a", ...a },
		{ name: "b", ...a },
	],
	changed: { name: "b", ...changed },
	added: { name: "c", ...b },
});

const block = (name: string): object => ({ name, persistentVolumeClaim: { claimName: name } });
const scratch = (name: string): object => ({ name, emptyDir: {} });
const policy = {
	spec: {
		matchConstraints: {
			resourceRules: [{ apiGroups: ["merged.example.com"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["none"] }],
		},
		validations: [{ expression: "true" }],
	},
};
const webhook = (name: string): object => ({
	name: `${name}.merged.example.com`,
	clientConfig: { url: "https://127.0.0.1:1/" },
	sideEffects: "None",
	admissionReviewVersions: ["v1"],
	rules: [{ apiGroups: ["merged.example.com"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["none"] }],
});
const webhooks = {
	key: "name",
	items: [webhook("a"), webhook("b")],
	changed: { name: "b.merged.example.com", timeoutSeconds: 3 },
	added: webhook("c"),
} as const;
const matchConditions = named({ expression: "true" }, { expression: "true" }, { expression: "false" });

const addresses = (name: string): Elements & Partial<MergedList> => ({
	key: "ip",
	items: [{ ip: "10.0.0.1" }, { ip: "fd00::1" }],
	changed: {},
	added: {},
	beside: { [name]: "10.0.0.1" },
	grows: true,
});

/** Every list with a merge key that can be reached, and the lists of plain values that are merged. */
export const mergedLists: readonly MergedList[] = [
	podList("PodSpec.containers", "containers", named({ image }, { image }, { image: "example.com/none:2" })),
	podList("PodSpec.initContainers", "initContainers", named({ image }, { image }, { image: "example.com/none:2" })),
	podList("PodSpec.volumes", "volumes", named({ emptyDir: {} }, { emptyDir: {} }, { emptyDir: { medium: "Memory" } })),
	podList("PodSpec.imagePullSecrets", "imagePullSecrets", named({}, {}, {})),
	podList("PodSpec.schedulingGates", "schedulingGates", named({}, {}, {})),
	podList(
		"PodSpec.resourceClaims",
		"resourceClaims",
		named({ resourceClaimName: "x" }, { resourceClaimName: "x" }, { resourceClaimName: "y" }),
	),
	podList("PodSpec.hostAliases", "hostAliases", {
		key: "ip",
		items: [
			{ ip: "10.0.0.1", hostnames: ["a"] },
			{ ip: "10.0.0.2", hostnames: ["b"] },
		],
		changed: { ip: "10.0.0.2", hostnames: ["x"] },
		added: { ip: "10.0.0.3", hostnames: ["c"] },
	}),
	podList("PodSpec.topologySpreadConstraints", "topologySpreadConstraints", {
		key: "topologyKey",
		items: [
			{ topologyKey: "a", maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" },
			{ topologyKey: "b", maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" },
		],
		changed: { topologyKey: "b", maxSkew: 2 },
		added: { topologyKey: "c", maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" },
	}),
	podList("Container.env", "containers.0.env", named({ value: "1" }, { value: "1" }, { value: "2" })),
	podList("Container.ports", "containers.0.ports", {
		key: "containerPort",
		items: [
			{ containerPort: 80, protocol: "TCP" },
			{ containerPort: 81, protocol: "TCP" },
		],
		changed: { containerPort: 81, name: "web" },
		added: { containerPort: 82, protocol: "UDP" },
	}),
	podList(
		"Container.volumeMounts",
		"containers.0.volumeMounts",
		{
			key: "mountPath",
			items: [
				{ mountPath: "/a", name: "a" },
				{ mountPath: "/b", name: "a" },
			],
			changed: { mountPath: "/b", readOnly: true },
			added: { mountPath: "/c", name: "a" },
		},
		{ volumes: [scratch("a")] },
	),
	podList(
		"Container.volumeDevices",
		"containers.0.volumeDevices",
		{
			key: "devicePath",
			items: [
				{ devicePath: "/a", name: "a" },
				{ devicePath: "/b", name: "b" },
			],
			changed: { devicePath: "/b", name: "d" },
			added: { devicePath: "/c", name: "c" },
		},
		{ volumes: ["a", "b", "c", "d"].map(block) },
	),
	{
		field: "ObjectMeta.finalizers",
		collection: "v1/configmaps",
		scope: "Namespaced",
		object: {},
		path: "metadata.finalizers",
		key: undefined,
		items: ["example.com/a", "example.com/b"],
		changed: "example.com/b",
		added: "example.com/c",
	},
	{
		field: "ServiceSpec.ports",
		collection: "v1/services",
		scope: "Namespaced",
		object: { spec: { clusterIP: "None" } },
		path: "spec.ports",
		key: "port",
		items: [
			{ name: "a", port: 80, protocol: "TCP", targetPort: 80 },
			{ name: "b", port: 81, protocol: "TCP", targetPort: 81 },
		],
		changed: { port: 81, targetPort: 8081 },
		added: { name: "c", port: 82, protocol: "UDP", targetPort: 82 },
	},
	{
		field: "ServiceAccount.secrets",
		collection: "v1/serviceaccounts",
		scope: "Namespaced",
		object: {},
		path: "secrets",
		...named({}, {}, {}),
	},
	{
		field: "MutatingWebhookConfiguration.webhooks",
		collection: "admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
		scope: "Cluster",
		object: {},
		path: "webhooks",
		...webhooks,
	},
	{
		field: "ValidatingWebhookConfiguration.webhooks",
		collection: "admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
		scope: "Cluster",
		object: {},
		path: "webhooks",
		...webhooks,
	},
	{
		field: "MutatingWebhook.matchConditions",
		collection: "admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
		scope: "Cluster",
		object: { webhooks: [webhook("a")] },
		path: "webhooks.0.matchConditions",
		...matchConditions,
	},
	{
		field: "ValidatingWebhook.matchConditions",
		collection: "admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
		scope: "Cluster",
		object: { webhooks: [webhook("a")] },
		path: "webhooks.0.matchConditions",
		...matchConditions,
	},
	{
		field: "ValidatingAdmissionPolicySpec.matchConditions",
		collection: "admissionregistration.k8s.io/v1/validatingadmissionpolicies",
		scope: "Cluster",
		object: policy,
		path: "spec.matchConditions",
		...matchConditions,
	},
	{
		field: "ValidatingAdmissionPolicySpec.variables",
		collection: "admissionregistration.k8s.io/v1/validatingadmissionpolicies",
		scope: "Cluster",
		object: policy,
		path: "spec.variables",
		...matchConditions,
	},
	{
		field: "CSINodeSpec.drivers",
		collection: "storage.k8s.io/v1/csinodes",
		scope: "Cluster",
		object: {},
		path: "spec.drivers",
		grows: true,
		...named({ nodeID: "n" }, { nodeID: "n" }, {}),
	},
	conditionsOf("DaemonSetStatus", "apps/v1/daemonsets", {
		spec: { selector: { matchLabels: labels }, template: template({ nodeSelector: { never: "1" } }) },
	}),
	conditionsOf("DeploymentStatus", "apps/v1/deployments", { spec: { ...workload, paused: true } }),
	conditionsOf("ReplicaSetStatus", "apps/v1/replicasets", { spec: workload }),
	conditionsOf("ReplicationControllerStatus", "v1/replicationcontrollers", {
		spec: { replicas: 0, selector: labels, template: template() },
	}),
	conditionsOf(
		"StatefulSetStatus",
		"apps/v1/statefulsets",
		{ spec: { ...workload, serviceName: "none" } },
		{ beside: { replicas: 0 } },
	),
	conditionsOf("HorizontalPodAutoscalerStatus", "autoscaling/v2/horizontalpodautoscalers", {
		spec: { maxReplicas: 1, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" } },
	}),
	conditionsOf("JobStatus", "batch/v1/jobs", { spec: { suspend: true, template: jobTemplate } }),
	conditionsOf("NamespaceStatus", "v1/namespaces", {}, { scope: "Cluster" }),
	conditionsOf("NodeStatus", "v1/nodes", {}, { scope: "Cluster" }),
	statusList(
		"NodeStatus.addresses",
		"v1/nodes",
		{},
		{
			scope: "Cluster",
			key: "type",
			items: [
				{ type: "InternalIP", address: "10.0.0.1" },
				{ type: "ExternalIP", address: "10.0.0.2" },
			],
			changed: { type: "ExternalIP", address: "10.0.0.3" },
			added: { type: "Hostname", address: "h" },
		},
	),
	conditionsOf("PersistentVolumeClaimStatus", "v1/persistentvolumeclaims", {
		spec: { storageClassName: "none", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
	}),
	conditionsOf("PodStatus", "v1/pods", { spec: podSpec }),
	statusList("PodStatus.podIPs", "v1/pods", { spec: podSpec }, addresses("podIP")),
	statusList("PodStatus.hostIPs", "v1/pods", { spec: podSpec }, addresses("hostIP")),
	conditionsOf("ServiceStatus", "v1/services", { spec: { ports: [{ port: 80 }] } }, datedConditions),
	conditionsOf(
		"FlowSchemaStatus",
		"flowcontrol.apiserver.k8s.io/v1/flowschemas",
		{ spec: { priorityLevelConfiguration: { name: "exempt" } } },
		{ scope: "Cluster" },
	),
	conditionsOf(
		"PriorityLevelConfigurationStatus",
		"flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations",
		{ spec: { type: "Limited", limited: { nominalConcurrencyShares: 1, limitResponse: { type: "Reject" } } } },
		{ scope: "Cluster" },
	),
	conditionsOf(
		"PodDisruptionBudgetStatus",
		"policy/v1/poddisruptionbudgets",
		{ spec: { minAvailable: 1, selector: { matchLabels: { app: "nobody" } } } },
		{ ...datedConditions, beside: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 } },
	),
	conditionsOf(
		"APIServiceStatus",
		"apiregistration.k8s.io/v1/apiservices",
		{
			metadata: { name: "v1.merged.example.com" },
			spec: { group: "merged.example.com", version: "v1", groupPriorityMinimum: 1, versionPriority: 1 },
		},
		{ scope: "Cluster" },
	),
];
