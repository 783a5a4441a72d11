import type { Choice } from "./choice.ts";
import { randomContainer } from "./container-values.ts";
import { addFields, type Field, someOf } from "./field.ts";
import { asText, type Json, type JsonObject } from "./json.ts";

const tolerations: readonly JsonObject[] = [
	{ key: "a", operator: "Exists" },
	{ key: "a", operator: "Equal", value: "b", effect: "NoSchedule" },
	{ key: "b", effect: "NoExecute", tolerationSeconds: 5, operator: "Exists" },
	{ operator: "Exists" },
];
const oddTolerations: readonly JsonObject[] = [
	{},
	{ key: "a", operator: "Exists", value: "b" },
	{ key: "a", operator: "Other" },
	{ key: "a", effect: "Other" },
	{ key: "a", operator: "Exists", tolerationSeconds: 5 },
	{ key: "not a key" },
	{ operator: "Equal" },
];

const selector = { matchLabels: { app: "a" } };
const spreads: readonly JsonObject[] = [
	{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", labelSelector: selector },
	{ maxSkew: 2, topologyKey: "zone", whenUnsatisfiable: "ScheduleAnyway", labelSelector: selector },
	{ maxSkew: 1, topologyKey: "host", whenUnsatisfiable: "DoNotSchedule", minDomains: 2 },
	{ maxSkew: 1, topologyKey: "host", whenUnsatisfiable: "ScheduleAnyway", matchLabelKeys: ["x"], labelSelector: selector },
];
const oddSpreads: readonly JsonObject[] = [
	{ maxSkew: 0, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" },
	{ maxSkew: 1, topologyKey: "", whenUnsatisfiable: "DoNotSchedule" },
	{ maxSkew: 1, topologyKey: "rack", whenUnsatisfiable: "Other" },
	{ maxSkew: 1, topologyKey: "rack", whenUnsatisfiable: "ScheduleAnyway", minDomains: 2 },
	{ maxSkew: 1, topologyKey: "rack", whenUnsatisfiable: "DoNotSchedule", nodeAffinityPolicy: "Other" },
	{ topologyKey: "rack" },
];

const volumes: readonly JsonObject[] = [
	{ name: "v", emptyDir: {} },
	{ name: "v", configMap: { name: "c", items: [{ key: "a", path: "b" }] } },
	{ name: "w", secret: { secretName: "s", optional: true } },
	{ name: "w", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
	{ name: "x", hostPath: { path: "/tmp" } },
	{
		name: "y",
		projected: {
			sources: [
				{ configMap: { name: "c" } },
				{ downwardAPI: { items: [{ path: "p", fieldRef: { fieldPath: "metadata.name" } }] } },
			],
		},
	},
];
const oddVolumes: readonly JsonObject[] = [
	{ name: "z" },
	{ name: "Not_Valid", emptyDir: {} },
	{ name: "z", emptyDir: {}, hostPath: { path: "/tmp" } },
	{ name: "z", secret: {} },
	{ name: "z", configMap: {} },
	{ name: "z", hostPath: { path: "" } },
	{ name: "z", hostPath: { path: "/a/../b", type: "Other" } },
	{ name: "z", configMap: { name: "c", defaultMode: 9999 } },
	{ name: "z", configMap: { name: "c", items: [{ key: "", path: "../x" }] } },
	{ emptyDir: {} },
];

const affinities: readonly JsonObject[] = [
	{
		nodeAffinity: {
			requiredDuringSchedulingIgnoredDuringExecution: {
				nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] }],
			},
		},
	},
	{
		podAntiAffinity: {
			preferredDuringSchedulingIgnoredDuringExecution: [
				{ weight: 5, podAffinityTerm: { topologyKey: "zone", labelSelector: selector } },
			],
		},
	},
	{},
];
const oddAffinities: readonly JsonObject[] = [
	{ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
	{ podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: selector }] } },
	{ podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: "zone" } }] } },
];

