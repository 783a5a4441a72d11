import { type Structure, withMembers } from "../../schema/defaults/with-members.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { sameJson } from "../changes.ts";
import {
	addressesOf,
	isExternal,
	needsAddress,
	needsHealthCheck,
	needsNodePorts,
	nodePortsOf,
	portsOf,
	specOf,
} from "./service-spec.ts";

/** One address is a list of one. */
export function prepareService(state: ObjectState): ObjectState {
	return { ...state, spec: withAddressList(specOf(state)) };
}

/** What was given to a Service is kept where the client leaves it out, and what another type does not need goes. */
export function replaceService(next: ObjectState, current: ObjectState): ObjectState {
	const before = specOf(current);
	const kept = withAddressList(keepAllocated(specOf(next), before));
	return { ...next, spec: withoutUseless(kept, before) };
}

function withAddressList(spec: Structure): Structure {
	const { clusterIP } = spec;
	if (clusterIP === undefined || addressesOf(spec).length > 0) return spec;
	return withMembers(spec, { clusterIPs: [clusterIP] });
}

function keepAllocated(spec: Structure, before: Structure): Structure {
	const kept: Record<string, unknown> = {};
	if (needsAddress(spec) && needsAddress(before)) {
		kept["clusterIP"] = spec["clusterIP"] ?? before["clusterIP"];
		if (kept["clusterIP"] === before["clusterIP"]) kept["clusterIPs"] = spec["clusterIPs"] ?? before["clusterIPs"];
	}
	if (needsNodePorts(spec) && needsNodePorts(before)) kept["ports"] = keepNodePorts(spec, before);
	if (needsHealthCheck(spec) && needsHealthCheck(before)) {
		kept["healthCheckNodePort"] = spec["healthCheckNodePort"] ?? before["healthCheckNodePort"];
	}
	return withMembers(spec, kept);
}

/** Ports are the same by their names, whatever else of them changes. */
function keepNodePorts(spec: Structure, before: Structure): readonly Structure[] | undefined {
	const given = new Set(nodePortsOf(spec));
	const byName = new Map(portsOf(before).map((port) => [port["name"], port["nodePort"]]));
	if (spec["ports"] === undefined) return undefined;
	return portsOf(spec).map((port) => {
		const nodePort = byName.get(port["name"]);
		if (port["nodePort"] !== undefined || typeof nodePort !== "number" || given.has(nodePort)) return port;
		return withMembers(port, { nodePort });
	});
}

/** Fields of the former type that the client sends back unchanged. */
function withoutUseless(spec: Structure, before: Structure): Structure {
	const useless: Record<string, undefined> = {};
	const drop = (needed: (spec: Structure) => boolean, ...fields: readonly string[]): void => {
		if (!needed(before) || needed(spec)) return;
		for (const field of fields) if (sameJson(spec[field], before[field])) useless[field] = undefined;
	};
	drop(needsAddress, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy");
	drop(needsHealthCheck, "healthCheckNodePort");
	drop(isExternal, "externalTrafficPolicy");
	drop(({ type }) => type === "LoadBalancer", "allocateLoadBalancerNodePorts", "loadBalancerClass");
	const samePorts = sameJson(nodePortsOf(spec), nodePortsOf(before));
	const ports =
		needsNodePorts(before) && !needsNodePorts(spec) && samePorts
			? { ports: portsOf(spec).map((port) => withMembers(port, { nodePort: undefined })) }
			: {};
	return withMembers(spec, { ...useless, ...(spec["ports"] === undefined ? {} : ports) });
}
