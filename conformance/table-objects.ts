import { defaultInputs } from "./default-inputs.ts";

/** An object to be seen in a table. */
export interface TableObject {
	/** Names the record of its row. */
	readonly name: string;
	/** The API version, such as `apps/v1`. */
	readonly apiVersion: string;
	/** The name in the URL. */
	readonly plural: string;
	/** Without apiVersion and kind. */
	readonly body: Readonly<Record<string, unknown>>;
	/** Written through `/status`, dry, so that no controller has a say in it. */
	readonly status?: Readonly<Record<string, unknown>> | undefined;
}

const labels = { app: "tables" };
const selector = { matchLabels: labels, matchExpressions: [{ key: "tier", operator: "In", values: ["b", "a"] }] };
const container = { name: "main", image: "example.com/none:1" };
const spec = { schedulerName: "conformance-none", containers: [container, { ...container, name: "second" }] };
const template = { metadata: { labels: { ...labels, tier: "a" } }, spec };
const never = { ...template, spec: { ...spec, restartPolicy: "Never" } };
/** A time whose age stays what it is for half a minute. */
const past = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+/, "");

const objectsOf = (
	apiVersion: string,
	plural: string,
	objects: Readonly<Record<string, Omit<TableObject, "name" | "apiVersion" | "plural">>>,
): TableObject[] =>
	Object.entries(objects).map(([name, object]) => ({ name: `${plural}-${name}`, apiVersion, plural, ...object }));

const statusOf = (name: string, state: object, more: object = {}): object => ({
	name,
	image: "x",
	imageID: "",
	ready: false,
	restartCount: 0,
	state,
	...more,
});
const running = { running: { startedAt: past(60) } };
const ended = (exitCode: number, more: object = {}): object => ({ terminated: { exitCode, ...more } });
const initial = {
	initContainers: [
		{ ...container, name: "one" },
		{ ...container, name: "two" },
	],
};
const sidecar = { initContainers: [{ ...container, name: "one", restartPolicy: "Always" }] };

const pods: Readonly<Record<string, readonly [status: Readonly<Record<string, unknown>>, spec?: object]>> = {
	running: [
		{
			phase: "Running",
			podIPs: [{ ip: "10.1.2.3" }],
			podIP: "10.1.2.3",
			nominatedNodeName: "n",
			conditions: [{ type: "Ready", status: "True" }],
			containerStatuses: [statusOf("main", running, { ready: true }), statusOf("second", running, { ready: true })],
		},
	],
	restarted: [
		{
			phase: "Running",
			containerStatuses: [
				statusOf("main", running, {
					ready: true,
					restartCount: 3,
					lastState: ended(1, { finishedAt: past(300), reason: "Error", containerID: "x://y" }),
				}),
				statusOf("second", { waiting: { reason: "CrashLoopBackOff" } }, { restartCount: 2 }),
			],
		},
	],
	succeeded: [
		{
			phase: "Succeeded",
			containerStatuses: [
				statusOf("main", ended(0, { reason: "Completed" })),
				statusOf("second", ended(0, { reason: "Completed" })),
			],
		},
	],
	failed: [
		{ phase: "Failed", containerStatuses: [statusOf("main", ended(3)), statusOf("second", ended(0, { reason: "Completed" }))] },
	],
	signalled: [{ phase: "Failed", containerStatuses: [statusOf("main", ended(137, { signal: 9 }))] }],
	evicted: [{ phase: "Failed", reason: "Evicted" }],
	"half-completed": [
		{
			phase: "Running",
			containerStatuses: [statusOf("main", ended(0, { reason: "Completed" })), statusOf("second", running, { ready: true })],
		},
	],
	initializing: [
		{
			phase: "Pending",
			initContainerStatuses: [statusOf("one", ended(0, { reason: "Completed" })), statusOf("two", running)],
			containerStatuses: [statusOf("main", { waiting: { reason: "PodInitializing" } })],
		},
		initial,
	],
	"init-waiting": [
		{
			phase: "Pending",
			initContainerStatuses: [
				statusOf("one", { waiting: { reason: "ImagePullBackOff" } }),
				statusOf("two", { waiting: { reason: "PodInitializing" } }),
			],
		},
		initial,
	],
	"init-failed": [{ phase: "Failed", initContainerStatuses: [statusOf("one", ended(2), { restartCount: 1 })] }, initial],
	"init-error": [{ phase: "Pending", initContainerStatuses: [statusOf("one", ended(2, { reason: "Error" }))] }, initial],
	sidecar: [
		{
			phase: "Running",
			initContainerStatuses: [statusOf("one", running, { started: true, ready: true, restartCount: 1 })],
			containerStatuses: [
				statusOf("main", running, { ready: true }),
				statusOf("second", { waiting: { reason: "ContainerCreating" } }),
			],
		},
		sidecar,
	],
	gates: [
		{ phase: "Running", conditions: [{ type: "example.com/a", status: "True" }] },
		{ readinessGates: [{ conditionType: "example.com/a" }, { conditionType: "example.com/b" }] },
	],
};

