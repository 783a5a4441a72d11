/** What a client sends to have the server fill in the rest. */
export interface DefaultInput {
	/** Names the record of the answer. */
	readonly name: string;
	/** The API version, such as `apps/v1`. */
	readonly apiVersion: string;
	/** The name in the URL. */
	readonly plural: string;
	/** Without apiVersion and kind; the name is the input's unless it says otherwise. */
	readonly body: Readonly<Record<string, unknown>>;
}

const labels = { app: "defaults" };
const selector = { matchLabels: labels };
const container = { name: "main", image: "example.com/none:1" };
const template = { metadata: { labels }, spec: { containers: [container] } };
const never = { ...template, spec: { ...template.spec, restartPolicy: "Never" } };
const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
const capacity = { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"] };
const target = { apiVersion: "apps/v1", kind: "Deployment", name: "none" };
const roleRef = { kind: "ClusterRole", name: "view" };

const inputsOf = (
	apiVersion: string,
	plural: string,
	inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): DefaultInput[] => Object.entries(inputs).map(([name, body]) => ({ name: `${plural}-${name}`, apiVersion, plural, body }));

const specsOf = (
	apiVersion: string,
	plural: string,
	specs: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): DefaultInput[] =>
	inputsOf(apiVersion, plural, Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, { spec }])));

