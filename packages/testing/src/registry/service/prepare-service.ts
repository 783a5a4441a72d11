import { type Structure, withMembers } from "../../schema/defaults/with-members.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { sameJson } from "../changes.ts";
import {
	addressesOf,
	isExternal,
	mayHaveNodePorts,
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

/** A Service that is right is kept with the list of its addresses. */
export function settleService(state: ObjectState): ObjectState {
	return { ...state, spec: withAddressList(specOf(state)) };
}

/** A name elsewhere has no traffic inside of the cluster, whatever its Service keeps for when it is none any more. */
export function showService(state: ObjectState): ObjectState {
	const spec = specOf(state);
	if (needsAddress(spec) || spec["internalTrafficPolicy"] === undefined) return state;
	return { ...state, spec: withMembers(spec, { internalTrafficPolicy: undefined }) };
}

/** What was given to a Service is kept where the client leaves it out. */
export function replaceService(next: ObjectState, current: ObjectState): ObjectState {
	return { ...next, spec: withChangedList(keepAllocated(specOf(next), specOf(current)), specOf(current)) };
}

/** What another type does not need goes where the client sends it back unchanged, and so does what a balancer has told. */
export function dropUseless(next: ObjectState, current: ObjectState): ObjectState {
	const spec = withoutUseless(specOf(next), specOf(current));
	const { status } = next as { readonly status?: Structure };
	if (spec["type"] === "LoadBalancer" || status?.["loadBalancer"] === undefined) return { ...next, spec };
	return { ...next, spec, status: withMembers(status, { loadBalancer: {} }) };
}

function withAddressList(spec: Structure): Structure {
	const { clusterIP } = spec;
	if (clusterIP === undefined || addressesOf(spec).length > 0) return spec;
	return withMembers(spec, { clusterIPs: [clusterIP] });
}

/** Whoever changes the one address means the list of it as well. */
function withChangedList(spec: Structure, before: Structure): Structure {
	const { clusterIP } = spec;
	if (clusterIP === before["clusterIP"]) {
		return addressesOf(spec).length > 0 ? spec : withMembers(spec, { clusterIPs: before["clusterIPs"] });
	}
	if (!sameJson(spec["clusterIPs"], before["clusterIPs"])) return spec;
	return withMembers(spec, { clusterIPs: clusterIP === undefined ? undefined : [clusterIP] });
}

function keepAllocated(spec: Structure, before: Structure): Structure {
	const kept: Record<string, unknown> = {};
	if (needsAddress(spec) && needsAddress(before)) {
		kept["clusterIP"] = spec["clusterIP"] ?? before["clusterIP"];
		kept["clusterIPs"] = spec["clusterIPs"] ?? before["clusterIPs"];
	}
	if (needsNodePorts(spec) && needsNodePorts(before)) kept["ports"] = keepNodePorts(spec, before);
	if (needsHealthCheck(spec) && needsHealthCheck(before)) {
		kept["healthCheckNodePort"] = spec["healthCheckNodePort"] ?? before["healthCheckNodePort"];
	}
	return withMembers(spec, kept);
}

/** Ports are the same by their names, whatever else of them changes. */
function keepNodePorts(spec: Structure, before: Structure): readonly Structure[] | undefined {
	const previous = new Set(nodePortsOf(before));
	const given = new Set(nodePortsOf(spec).filter((nodePort) => previous.has(nodePort)));
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
	drop(needsAddress, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");
	drop(needsHealthCheck, "healthCheckNodePort");
	drop(isExternal, "externalTrafficPolicy");
	drop(({ type }) => type === "LoadBalancer", "allocateLoadBalancerNodePorts", "loadBalancerClass");
	const previous = new Set(nodePortsOf(before));
	const samePorts = nodePortsOf(spec).every((nodePort) => previous.has(nodePort));
	const ports =
		mayHaveNodePorts(before) && !mayHaveNodePorts(spec) && samePorts
			? { ports: portsOf(spec).map((port) => withMembers(port, { nodePort: undefined })) }
			: {};
	return withMembers(spec, { ...useless, ...(spec["ports"] === undefined ? {} : ports) });
}
