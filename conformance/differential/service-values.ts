import type { Choice } from "./choice.ts";
import { addFields, type Field, someOf } from "./field.ts";
import type { Json, JsonObject } from "./json.ts";

const ports: readonly JsonObject[] = [
	{ name: "a", port: 80 },
	{ name: "a2", port: 8080, targetPort: "web", protocol: "TCP" },
	{ name: "b", port: 443, targetPort: 8443 },
	{ name: "c", port: 53, protocol: "UDP" },
	{ name: "c-tcp", port: 53, protocol: "TCP" },
	{ name: "d", port: 80, protocol: "SCTP", appProtocol: "example.com/p" },
];

const oddPorts: readonly Json[] = [
	{ port: 87 },
	{ port: 0, name: "zero" },
	{ port: 70_000, name: "big" },
	{ port: 81, name: "Not_Valid" },
	{ port: 82, name: "e", protocol: "ICMP" },
	{ port: 83, name: "f", targetPort: "not a port" },
	{ port: 83, name: "f", targetPort: 70_000 },
	{ port: 84, name: "g", appProtocol: "not a protocol" },
	{ port: 85, name: "h", nodePort: 80 },
	{ name: "i" },
	{ port: "80", name: "j" },
	{ port: 86, name: "a" },
	{ port: 80, name: "a3" },
	{ port: 53, name: "c3", protocol: "UDP", targetPort: 5353 },
];

/** The spec of a Service, mostly valid. */
export function randomService(choice: Choice): JsonObject {
	const spec: Record<string, Json> = {};
	const type = choice.one([undefined, undefined, "ClusterIP", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]);
	if (type !== undefined) spec["type"] = type;
	if (type === "ExternalName") spec["externalName"] = choice.odd() ? "Not_Valid" : choice.one(["example.com", "example.org."]);
	if (type !== "ExternalName" || choice.chance(0.4)) {
		const chosen = someOf(choice, ports, oddPorts, 0.3);
		spec["ports"] = chosen.length === 0 && choice.chance(0.95) ? [{ port: 80 }] : chosen;
	}
	if (choice.chance(0.6)) spec["selector"] = choice.one<Json>([{ app: "a" }, { app: "b", tier: "c" }, {}, { app: "" }]);
	addFields(choice, spec, fields);
	if (type === "LoadBalancer" || choice.odd()) addFields(choice, spec, balancerFields);
	if (type === "LoadBalancer" || type === "NodePort" || choice.odd()) addFields(choice, spec, externalFields);
	return { spec };
}

const fields: readonly Field[] = [
	["clusterIP", 0.06, ["None", "None", ""], ["1.2.3.4", "text"]],
	["sessionAffinity", 0.2, ["None", "ClientIP", "ClientIP"], ["Other"]],
	[
		"sessionAffinityConfig",
		0.03,
		[{}, { clientIP: {} }, { clientIP: { timeoutSeconds: 60 } }],
		[{ clientIP: { timeoutSeconds: 0 } }, { clientIP: { timeoutSeconds: 100_000 } }],
	],
	["internalTrafficPolicy", 0.1, ["Cluster", "Local"], ["Other"]],
	["publishNotReadyAddresses", 0.1, [true, false]],
	["ipFamilyPolicy", 0.08, ["SingleStack", "PreferDualStack"], ["RequireDualStack", "Other"]],
	["ipFamilies", 0.04, [["IPv4"], []], [["IPv6"], ["IPv4", "IPv6"], ["IPv4", "IPv4"], ["Other"]]],
	["externalIPs", 0.06, [["192.0.2.1"], ["192.0.2.1", "192.0.2.2"], []], [["text"], ["127.0.0.1"]]],
	["trafficDistribution", 0.05, ["PreferClose", "PreferSameZone"], ["Other"]],
	["selector", 0, [], [{ "not a key": "x" }, { a: "not a value!" }, []]],
];

const externalFields: readonly Field[] = [["externalTrafficPolicy", 0.2, ["Cluster", "Local"], ["Other"]]];

const balancerFields: readonly Field[] = [
	["loadBalancerIP", 0.1, ["192.0.2.1", ""]],
	["loadBalancerSourceRanges", 0.2, [["192.0.2.0/24"], ["192.0.2.0/24", "198.51.100.0/24"], []], [["text"]]],
	["loadBalancerClass", 0.1, ["example.com/class"], ["not a class"]],
	["allocateLoadBalancerNodePorts", 0.2, [true, false]],
	["healthCheckNodePort", 0, [], [80]],
];