/** Objects of the common kinds, each with a part that only a default completes. */
export const defaultInputs: readonly DefaultInput[] = [
	...specsOf("v1", "pods", {
		minimal: { containers: [container] },
		images: {
			containers: [
				{ name: "none", image: "nginx" },
				{ name: "latest", image: "nginx:latest" },
				{ name: "tag", image: "nginx:1" },
				{ name: "digest", image: `nginx@sha256:${"a".repeat(64)}` },
				{ name: "latest-digest", image: `nginx:latest@sha256:${"a".repeat(64)}` },
				{ name: "port", image: "example.com:5000/nginx" },
				{ name: "path", image: "example.com:5000/a/nginx:v1", imagePullPolicy: "Always" },
			],
		},
		resources: {
			initContainers: [{ ...container, name: "init", resources: { limits: { cpu: "1" } } }],
			containers: [
				{ ...container, name: "limits", resources: { limits: { cpu: "500m", memory: "64Mi" } } },
				{ ...container, name: "both", resources: { limits: { cpu: 2, memory: "1Gi" }, requests: { cpu: 1 } } },
			],
		},
		guaranteed: { containers: [{ ...container, resources: { limits: { cpu: 1, memory: "1Gi" } } }] },
		"pod-resources": { resources: { limits: { cpu: 1, memory: "1Gi" } }, containers: [container] },
		burstable: { containers: [{ ...container, resources: { requests: { cpu: "100m" } } }] },
		probes: {
			containers: [
				{
					...container,
					livenessProbe: { httpGet: { port: 80 } },
					readinessProbe: { tcpSocket: { port: "http" }, periodSeconds: 3 },
					startupProbe: { grpc: { port: 9 } },
					lifecycle: {
						preStop: { httpGet: { port: 80, path: "/x", scheme: "HTTPS" } },
						postStart: { httpGet: { port: 80 } },
					},
					ports: [{ containerPort: 80 }, { containerPort: 53, protocol: "UDP", name: "dns" }],
				},
			],
		},
		"host-network": {
			hostNetwork: true,
			hostPID: true,
			initContainers: [{ ...container, name: "init", ports: [{ containerPort: 81 }] }],
			containers: [{ ...container, ports: [{ containerPort: 80 }] }],
		},
		environment: {
			containers: [
				{
					...container,
					env: [
						{ name: "A" },
						{ name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
						{ name: "C", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } },
						{ name: "D", valueFrom: { configMapKeyRef: { name: "a", key: "b" } } },
						{ name: "E", valueFrom: { secretKeyRef: { name: "a", key: "b", optional: false } } },
					],
					envFrom: [{ configMapRef: { name: "x" } }],
				},
			],
		},
		volumes: {
			containers: [
				{
					...container,
					volumeMounts: [
						{ name: "empty", mountPath: "/empty" },
						{ name: "nothing", mountPath: "/nothing", readOnly: true, recursiveReadOnly: "IfPossible" },
					],
				},
			],
			volumes: [
				{ name: "nothing" },
				{ name: "empty", emptyDir: {} },
				{ name: "secret", secret: { secretName: "a" } },
				{ name: "secret-mode", secret: { secretName: "a", defaultMode: 0 } },
				{ name: "config", configMap: { name: "a" } },
				{ name: "downward", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "metadata.labels" } }] } },
				{
					name: "projected",
					projected: {
						sources: [
							{ serviceAccountToken: { path: "token" } },
							{ configMap: { name: "a" } },
							{ downwardAPI: { items: [{ path: "b", fieldRef: { fieldPath: "metadata.name" } }] } },
						],
					},
				},
				{ name: "host", hostPath: { path: "/tmp" } },
				{ name: "iscsi", iscsi: { targetPortal: "1.2.3.4", iqn: "iqn.2026-01.com.example:x", lun: 0 } },
				{ name: "rbd", rbd: { monitors: ["a"], image: "b" } },
				{ name: "scale", scaleIO: { gateway: "a", system: "b", secretRef: { name: "c" }, volumeName: "d" } },
				{ name: "azure", azureDisk: { diskName: "a", diskURI: "https://a.blob.core.windows.net/b/c.vhd" } },
				{ name: "claim", persistentVolumeClaim: { claimName: "a" } },
				{ name: "ephemeral", ephemeral: { volumeClaimTemplate: { spec: claim } } },
				{ name: "nfs", nfs: { server: "a", path: "/b" } },
				{ name: "image", image: { reference: "nginx" } },
			],
		},
		"service-account": { serviceAccountName: "default", automountServiceAccountToken: false, containers: [container] },
		"old-service-account": { serviceAccount: "default", containers: [container] },
		"token-mounted": {
			containers: [
				{
					...container,
					volumeMounts: [{ name: "mine", mountPath: "/var/run/secrets/kubernetes.io/serviceaccount" }],
				},
				{ ...container, name: "second" },
			],
			volumes: [{ name: "mine", emptyDir: {} }],
		},
		tolerations: {
			tolerations: [
				{ key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 5 },
				{ key: "a", value: "b" },
			],
			containers: [container],
		},
		"all-tolerations": { tolerations: [{ operator: "Exists" }], containers: [container] },
		priority: { priorityClassName: "system-node-critical", containers: [container] },
		affinity: {
			affinity: {
				podAntiAffinity: {
					requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname", labelSelector: selector }],
				},
			},
			topologySpreadConstraints: [
				{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", labelSelector: selector },
			],
			containers: [container],
		},
		security: {
			securityContext: { runAsUser: 1000, fsGroup: 1 },
			containers: [{ ...container, securityContext: { privileged: true } }],
			schedulingGates: [{ name: "example.com/wait" }],
			terminationGracePeriodSeconds: 0,
			enableServiceLinks: false,
		},
		sidecar: {
			initContainers: [{ ...container, name: "sidecar", restartPolicy: "Always" }],
			containers: [{ ...container, resizePolicy: [{ resourceName: "cpu", restartPolicy: "RestartContainer" }] }],
		},
		resize: { containers: [{ ...container, resources: { requests: { cpu: 1 }, limits: { memory: "1Gi" } } }] },
		names: {
			containers: [container],
			hostAliases: [{ ip: "1.2.3.4", hostnames: ["a"] }],
			dnsConfig: { nameservers: ["1.1.1.1"] },
		},
	}),
	...inputsOf("v1", "podtemplates", {
		minimal: { template },
		limits: { template: { ...template, spec: { containers: [{ ...container, resources: { limits: { cpu: 1 } } }] } } },
	}),
	...specsOf("v1", "replicationcontrollers", {
		minimal: { template },
		selector: { replicas: 0, selector: { a: "b" }, template: { ...template, metadata: { labels: { a: "b", c: "d" } } } },
	}),
	...specsOf("apps/v1", "deployments", {
		minimal: { selector, template },
		recreate: { selector, template, strategy: { type: "Recreate" }, replicas: 0 },
		surge: { selector, template, strategy: { rollingUpdate: { maxSurge: 2 } }, revisionHistoryLimit: 0 },
		"host-network": {
			selector,
			template: { ...template, spec: { hostNetwork: true, containers: [{ ...container, ports: [{ containerPort: 80 }] }] } },
		},
	}),
	...specsOf("apps/v1", "replicasets", { minimal: { selector, template } }),
	...specsOf("apps/v1", "statefulsets", {
		minimal: { selector, template, serviceName: "none" },
		"on-delete": { selector, template, updateStrategy: { type: "OnDelete" }, podManagementPolicy: "Parallel" },
		claims: {
			selector,
			template,
			serviceName: "none",
			persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" },
			updateStrategy: { rollingUpdate: {} },
			volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim }],
		},
	}),
	...specsOf("apps/v1", "daemonsets", {
		minimal: { selector, template },
		surge: { selector, template, updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
		"on-delete": { selector, template, updateStrategy: { type: "OnDelete" } },
	}),
	...inputsOf("apps/v1", "controllerrevisions", { minimal: { revision: 1, data: { a: 1 } } }),
	...specsOf("batch/v1", "jobs", {
		minimal: { template: never },
		parallel: { parallelism: 3, template: never },
		indexed: { completions: 3, completionMode: "Indexed", backoffLimitPerIndex: 1, template: never },
		policy: {
			backoffLimit: 0,
			ttlSecondsAfterFinished: 0,
			podFailurePolicy: {
				rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] }],
			},
			template: never,
		},
		manual: { manualSelector: true, selector, template: never },
		suspended: { suspend: true, template: { spec: never.spec } },
		"success-policy": {
			completions: 2,
			completionMode: "Indexed",
			successPolicy: { rules: [{ succeededCount: 1 }] },
			template: never,
		},
	}),
	...inputsOf("batch/v1", "jobs", { labelled: { metadata: { labels: { mine: "1" } }, spec: { template: never } } }),
	...specsOf("batch/v1", "cronjobs", {
		minimal: { schedule: "0 0 1 1 *", jobTemplate: { spec: { template: never } } },
		given: {
			schedule: "@daily",
			concurrencyPolicy: "Forbid",
			failedJobsHistoryLimit: 0,
			successfulJobsHistoryLimit: 0,
			suspend: true,
			jobTemplate: { spec: { template: never, completions: 2 } },
		},
	}),
	...specsOf("v1", "services", {
		minimal: { ports: [{ port: 80 }] },
		named: {
			selector: labels,
			ports: [
				{ name: "a", port: 80, targetPort: "http", appProtocol: "http" },
				{ name: "b", port: 53, protocol: "UDP" },
			],
		},
		headless: { clusterIP: "None", selector: labels, ports: [{ port: 80 }] },
		"headless-bare": { clusterIP: "None" },
		"headless-no-selector": { clusterIP: "None", ports: [{ port: 80 }] },
		external: { type: "ExternalName", externalName: "example.com" },
		"node-port": { type: "NodePort", ports: [{ port: 80 }] },
		"load-balancer": { type: "LoadBalancer", ports: [{ port: 80 }] },
		"load-balancer-local": { type: "LoadBalancer", externalTrafficPolicy: "Local", ports: [{ port: 80 }] },
		"load-balancer-no-ports": { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] },
		affinity: { sessionAffinity: "ClientIP", ports: [{ port: 80 }] },
		"affinity-timeout": {
			sessionAffinity: "ClientIP",
			sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } },
			ports: [{ port: 80 }],
		},
		"external-ips": { externalIPs: ["1.2.3.4"], ports: [{ port: 80 }] },
		preferred: { ipFamilyPolicy: "PreferDualStack", ports: [{ port: 80 }] },
		local: { internalTrafficPolicy: "Local", ports: [{ port: 80 }], publishNotReadyAddresses: true },
	}),
	...inputsOf("v1", "endpoints", {
		minimal: { subsets: [{ addresses: [{ ip: "10.0.0.1" }], ports: [{ port: 1 }] }] },
		order: {
			subsets: [
				{
					addresses: [{ ip: "10.0.0.2" }, { ip: "10.0.0.1" }],
					notReadyAddresses: [{ ip: "10.0.0.3" }],
					ports: [
						{ name: "b", port: 2 },
						{ name: "a", port: 1 },
					],
				},
			],
		},
	}),
	...inputsOf("discovery.k8s.io/v1", "endpointslices", {
		minimal: {
			addressType: "IPv4",
			endpoints: [{ addresses: ["10.0.0.1"] }],
			ports: [{ port: 80 }, { name: "dns", protocol: "UDP", port: 53 }],
		},
	}),
	...inputsOf("v1", "secrets", {
		minimal: { stringData: { a: "b" } },
		typed: { type: "kubernetes.io/basic-auth", stringData: { username: "a" } },
	}),
	...inputsOf("v1", "configmaps", { minimal: { data: { a: "b" } } }),
	...inputsOf("v1", "serviceaccounts", { minimal: {} }),
	...inputsOf("v1", "namespaces", { minimal: {} }),
	...inputsOf("v1", "nodes", { minimal: {}, status: { status: { capacity: { cpu: "1" } } } }),
	...specsOf("v1", "persistentvolumeclaims", {
		minimal: claim,
		none: { ...claim, storageClassName: "" },
		block: { ...claim, storageClassName: "none", volumeMode: "Block" },
		snapshot: {
			...claim,
			storageClassName: "none",
			dataSource: { apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: "x" },
		},
		reference: { ...claim, storageClassName: "none", dataSourceRef: { kind: "PersistentVolumeClaim", name: "x" } },
	}),
	...specsOf("v1", "persistentvolumes", {
		minimal: { ...capacity, hostPath: { path: "/x" } },
		csi: { ...capacity, csi: { driver: "example.com", volumeHandle: "x" }, claimRef: { name: "a", namespace: "b" } },
		iscsi: { ...capacity, iscsi: { targetPortal: "1.2.3.4", iqn: "iqn.2026-01.com.example:x", lun: 0 }, storageClassName: "a" },
		local: {
			...capacity,
			local: { path: "/x" },
			nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Exists" }] }] } },
		},
	}),
	...specsOf("v1", "limitranges", {
		minimal: {
			limits: [
				{ type: "Container", max: { cpu: "1" } },
				{ type: "PersistentVolumeClaim", min: { storage: "1Mi" } },
				{ type: "Pod", max: { cpu: "1" } },
			],
		},
	}),
	...specsOf("v1", "resourcequotas", { minimal: { hard: { pods: "1.0", "requests.cpu": 1 } } }),
	...inputsOf("v1", "events", {
		minimal: { involvedObject: { namespace: "NAMESPACE", kind: "Pod", name: "x" }, reason: "Tested" },
	}),
	...specsOf("networking.k8s.io/v1", "ingresses", {
		minimal: {
			rules: [
				{
					host: "example.com",
					http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "a", port: { number: 80 } } } }] },
				},
			],
		},
	}),
	...inputsOf("networking.k8s.io/v1", "ingresses", {
		annotated: {
			metadata: { annotations: { "kubernetes.io/ingress.class": "mine" } },
			spec: { defaultBackend: { service: { name: "a", port: { name: "http" } } } },
		},
	}),
	...specsOf("networking.k8s.io/v1", "ingressclasses", {
		minimal: { controller: "example.com/none" },
		parameters: { controller: "example.com/none", parameters: { kind: "ConfigMap", name: "a" } },
	}),
	...specsOf("networking.k8s.io/v1", "networkpolicies", {
		minimal: { podSelector: {} },
		egress: { podSelector: selector, egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 53 }] }] },
		ingress: { podSelector: selector, ingress: [{ ports: [{ protocol: "UDP", port: "dns" }] }], policyTypes: ["Ingress"] },
		"no-egress": { podSelector: selector, egress: [] },
	}),
	...specsOf("policy/v1", "poddisruptionbudgets", {
		minimal: { selector },
		minimum: { selector, minAvailable: "50%", unhealthyPodEvictionPolicy: "AlwaysAllow" },
	}),
	...specsOf("autoscaling/v2", "horizontalpodautoscalers", {
		minimal: { scaleTargetRef: target, maxReplicas: 3 },
		metrics: {
			scaleTargetRef: target,
			minReplicas: 2,
			maxReplicas: 3,
			metrics: [{ type: "Resource", resource: { name: "memory", target: { type: "AverageValue", averageValue: "1024Mi" } } }],
			behavior: { scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds: 15 }] } },
		},
		behavior: {
			scaleTargetRef: target,
			maxReplicas: 3,
			behavior: { scaleUp: { stabilizationWindowSeconds: 60 }, scaleDown: { selectPolicy: "Disabled" } },
		},
	}),
	...inputsOf("rbac.authorization.k8s.io/v1", "roles", {
		minimal: { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] },
	}),
	...inputsOf("rbac.authorization.k8s.io/v1", "rolebindings", {
		minimal: {
			roleRef,
			subjects: [
				{ kind: "User", name: "a" },
				{ kind: "Group", name: "b" },
				{ kind: "ServiceAccount", name: "c", namespace: "d" },
			],
		},
	}),
	...inputsOf("rbac.authorization.k8s.io/v1", "clusterrolebindings", {
		minimal: { roleRef, subjects: [{ kind: "Group", name: "b" }] },
	}),
	...inputsOf("rbac.authorization.k8s.io/v1", "clusterroles", {
		minimal: { aggregationRule: { clusterRoleSelectors: [selector] } },
	}),
	...inputsOf("storage.k8s.io/v1", "storageclasses", {
		minimal: { provisioner: "example.com/none" },
		given: {
			provisioner: "example.com/none",
			reclaimPolicy: "Retain",
			volumeBindingMode: "WaitForFirstConsumer",
			allowVolumeExpansion: false,
		},
	}),
	...specsOf("storage.k8s.io/v1", "csidrivers", {
		minimal: {},
		given: { attachRequired: false, volumeLifecycleModes: ["Ephemeral"] },
	}),
	...inputsOf("storage.k8s.io/v1", "csinodes", { minimal: { spec: { drivers: [{ name: "example.com", nodeID: "x" }] } } }),
	...specsOf("storage.k8s.io/v1", "volumeattachments", {
		minimal: { attacher: "example.com", nodeName: "x", source: { persistentVolumeName: "y" } },
	}),
	...inputsOf("scheduling.k8s.io/v1", "priorityclasses", {
		minimal: { value: 1 },
		given: { value: 0, preemptionPolicy: "Never" },
	}),
	...inputsOf("node.k8s.io/v1", "runtimeclasses", { minimal: { handler: "none" } }),
	...inputsOf("coordination.k8s.io/v1", "leases", {
		minimal: {},
		held: { spec: { holderIdentity: "me", leaseDurationSeconds: 15 } },
	}),
	...specsOf("flowcontrol.apiserver.k8s.io/v1", "flowschemas", {
		minimal: { priorityLevelConfiguration: { name: "catch-all" } },
		given: { priorityLevelConfiguration: { name: "catch-all" }, matchingPrecedence: 5, distinguisherMethod: { type: "ByUser" } },
	}),
	...specsOf("flowcontrol.apiserver.k8s.io/v1", "prioritylevelconfigurations", {
		minimal: { type: "Limited", limited: { limitResponse: { type: "Reject" } } },
		queue: { type: "Limited", limited: { limitResponse: { type: "Queue", queuing: {} } } },
		shares: { type: "Limited", limited: { nominalConcurrencyShares: 0, limitResponse: { type: "Reject" } } },
	}),
];
