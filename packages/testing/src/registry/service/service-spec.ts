import { type Structure, structureAt, structuresAt } from "../../schema/defaults/with-members.ts";
import type { ObjectState } from "../../storage/object-state.ts";

/** A Service that has no address, but the ones of its Pods. */
export const headless = "None";

/** The spec of a Service. */
export function specOf(state: ObjectState): Structure {
	return structureAt(state, "spec");
}

/** Its ports. */
export function portsOf(spec: Structure): readonly Structure[] {
	return structuresAt(spec, "ports");
}

/** Its addresses; `None` alone for a headless one. */
export function addressesOf(spec: Structure): readonly string[] {
	return (spec["clusterIPs"] as readonly string[] | undefined) ?? [];
}

/** Whether it is reached under an address of the cluster, or headless. */
export function needsAddress({ type }: Structure): boolean {
	return type !== "ExternalName";
}

/** Whether each of its ports is one of every node. */
export function needsNodePorts({ type, allocateLoadBalancerNodePorts }: Structure): boolean {
	return type === "NodePort" || (type === "LoadBalancer" && allocateLoadBalancerNodePorts !== false);
}

/** Whether its ports may be ones of every node. */
export function mayHaveNodePorts({ type }: Structure): boolean {
	return type === "NodePort" || type === "LoadBalancer";
}

/** Whether nodes tell a load balancer under a port of their own if they have Pods of it. */
export function needsHealthCheck({ type, externalTrafficPolicy }: Structure): boolean {
	return type === "LoadBalancer" && externalTrafficPolicy === "Local";
}

/** Whether it is reached from outside of the cluster. */
export function isExternal({ type, externalIPs }: Structure): boolean {
	if (type === "NodePort" || type === "LoadBalancer") return true;
	return type === "ClusterIP" && Array.isArray(externalIPs) && externalIPs.length > 0;
}

/** The numbers of the nodes' ports that lead to its ports. */
export function nodePortsOf(spec: Structure): number[] {
	return portsOf(spec).flatMap(({ nodePort }) => (typeof nodePort === "number" ? [nodePort] : []));
}

/** The number of the nodes' port for their health, of which there is one at most. */
export function healthPortsOf({ healthCheckNodePort }: Structure): number[] {
	return typeof healthCheckNodePort === "number" ? [healthCheckNodePort] : [];
}
