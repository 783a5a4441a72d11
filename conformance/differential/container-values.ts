import type { Choice } from "./choice.ts";
import { addFields, type Field, someOf } from "./field.ts";
import type { Json, JsonObject } from "./json.ts";

const environment: readonly JsonObject[] = [
	{ name: "X", value: "1" },
	{ name: "U", value: "$(Y)" },
	{ name: "Y", value: "" },
	{ name: "Z", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
	{ name: "T", valueFrom: { configMapKeyRef: { name: "c", key: "k", optional: true } } },
	{ name: "W", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
	{ name: "V", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } },
];
const oddEnvironment: readonly Json[] = [
	{ name: "" },
	{ value: "1" },
	{ name: "not=a name" },
	{ name: "Q", value: "1", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
	{ name: "Q", valueFrom: {} },
	{ name: "Q", valueFrom: { fieldRef: { fieldPath: "metadata.other" } } },
	{ name: "Q", valueFrom: { configMapKeyRef: { name: "c" } } },
	{ name: "Q", value: 1 },
];

const ports: readonly JsonObject[] = [
	{ containerPort: 80 },
	{ containerPort: 8080, name: "web" },
	{ containerPort: 80, protocol: "UDP" },
	{ containerPort: 443, name: "tls", protocol: "TCP" },
	{ containerPort: 53, protocol: "UDP", name: "dns" },
];
const oddPorts: readonly JsonObject[] = [
	{ containerPort: 0 },
	{ containerPort: 70_000 },
	{ containerPort: 81, name: "Not_Valid" },
	{ containerPort: 81, name: "much-too-long-for-a-port" },
	{ containerPort: 81, protocol: "ICMP" },
	{ containerPort: 81, hostPort: 8081 },
	{ containerPort: 81, hostPort: 70_000 },
	{ name: "none" },
];

const resources: readonly Json[] = [
	{},
	{ requests: { cpu: "100m" } },
	{ requests: { cpu: 0.1, memory: "64Mi" }, limits: { cpu: "1", memory: "128Mi" } },
	{ limits: { cpu: 1, memory: "1e3" } },
	{ requests: { cpu: "0.10000", memory: "0.5Gi" } },
	{ limits: { cpu: "1000m" }, requests: { cpu: "1" } },
	{ requests: { "ephemeral-storage": "1.5G" } },
	{ limits: { "hugepages-2Mi": "2Mi", cpu: "1" } },
	{ limits: { "example.com/device": 1 } },
];
const oddResources: readonly Json[] = [
	{ requests: { cpu: "2" }, limits: { cpu: "1" } },
	{ requests: { cpu: "-1" } },
	{ requests: { cpu: "text" } },
	{ requests: { "not a resource": "1" } },
	{ requests: { other: "1" } },
	{ requests: { "hugepages-2Mi": "2Mi" } },
	{ requests: { "example.com/device": "1" } },
];

const probes: readonly Json[] = [
	{ httpGet: { path: "/", port: 80 } },
	{ httpGet: { port: "web", scheme: "HTTPS", httpHeaders: [{ name: "A", value: "b" }] }, periodSeconds: 5 },
	{ tcpSocket: { port: 80 }, initialDelaySeconds: 3 },
	{ exec: { command: ["true"] }, failureThreshold: 5 },
	{ grpc: { port: 50 } },
];
const oddProbes: readonly Json[] = [
	{},
	{ tcpSocket: { port: 0 } },
	{ httpGet: { port: 80 }, tcpSocket: { port: 80 } },
	{ exec: {}, periodSeconds: -1 },
];

const fields: readonly Field[] = [
	["command", 0.15, [["a"], ["a", "b"], []]],
	["args", 0.1, [["$(X)"], [""]]],
	["workingDir", 0.05, ["/work", ""]],
	["imagePullPolicy", 0.1, ["Always", "IfNotPresent", "Never"], ["Other"]],
	["resources", 0.3, resources, oddResources],
	["livenessProbe", 0.08, probes, oddProbes],
	["readinessProbe", 0.08, probes, oddProbes],
	[
		"lifecycle",
		0.05,
		[{ preStop: { exec: { command: ["a"] } } }, { postStart: { httpGet: { port: 80 } } }, {}],
		[{ preStop: {} }, { postStart: { exec: {} } }],
	],
	[
		"securityContext",
		0.1,
		[{}, { privileged: true }, { capabilities: { add: ["A"], drop: ["ALL"] }, runAsUser: 0 }],
		[{ allowPrivilegeEscalation: false, privileged: true }, { runAsUser: -1 }, { procMount: "Other" }],
	],
	[
		"envFrom",
		0.08,
		[[{ configMapRef: { name: "c" } }], [{ secretRef: { name: "s" }, prefix: "P_" }]],
		[
			[{}],
			[{ configMapRef: {} }],
			[{ configMapRef: { name: "c" }, secretRef: { name: "s" } }],
			[{ configMapRef: { name: "Not_Valid" } }],
		],
	],
	["terminationMessagePolicy", 0.05, ["File", "FallbackToLogsOnError"], ["Other"]],
	["terminationMessagePath", 0.03, ["/log", ""]],
	["stdin", 0.04, [true, false]],
	["tty", 0.04, [true, false]],
	["volumeDevices", 0, [], [[{ name: "v", devicePath: "/dev/x" }]]],
	["restartPolicy", 0, [], ["Always", "Other"]],
	["name", 0, [], ["Not_Valid", "", null, 5]],
	["image", 0, [], ["", " padded ", null, 5]],
];

/** A container that mounts some of the volumes, mostly valid. */
export function randomContainer(choice: Choice, name: string, volumes: readonly string[], initial = false): JsonObject {
	const images = ["example.com/a:1", "example.com/a:2", "example.com/b", "b:latest"];
	const container: Record<string, Json> = { name, image: choice.one(images) };
	if (choice.chance(0.4)) container["env"] = someOf(choice, environment, oddEnvironment, 0.35);
	if (choice.chance(0.35)) container["ports"] = someOf(choice, ports, oddPorts, 0.3);
	if (choice.chance(0.5)) container["volumeMounts"] = randomMounts(choice, volumes);
	addFields(choice, container, initial ? fields.filter(([field]) => !notInitial.has(field)) : fields);
	return container;
}

/** What a container that ends before the others start may not have. */
const notInitial = new Set(["livenessProbe", "readinessProbe", "lifecycle"]);

function randomMounts(choice: Choice, volumes: readonly string[]): Json {
	const mounts: Json[] = choice.some(volumes, 0.7).map((name) => ({
		name,
		mountPath: `/${choice.odd() ? "data" : name}`,
		...(choice.chance(0.3) ? { readOnly: choice.chance(0.7) } : {}),
		...(choice.chance(0.1) ? { subPath: choice.odd() ? "../up" : "sub" } : {}),
	}));
	if (choice.odd())
		mounts.push(choice.one([{ name: "missing", mountPath: "/m" }, { name: "v", mountPath: "" }, { mountPath: "/m" }]));
	return mounts;
}
