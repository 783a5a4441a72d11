import { Api, type Input, mergePatch } from "kubex";
import { Service } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { printedTexts, printedValue } from "./printed-value.ts";
import { openServer } from "./server.ts";

type Spec = NonNullable<Input<Service>["spec"]>;

const server = await openServer();
const { client, minor, raw } = server;
const namespace = await server.namespace();
const services = new Api(Service, { client, namespace });
const ports = [{ port: 80 }];
const address = /^10\.96\.\d+\.\d+$/;
const texts = (...shown: readonly string[]): string => printedTexts(minor, shown);
const isNodePort = (port: number | undefined): boolean => port !== undefined && port >= 30_000 && port <= 32_767;

let made = 0;
const create = async (spec: Spec): Promise<Service> => await services.create({ metadata: { name: `s${++made}` }, spec });
const replace = async (service: Service, spec: Spec): Promise<Service> =>
	await services.replace(service.metadata.name, { metadata: { name: service.metadata.name }, spec });
const refusal = async (call: Promise<unknown>): Promise<string> => {
	const { code, status } = await failureOf(call);
	return `${code} ${status.message?.replace(/^Service "[^"]*" is invalid: /, "")}`;
};

check("S2 each Service has an address of its own", async () => {
	const [a, b] = [await create({ ports }), await create({ ports })];
	expect(a.spec?.clusterIP).toMatch(address);
	expect(a.spec?.clusterIPs).toEqual([a.spec?.clusterIP]);
	expect(b.spec?.clusterIP).not.toBe(a.spec?.clusterIP);
});

check("S2 an address that is asked for is given when it is free, and free again when its Service is gone", async () => {
	const first = await create({ clusterIP: "10.96.77.77", ports });
	expect(first.spec?.clusterIPs).toEqual(["10.96.77.77"]);
	expect(await refusal(create({ clusterIP: "10.96.77.77", ports }))).toBe(
		`422 spec.clusterIPs: Invalid value: ${texts("10.96.77.77")}: failed to allocate IP 10.96.77.77: provided IP is already allocated`,
	);
	await services.delete(first.metadata.name);
	expect((await create({ clusterIP: "10.96.77.77", ports })).spec?.clusterIP).toBe("10.96.77.77");
});

check("F1 S2 a dry create takes neither address nor port", async () => {
	const spec: Spec = { type: "NodePort", clusterIP: "10.96.78.78", ports: [{ port: 80, nodePort: 30_178 }] };
	await services.create({ metadata: { name: "dry" }, spec }, { dryRun: true });
	expect((await create(spec)).spec).toMatchObject(spec);
	const taken = services.create({ metadata: { name: "dry" }, spec: { ...spec, clusterIP: "10.96.78.79" } }, { dryRun: true });
	expect(await refusal(taken)).toBe("422 spec.ports[0].nodePort: Invalid value: 30178: provided port is already allocated");
});