const fields: readonly Field[] = [
	["nodeSelector", 0.15, [{ a: "b" }, { a: "c", d: "e" }, {}], [{ a: "not a value!" }]],
	["affinity", 0.12, affinities, oddAffinities],
	["imagePullSecrets", 0.12, [[{ name: "a" }], [{ name: "b" }, { name: "a" }], []], [[{}]]],
	[
		"hostAliases",
		0.1,
		[[{ ip: "192.0.2.1", hostnames: ["a", "b"] }], [{ ip: "192.0.2.1", hostnames: ["c"] }, { ip: "192.0.2.2" }]],
		[[{ ip: "text" }], [{ ip: "192.0.2.1", hostnames: ["Not_Valid"] }]],
	],
	[
		"securityContext",
		0.12,
		[
			{},
			{ runAsUser: 1000, fsGroup: 5 },
			{ runAsNonRoot: true, supplementalGroups: [1, 2] },
			{ sysctls: [{ name: "a.b", value: "1" }] },
		],
		[{ runAsUser: -1 }, { sysctls: [{ name: "Not Valid", value: "1" }] }],
	],
	["terminationGracePeriodSeconds", 0.1, [0, 5, 60], [-1]],
	["dnsPolicy", 0.08, ["ClusterFirst", "Default"], ["None", "Other"]],
	[
		"dnsConfig",
		0.08,
		[{ nameservers: ["192.0.2.1"] }, { searches: ["a.b"], options: [{ name: "ndots", value: "2" }] }],
		[{ nameservers: ["text"] }, { searches: ["Not Valid"] }],
	],
	["hostname", 0.05, ["host"], ["Not_Valid"]],
	["subdomain", 0.05, ["sub"], ["Not_Valid"]],
	["enableServiceLinks", 0.08, [true, false]],
	["shareProcessNamespace", 0.05, [true, false]],
	["hostNetwork", 0.05, [true, false]],
	["readinessGates", 0.05, [[{ conditionType: "example.com/g" }]], [[{ conditionType: "not a condition" }]]],
	["priorityClassName", 0.02, ["system-node-critical"], ["none"]],
	["restartPolicy", 0.05, ["Always"], ["Never", "Other"]],
	["activeDeadlineSeconds", 0, [], [5, 0]],
	["serviceAccountName", 0.05, ["default", ""], ["Not_Valid"]],
	["overhead", 0, [], [{ cpu: "1" }]],
	["preemptionPolicy", 0.03, ["PreemptLowerPriority"], ["Never", "Other"]],
	["setHostnameAsFQDN", 0.03, [true, false]],
	["os", 0.03, [{ name: "linux" }], [{ name: "other" }]],
];

/** The spec of a Pod that no scheduler takes up, mostly valid. */
export function randomPodSpec(choice: Choice): JsonObject {
	const spec: Record<string, Json> = { schedulerName: "none" };
	if (choice.chance(0.8)) spec["automountServiceAccountToken"] = false;
	const mounted: JsonObject[] = choice
		.some(volumes, 0.25)
		.filter(({ name }, index, all) => all.findIndex((other) => other["name"] === name) === index);
	const names = mounted.map(({ name }) => asText(name));
	if (choice.odd()) mounted.push(choice.one(oddVolumes));
	if (mounted.length > 0 || choice.chance(0.05)) spec["volumes"] = mounted;
	const chosen = choice.some(["a", "b", "c"], 0.5);
	const running = chosen.length === 0 && choice.chance(0.95) ? ["a"] : chosen;
	spec["containers"] = running.map((name) => randomContainer(choice, name, names));
	if (choice.chance(0.15))
		spec["initContainers"] = choice.some(["i", "j"], 0.7).map((name) => randomContainer(choice, name, names, true));
	if (choice.chance(0.3)) spec["tolerations"] = someOf(choice, tolerations, oddTolerations, 0.4);
	if (choice.chance(0.2)) spec["topologySpreadConstraints"] = someOf(choice, spreads, oddSpreads, 0.4);
	addFields(choice, spec, fields);
	return spec;
}
