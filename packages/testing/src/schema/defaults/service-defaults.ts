import type { DefaultsTable } from "./defaults.ts";
import { mapStructures, type Structure, structureAt, withMembers } from "./with-members.ts";

/** For how many seconds a client stays with the Pod that answered it. */
const affinitySeconds = 3 * 60 * 60;

/** What becomes of Services and of where they lead. */
export const serviceDefaults: DefaultsTable = {
	"core.v1.Service": { derive: completeStatus },
	"core.v1.ServiceSpec": { values: { sessionAffinity: "None", type: "ClusterIP" }, derive: completeService },
	"discovery.v1.EndpointPort": { values: { name: "", protocol: "TCP" } },
	"core.v1.EndpointPort": { values: { protocol: "TCP" } },
};

function completeService(spec: Structure): Structure {
	const { type, sessionAffinity } = spec;
	const own = type === "ClusterIP" && spec["externalIPs"] !== undefined;
	const external = type === "NodePort" || type === "LoadBalancer" || own;
	return {
		allocateLoadBalancerNodePorts: spec["allocateLoadBalancerNodePorts"] ?? (type === "LoadBalancer" ? true : undefined),
		externalTrafficPolicy: spec["externalTrafficPolicy"] ?? (external ? "Cluster" : undefined),
		internalTrafficPolicy: spec["internalTrafficPolicy"] ?? (type === "ExternalName" ? undefined : "Cluster"),
		ports: mapStructures(spec, "ports", completePort),
		sessionAffinityConfig:
			sessionAffinity === "ClientIP" ? affinityConfig(structureAt(spec, "sessionAffinityConfig")) : undefined,
	};
}

/** An address of a balancer is its own, unless it says otherwise. */
function completeStatus(service: Structure): Structure {
	const status = structureAt(service, "status");
	const balancer = structureAt(status, "loadBalancer");
	if (structureAt(service, "spec")["type"] !== "LoadBalancer" || balancer["ingress"] === undefined) return {};
	const ingress = mapStructures(balancer, "ingress", (entry) =>
		withMembers(entry, { ipMode: entry["ipMode"] ?? (entry["ip"] === undefined ? undefined : "VIP") }),
	);
	return { status: withMembers(status, { loadBalancer: withMembers(balancer, { ingress }) }) };
}

function completePort(port: Structure): Structure {
	const { targetPort } = port;
	const given = targetPort !== undefined && targetPort !== 0 && targetPort !== "";
	return withMembers(port, { targetPort: given ? targetPort : port["port"] });
}

function affinityConfig(config: Structure): Structure {
	return withMembers(config, {
		clientIP: withMembers({ timeoutSeconds: affinitySeconds }, structureAt(config, "clientIP")),
	});
}