const refused: Readonly<Record<string, readonly [spec: Spec, message: string]>> = {
	"an address of another network": [
		{ clusterIP: "1.2.3.4", ports },
		`spec.clusterIPs: Invalid value: ${texts("1.2.3.4")}: failed to allocate IP 1.2.3.4: the provided network does not match the current range`,
	],
	"the address of the API server": [
		{ clusterIP: "10.96.0.1", ports },
		`spec.clusterIPs: Invalid value: ${texts("10.96.0.1")}: failed to allocate IP 10.96.0.1: provided IP is already allocated`,
	],
	"what is no address": [
		{ clusterIP: "x", ports },
		'spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
	],
	"addresses without the first": [
		{ clusterIPs: ["10.96.5.5"], ports },
		`spec.clusterIPs: Invalid value: ${texts("10.96.5.5")}: must be empty when \`clusterIP\` is not specified`,
	],
	"addresses with another first": [
		{ clusterIP: "10.96.5.6", clusterIPs: ["10.96.5.7"], ports },
		`spec.clusterIPs: Invalid value: ${texts("10.96.5.7")}: first value must match \`clusterIP\``,
	],
	"two addresses of a family": [
		{ clusterIPs: ["10.96.5.8", "10.96.5.9"], ports },
		`[spec.clusterIPs: Invalid value: ${texts("10.96.5.8", "10.96.5.9")}: must be empty when \`clusterIP\` is not specified, spec.clusterIPs: Invalid value: ${texts("10.96.5.8", "10.96.5.9")}: may specify no more than one IP for each IP family]`,
	],
	"no ports": [{}, "spec.ports: Required value"],
	"a node port out of range": [
		{ type: "NodePort", ports: [{ port: 80, nodePort: 80 }] },
		"spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
	],
	"a node port twice": [
		{
			type: "NodePort",
			ports: [
				{ name: "a", port: 53, nodePort: 30_299 },
				{ name: "b", port: 54, nodePort: 30_299 },
			],
		},
		"spec.ports[1].nodePort: Invalid value: 30299: provided port is already allocated",
	],
	"a node port of another type": [
		{ ports: [{ port: 80, nodePort: 30_081 }] },
		"spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
	],
	"an address of an external name": [
		{ type: "ExternalName", externalName: "a.b", clusterIP: "10.96.9.9" },
		"spec.clusterIPs: Forbidden: may not be set for ExternalName services",
	],
	"no external name": [{ type: "ExternalName" }, "spec.externalName: Required value"],
	"another family": [
		{ ipFamilies: ["IPv6"], ports },
		'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
	],
	"both families": [
		{ ipFamilyPolicy: "RequireDualStack", ports },
		'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
	],
	"two families of one": [
		{ ipFamilies: ["IPv4", "IPv6"], ports },
		"spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
	],
	"no address with node ports": [
		{ type: "NodePort", clusterIP: "None", ports },
		"spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services",
	],
	"ports without names": [
		{ ports: [{ port: 80 }, { port: 81 }] },
		"[spec.ports[0].name: Required value, spec.ports[1].name: Required value]",
	],
	"a port twice": [
		{
			ports: [
				{ name: "a", port: 80 },
				{ name: "b", port: 80 },
			],
		},
		`spec.ports[1]: Duplicate value: ${printedValue(
			minor,
			{ Name: "", Protocol: "TCP", AppProtocol: null, Port: 80, TargetPort: 0, NodePort: 0 },
			'core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
		)}`,
	],
	"a policy for outside without an outside": [
		{ externalTrafficPolicy: "Local", ports },
		'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
	],
	"a health check without a balancer": [
		{ type: "LoadBalancer", healthCheckNodePort: 30_500, ports },
		"spec.healthCheckNodePort: Invalid value: 30500: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
	],
};
for (const [what, [spec, message]] of Object.entries(refused)) {
	check(`S2 S3 a Service is refused with ${what}`, async () => {
		expect(await refusal(create(spec))).toBe(`422 ${message}`);
	});
}

check("S2 protocols of one port share a node port", async () => {
	const { spec } = await create({
		type: "NodePort",
		ports: [
			{ name: "a", port: 53 },
			{ name: "b", port: 53, protocol: "UDP" },
		],
	});
	const [a, b] = spec?.ports ?? [];
	expect(isNodePort(a?.nodePort)).toBe(true);
	expect(b?.nodePort).toBe(a?.nodePort);
});

check("K9 S2 an address may not change, and is kept where it is left out", async () => {
	const service = await create({ ports });
	for (const clusterIP of ["10.96.7.7", "None"]) {
		expect(await refusal(replace(service, { clusterIP, ports }))).toBe(
			`422 spec.clusterIPs[0]: Invalid value: ${texts(clusterIP)}: may not change once set`,
		);
	}
	expect(await refusal(replace(service, { clusterIPs: ["10.96.7.7"], ports }))).toBe(
		`422 spec.clusterIPs: Invalid value: ${texts("10.96.7.7")}: first value must match \`clusterIP\``,
	);
	expect((await replace(service, { ports })).spec).toEqual(service.spec);
});

check("S2 node ports come with the type, are kept by the names of the ports, and go with the type", async () => {
	const service = await create({ ports });
	const { spec: open } = await replace(service, { ...service.spec, type: "NodePort" });
	const nodePort = open?.ports?.[0]?.nodePort;
	expect(isNodePort(nodePort)).toBe(true);
	expect(open?.externalTrafficPolicy).toBe("Cluster");
	const moved = await replace(service, { type: "NodePort", ports: [{ port: 81 }] });
	expect(moved.spec?.ports).toEqual([{ port: 81, protocol: "TCP", targetPort: 81, nodePort }]);
	const renamed = await replace(service, { type: "NodePort", ports: [{ name: "web", port: 81 }] });
	expect(renamed.spec?.ports?.[0]?.nodePort).not.toBe(nodePort);
	// What it had is sent back, and dropped.
	const closed = await replace(service, { ...renamed.spec, type: "ClusterIP" });
	expect(closed.spec).toEqual({
		...service.spec,
		ports: [{ name: "web", port: 81, protocol: "TCP", targetPort: 81 }],
	});
});