/** Objects whose rows depend on more than their names. */
const own: readonly TableObject[] = [
	...objectsOf(
		"v1",
		"pods",
		Object.fromEntries(
			Object.entries(pods).map(([name, [status, more]]) => [
				name,
				{
					body: { spec: { ...spec, restartPolicy: /failed|completed|signalled|error/.test(name) ? "Never" : "Always", ...more } },
					status,
				},
			]),
		),
	),
	...objectsOf("apps/v1", "deployments", {
		ready: {
			body: { spec: { paused: true, replicas: 0, selector, template } },
			status: { replicas: 3, updatedReplicas: 3, readyReplicas: 2, availableReplicas: 1 },
		},
	}),
	...objectsOf("apps/v1", "replicasets", {
		ready: { body: { spec: { replicas: 0, selector, template } }, status: { replicas: 3, readyReplicas: 2 } },
	}),
	...objectsOf("apps/v1", "statefulsets", {
		ready: {
			body: { spec: { replicas: 0, selector, template, serviceName: "x" } },
			status: { replicas: 3, readyReplicas: 2, collisionCount: 5 },
		},
	}),
	...objectsOf("apps/v1", "daemonsets", {
		ready: {
			body: { spec: { selector, template: { ...template, spec: { ...spec, nodeSelector: { never: "1", a: "b" } } } } },
			status: {
				currentNumberScheduled: 1,
				desiredNumberScheduled: 2,
				numberReady: 3,
				updatedNumberScheduled: 4,
				numberAvailable: 5,
				numberMisscheduled: 0,
			},
		},
	}),
	...objectsOf("batch/v1", "jobs", {
		done: {
			body: { spec: { suspend: true, completions: 4, template: never } },
			status: {
				startTime: past(20.5 * 60),
				active: 1,
				succeeded: 3,
				ready: 0,
				conditions: [{ type: "Suspended", status: "True" }],
			},
		},
	}),
	...objectsOf("batch/v1", "cronjobs", {
		scheduled: {
			body: {
				spec: { schedule: "0 0 1 1 *", suspend: true, timeZone: "Europe/Berlin", jobTemplate: { spec: { template: never } } },
			},
			status: { lastScheduleTime: past(3.5 * 3600 + 30), active: [{ name: "a" }, { name: "b" }] },
		},
	}),
	...objectsOf("v1", "services", {
		balanced: {
			body: { spec: { type: "LoadBalancer", selector: { b: "1", a: "2" }, ports: [{ port: 80 }] } },
			status: { loadBalancer: { ingress: [{ ip: "5.6.7.8" }, { hostname: "a.example.com" }] } },
		},
		"balanced-and-external": {
			body: { spec: { type: "LoadBalancer", externalIPs: ["9.9.9.9"], ports: [{ port: 80 }] } },
			status: { loadBalancer: { ingress: [{ ip: "5.6.7.8" }] } },
		},
	}),
	...objectsOf("v1", "endpoints", {
		many: {
			body: {
				subsets: [
					{
						addresses: [{ ip: "10.0.0.1" }, { ip: "10.0.0.2" }],
						ports: [
							{ name: "a", port: 1 },
							{ name: "b", port: 2 },
						],
					},
					{ addresses: [{ ip: "fd00::1" }], ports: [{ port: 3 }] },
				],
			},
		},
		few: { body: { subsets: [{ addresses: [{ ip: "fd00::1" }], ports: [{ port: 3 }] }, { addresses: [{ ip: "10.0.0.2" }] }] } },
		none: { body: {} },
	}),
	...objectsOf("discovery.k8s.io/v1", "endpointslices", {
		many: {
			body: {
				addressType: "IPv4",
				endpoints: ["1", "2", "3", "4", "5"].map((last) => ({ addresses: [`10.0.0.${last}`] })),
				ports: [{ port: 1, name: "a" }, { port: 2, name: "b" }, { name: "any" }, { port: 4, name: "d" }],
			},
		},
		none: { body: { addressType: "FQDN", endpoints: [] } },
	}),
	...objectsOf("networking.k8s.io/v1", "ingresses", {
		hosts: {
			body: {
				spec: {
					ingressClassName: "mine",
					tls: [{ hosts: ["a.example.com"] }],
					rules: ["a", "b", "c", "d", "e"].map((host) => ({ host: `${host}.example.com` })),
				},
			},
			status: { loadBalancer: { ingress: [{ ip: "5.6.7.8" }, { ip: "5.6.7.9" }, { ip: "5.6.7.10" }] } },
		},
	}),
	...objectsOf("networking.k8s.io/v1", "ingressclasses", {
		grouped: {
			body: { spec: { controller: "example.com/none", parameters: { apiGroup: "example.com", kind: "Thing", name: "a" } } },
		},
	}),
	...objectsOf("v1", "persistentvolumeclaims", {
		bound: {
			body: {
				spec: {
					storageClassName: "none",
					volumeName: "conformance-none",
					accessModes: ["ReadWriteOnce", "ReadOnlyMany"],
					resources: { requests: { storage: "1Gi" } },
				},
			},
			status: { phase: "Bound", accessModes: ["ReadOnlyMany", "ReadWriteOnce"], capacity: { storage: "2Gi" } },
		},
	}),
	...objectsOf("storage.k8s.io/v1", "storageclasses", {
		default: {
			body: {
				metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
				provisioner: "example.com/none",
				allowVolumeExpansion: true,
			},
		},
	}),
	...objectsOf("v1", "nodes", {
		ready: {
			body: {
				metadata: { labels: { "node-role.kubernetes.io/worker": "", "kubernetes.io/role": "main" } },
				spec: { unschedulable: true },
				status: {
					conditions: [{ type: "Ready", status: "True" }],
					addresses: [
						{ type: "InternalIP", address: "10.0.0.1" },
						{ type: "Hostname", address: "x" },
					],
					nodeInfo: {
						architecture: "",
						bootID: "",
						containerRuntimeVersion: "x://1",
						kernelVersion: "6",
						kubeProxyVersion: "",
						kubeletVersion: "v1",
						machineID: "",
						operatingSystem: "",
						osImage: "OS",
						systemUUID: "",
					},
				},
			},
		},
	}),
	...objectsOf("v1", "events", {
		counted: {
			body: {
				involvedObject: { kind: "Pod", namespace: "NAMESPACE", name: "x", fieldPath: "spec.containers{main}" },
				reason: "Tested",
				type: "Normal",
				message: " text ",
				source: { component: "tester", host: "here" },
				firstTimestamp: past(30.5 * 60),
				lastTimestamp: past(20.5 * 60),
				count: 3,
			},
		},
		series: {
			body: {
				involvedObject: { kind: "Pod", namespace: "NAMESPACE", name: "x" },
				eventTime: `${past(40.5 * 60).slice(0, -1)}.000000Z`,
				series: { count: 7, lastObservedTime: `${past(25.5 * 60).slice(0, -1)}.000000Z` },
				reason: "Tested",
				action: "Testing",
				type: "Warning",
				reportingComponent: "example.com/tester",
				reportingInstance: "one",
			},
		},
	}),
	...objectsOf("v1", "resourcequotas", {
		used: {
			body: { spec: { hard: { pods: "10", "limits.cpu": "4", "requests.cpu": "2" } } },
			status: { hard: { pods: "10", "limits.cpu": "4", "requests.cpu": "2" }, used: { pods: "1", "limits.cpu": "500m" } },
		},
	}),
	...objectsOf("autoscaling/v2", "horizontalpodautoscalers", {
		measured: {
			body: {
				spec: {
					maxReplicas: 3,
					scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "conformance-none" },
					metrics: [
						{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } },
						{ type: "Resource", resource: { name: "memory", target: { type: "AverageValue", averageValue: "1Gi" } } },
						{ type: "Pods", pods: { metric: { name: "hits" }, target: { type: "AverageValue", averageValue: "5" } } },
					],
				},
			},
			status: {
				currentReplicas: 2,
				desiredReplicas: 2,
				conditions: [],
				currentMetrics: [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: 12, averageValue: "1" } } }],
			},
		},
		external: {
			body: {
				spec: {
					maxReplicas: 3,
					scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "conformance-none" },
					metrics: [
						{ type: "External", external: { metric: { name: "queue" }, target: { type: "Value", value: "10" } } },
						{ type: "External", external: { metric: { name: "queue" }, target: { type: "AverageValue", averageValue: "3" } } },
					],
				},
			},
		},
	}),
	...objectsOf("policy/v1", "poddisruptionbudgets", {
		maximum: { body: { spec: { selector: { matchLabels: { app: "nobody" } }, maxUnavailable: "10%" } } },
	}),
	...objectsOf("v1", "podtemplates", { two: { body: { template } } }),
	...objectsOf("v1", "configmaps", { binary: { body: { data: { a: "b" }, binaryData: { c: "ZA==" } } } }),
];

/** Everything that is completed is seen in a table as well. */
export const tableObjects: readonly TableObject[] = [...own, ...defaultInputs.filter(({ plural }) => plural !== "pods")];