check("S2 a load balancer that keeps to its nodes has a port for their health", async () => {
	const service = await create({ type: "LoadBalancer", ports });
	expect(service.spec?.allocateLoadBalancerNodePorts).toBe(true);
	const local = await replace(service, { ...service.spec, externalTrafficPolicy: "Local" });
	expect(isNodePort(local.spec?.healthCheckNodePort)).toBe(true);
	expect(await refusal(replace(service, { ...local.spec, healthCheckNodePort: 30_777 }))).toBe(
		"422 spec.healthCheckNodePort: Forbidden: field is immutable",
	);
	const closed = await replace(service, { ...local.spec, type: "ClusterIP" });
	expect(closed.spec).not.toHaveProperty("healthCheckNodePort");
	expect(closed.spec).not.toHaveProperty("allocateLoadBalancerNodePorts");
	expect(closed.spec?.clusterIP).toBe(service.spec?.clusterIP);
});

check("S2 a Service that becomes a name loses its address, and gets one when it is none any more", async () => {
	const service = await create({ ports });
	const named = await replace(service, { ...service.spec, type: "ExternalName", externalName: "a.b" });
	expect(named.spec).toEqual({
		type: "ExternalName",
		externalName: "a.b",
		sessionAffinity: "None",
		ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
	});
	expect((await replace(service, { ports })).spec?.clusterIP).toMatch(address);
});

check("S2 a headless Service stays one", async () => {
	const service = await create({ clusterIP: "None", selector: { app: "x" }, ports });
	expect((await replace(service, { selector: { app: "x" }, ports })).spec).toEqual(service.spec);
	expect(await refusal(replace(service, { selector: { app: "x" }, clusterIP: "10.96.9.1", ports }))).toBe(
		`422 spec.clusterIPs[0]: Invalid value: ${texts("10.96.9.1")}: may not change once set`,
	);
});

check("G9 S2 a Service that a replace creates has an address", async () => {
	const { spec } = await services.replace("upserted", { metadata: { name: "upserted" }, spec: { ports } });
	expect(spec?.clusterIP).toMatch(address);
});

check("S2 the policy of families may be wished, and not required", async () => {
	const service = await create({ ports });
	const wished = await replace(service, { ipFamilyPolicy: "PreferDualStack", ports });
	expect(wished.spec).toEqual({ ...service.spec, ipFamilyPolicy: "PreferDualStack" });
	expect(await refusal(replace(service, { ipFamilyPolicy: "RequireDualStack", ports }))).toContain(
		"not configured for dual-stack",
	);
	expect(await refusal(replace(service, { ipFamilies: ["IPv6"], ports }))).toBe(
		`422 spec.clusterIPs[0]: Invalid value: "${service.spec?.clusterIP}": expected an IPv6 value as indicated by \`ipFamilies[0]\``,
	);
});

check("S2 a Service that changes has further ports of its nodes for each of its protocols, a new one shares them", async () => {
	const both = [
		{ name: "tcp", port: 53 },
		{ name: "udp", port: 53, protocol: "UDP" },
	];
	const numbers = ({ spec }: Service): Set<number | undefined> => new Set(spec?.ports?.map(({ nodePort }) => nodePort));
	expect(numbers(await create({ type: "NodePort", ports: both })).size).toBe(1);
	const changed = await create({ ports: both });
	expect(numbers(await replace(changed, { type: "NodePort", ports: both })).size).toBe(2);
});

check("S2 families that are there by preference are not looked at again", async () => {
	const service = await create({ clusterIP: "None", ipFamilyPolicy: "PreferDualStack", ports });
	expect(service.spec?.ipFamilies).toEqual(["IPv4", "IPv6"]);
	const selecting = await replace(service, { ...service.spec, selector: { app: "x" } });
	expect(selecting.spec).toEqual({ ...service.spec, selector: { app: "x" } });
});

check("S2 a Service that is a name elsewhere keeps its policy of traffic, and does not show it", async () => {
	const service = await create({ internalTrafficPolicy: "Local", ports });
	const { name } = service.metadata;
	const outside = { type: "ExternalName", externalName: "a.b" };
	const named = await services.patch(name, mergePatch<Service>({ spec: outside }));
	const listed = await services.list({ fieldSelector: { "metadata.name": name } });
	for (const seen of [named, await services.get(name), listed.items[0]]) {
		expect(seen?.spec).not.toHaveProperty("internalTrafficPolicy");
	}
	// What a deletion leaves for now is shown as it is kept.
	await services.patch(name, mergePatch<Service>({ metadata: { finalizers: ["example.com/kept"] } }));
	for (let deletion = 0; deletion < 2; deletion++) {
		expect((await raw("DELETE", `/api/v1/namespaces/${namespace}/services/${name}`)).body).toMatchObject({
			spec: { internalTrafficPolicy: "Local" },
		});
	}
	const inside = await services.patch(
		name,
		mergePatch<Service>({ metadata: { finalizers: ["example.com/kept"] }, spec: { type: "ClusterIP", externalName: null } }),
	);
	expect(inside.spec?.internalTrafficPolicy).toBe("Local");
	await services.patch(name, mergePatch<Service>({ metadata: { finalizers: null } }));
});

check("S2 an address that is written into a name elsewhere is nobody's", async () => {
	const service = await create({ ports });
	// Refused in a new Service, and in one that is a name already.
	const written = await replace(service, { type: "ExternalName", externalName: "a.b", clusterIP: "1.2.3.4" });
	expect(written.spec?.clusterIPs).toEqual(["1.2.3.4"]);
	expect(await refusal(replace(service, { clusterIP: "1.2.3.4" }))).toBe(
		`422 spec.clusterIPs: Invalid value: ${texts("1.2.3.4")}: failed to allocate IP 1.2.3.4: the provided network does not match the current range`,
	);
});

check("F1 S2 a dry write shows the ports that follow those it asks for, wherever they are", async () => {
	const numbers = ({ spec }: Service): (number | undefined)[] => [
		...(spec?.ports ?? []).map(({ nodePort }) => nodePort),
		spec?.healthCheckNodePort,
	];
	const dry = (spec: Spec): Promise<Service> => services.create({ metadata: { name: "dry-ports" }, spec }, { dryRun: true });
	const type = "LoadBalancer";
	const further = [
		{ name: "a", port: 80 },
		{ name: "b", port: 81, nodePort: 80 },
		{ name: "c", port: 82 },
	];
	expect(numbers(await dry({ type, ports: further }))).toEqual([32_769, 80, 32_770, undefined]);
	const local = { type, externalTrafficPolicy: "Local" } as const;
	expect(numbers(await dry({ ...local, ports: [{ port: 80, nodePort: 70 }] }))).toEqual([70, 71]);
	expect(numbers(await dry({ ...local, healthCheckNodePort: 80, ports }))).toEqual([32_769, 80]);
});

check("S2 a port of the nodes is one thing only: of a port, of its protocols, or of the nodes' health", async () => {
	const local = { type: "LoadBalancer", externalTrafficPolicy: "Local" } as const;
	const service = await create({ ...local, ports });
	const { healthCheckNodePort: health = 0, ports: [port] = [] } = service.spec ?? {};
	const taken = "provided port is already allocated";
	expect(await refusal(replace(service, { ...local, ports: [{ port: 80, nodePort: health }] }))).toBe(
		`422 spec.ports[0].nodePort: Invalid value: ${health}: ${taken}`,
	);
	const nodePort = port?.nodePort ?? 0;
	const both = { ...local, healthCheckNodePort: nodePort, ports: [{ port: 80, nodePort }] };
	await services.delete(service.metadata.name);
	expect(await refusal(create(both))).toBe(
		`500 Internal error occurred: failed to allocate requested HealthCheck NodePort ${nodePort}: ${taken}`,
	);
	const protocols = [
		{ name: "a", port: 80, nodePort },
		{ name: "b", port: 81, protocol: "UDP", nodePort },
	];
	expect(await refusal(create({ type: "NodePort", ports: protocols }))).toBe(
		`422 spec.ports[1].nodePort: Invalid value: ${nodePort}: ${taken}`,
	);
});

check("F1 S2 a dry create shows the address of the network, and tells the range that an address is not in", async () => {
	const dry = (spec: Spec): Promise<Service> => services.create({ metadata: { name: "dry-address" }, spec }, { dryRun: true });
	expect((await dry({ ports })).spec?.clusterIP).toBe("10.96.0.0");
	expect(await refusal(dry({ clusterIP: "1.2.3.4", ports }))).toBe(
		`422 spec.clusterIPs: Invalid value: ${texts("1.2.3.4")}: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range. The range of valid IPs is 10.96.0.0/16`,
	);
});
