import { isIP } from "node:net";
import { asText, type Structure, structureAt } from "../../schema/defaults/with-members.ts";
import { duplicate, type FieldError, forbiddenField, invalidValue, notSupported, required } from "../../status/field-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { addressErrors } from "../../validation/dns-errors.ts";
import { labelErrors, qualifiedErrors } from "../../validation/label-errors.ts";
import { rangeErrors } from "../../validation/number-errors.ts";
import { portErrors, portNumberErrors, protocols } from "../../validation/port-errors.ts";
import { sameJson } from "../changes.ts";
import { nameErrors } from "../name-rules.ts";
import { clusterAddressErrors } from "./cluster-address-errors.ts";
import { addressesOf, headless, isExternal, needsAddress, needsHealthCheck, portsOf, specOf } from "./service-spec.ts";

/** What is wrong with a Service, in the order in which the server looks at it. */
export function serviceErrors(state: ObjectState): FieldError[] {
	const spec = specOf(state);
	const { type } = spec;
	const types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
	return [
		...typeErrors(spec),
		...portsOf(spec).flatMap((port, index) => ownPortErrors(port, index, spec)),
		...labelErrors("spec.selector", structureAt(spec, "selector")),
		...affinityErrors(spec),
		...clusterAddressErrors(spec),
		...externalAddressErrors(spec),
		...(types.includes(asText(type)) ? [] : [notSupported("spec.type", type, types)]),
		...sharedPortErrors(spec),
		...balancerErrors(spec),
		...policyErrors(spec),
	];
}

/** What may not become of a Service. */
export function serviceReplacementErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const spec = specOf(next);
	const before = specOf(current);
	const errors: FieldError[] = [];
	if (needsAddress(spec) && needsAddress(before) && !(isHeadless(spec) && isHeadless(before))) {
		errors.push(...changedAddressErrors(addressesOf(spec), addressesOf(before)));
	}
	if (spec["type"] === "LoadBalancer" && before["type"] === "LoadBalancer") {
		const { loadBalancerClass } = spec;
		if (loadBalancerClass !== before["loadBalancerClass"]) {
			errors.push(invalidValue("spec.loadBalancerClass", loadBalancerClass ?? null, "may not change once set"));
		}
	}
	errors.push(...classErrors(spec));
	const counted = needsHealthCheck(spec) && needsHealthCheck(before);
	if (counted && !sameJson(spec["healthCheckNodePort"], before["healthCheckNodePort"])) {
		errors.push(forbiddenField("spec.healthCheckNodePort", "field is immutable"));
	}
	return errors;
}

function isHeadless({ clusterIP }: Structure): boolean {
	return clusterIP === headless;
}

function changedAddressErrors(addresses: readonly string[], before: readonly string[]): FieldError[] {
	const field = "spec.clusterIPs";
	const text = "may not change once set";
	if (addresses.length === before.length) {
		return before.flatMap((address, index) =>
			address === addresses[index] ? [] : [invalidValue(`${field}[${index}]`, addresses, text)],
		);
	}
	return before[0] === undefined || before[0] === addresses[0] ? [] : [invalidValue(`${field}[0]`, addresses, text)];
}

function typeErrors(spec: Structure): FieldError[] {
	const { type, externalName = "" } = spec;
	const alone = isHeadless(spec);
	const errors = portsOf(spec).length === 0 && !alone && type !== "ExternalName" ? [required("spec.ports")] : [];
	if (alone && (type === "LoadBalancer" || type === "NodePort")) {
		errors.push(invalidValue("spec.clusterIPs[0]", headless, `may not be set to 'None' for ${type} services`));
	}
	if (type !== "ExternalName") return errors;
	for (const member of ["clusterIPs", "ipFamilies", "ipFamilyPolicy"]) {
		if (spec[member] === undefined || sameJson(spec[member], [])) continue;
		errors.push(forbiddenField(`spec.${member}`, "may not be set for ExternalName services"));
	}
	const name = asText(externalName).replace(/\.$/, "");
	if (name === "") return [...errors, required("spec.externalName")];
	return [...errors, ...nameErrors("subdomain", name).map((text) => invalidValue("spec.externalName", name, text))];
}

function ownPortErrors(port: Structure, index: number, spec: Structure): FieldError[] {
	const path = `spec.ports[${index}]`;
	const ports = portsOf(spec);
	const { name = "", protocol, appProtocol } = port;
	const errors: FieldError[] = [];
	if (name !== "") {
		for (const text of nameErrors("label", asText(name))) errors.push(invalidValue(`${path}.name`, name, text));
		if (ports.slice(0, index).some((other) => other["name"] === name)) errors.push(duplicate(`${path}.name`, name));
	} else if (ports.length > 1) errors.push(required(`${path}.name`));
	errors.push(...portNumberErrors(`${path}.port`, port["port"] ?? 0));
	if (!protocols.includes(asText(protocol))) errors.push(notSupported(`${path}.protocol`, protocol, protocols));
	errors.push(...portErrors(`${path}.targetPort`, port["targetPort"]));
	return appProtocol === undefined ? errors : [...errors, ...qualifiedErrors(`${path}.appProtocol`, appProtocol)];
}

/** A client stays with a Pod for a day at most. */
const longestAffinity = 24 * 60 * 60;

function affinityErrors(spec: Structure): FieldError[] {
	const { sessionAffinity, sessionAffinityConfig: config } = spec;
	const affinities = ["ClientIP", "None"];
	if (!affinities.includes(asText(sessionAffinity))) {
		return [notSupported("spec.sessionAffinity", sessionAffinity, affinities)];
	}
	const field = "spec.sessionAffinityConfig";
	if (sessionAffinity === "None") {
		return config === undefined ? [] : [forbiddenField(field, "must not be set when session affinity is None")];
	}
	const { timeoutSeconds } = structureAt(structureAt(spec, "sessionAffinityConfig"), "clientIP");
	if (typeof timeoutSeconds !== "number" || (timeoutSeconds > 0 && timeoutSeconds <= longestAffinity)) return [];
	const text = `must be greater than 0 and less than ${longestAffinity}`;
	return [invalidValue(`${field}.clientIP.timeoutSeconds`, timeoutSeconds, text)];
}

function externalAddressErrors(spec: Structure): FieldError[] {
	return ((spec["externalIPs"] as readonly string[] | undefined) ?? []).flatMap((address, index) => {
		const field = `spec.externalIPs[${index}]`;
		if (isIP(address) === 0) return addressErrors(field, address);
		const loopback = address.startsWith("127.") || address === "::1";
		return loopback ? [invalidValue(field, address, "may not be in the loopback range (127.0.0.0/8, ::1/128)")] : [];
	});
}

/** What is wrong with ports beside each other. */
function sharedPortErrors(spec: Structure): FieldError[] {
	const forbidden: FieldError[] = [];
	const repeated: FieldError[] = [];
	const [nodePorts, numbers] = [new Set<string>(), new Set<string>()];
	for (const [index, { port = 0, protocol, nodePort }] of portsOf(spec).entries()) {
		const path = `spec.ports[${index}]`;
		if (nodePort !== undefined && nodePort !== 0) {
			if (spec["type"] === "ClusterIP") {
				forbidden.push(forbiddenField(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'"));
			}
			const key = `${asText(protocol)} ${asText(nodePort)}`;
			if (nodePorts.has(key)) forbidden.push(duplicate(`${path}.nodePort`, nodePort));
			nodePorts.add(key);
		}
		const key = `${asText(protocol)} ${asText(port)}`;
		const value = { Name: "", Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
		if (numbers.has(key)) repeated.push(duplicate(path, value));
		numbers.add(key);
	}
	return [...forbidden, ...repeated];
}

const balanced = "may only be used when `type` is 'LoadBalancer'";

function balancerErrors(spec: Structure): FieldError[] {
	const isBalanced = spec["type"] === "LoadBalancer";
	const ranges = (spec["loadBalancerSourceRanges"] as readonly string[] | undefined) ?? [];
	const errors: FieldError[] = [];
	// The field is called so there.
	const field = "spec.LoadBalancerSourceRanges";
	if (ranges.length > 0 && !isBalanced) errors.push(forbiddenField(field, balanced));
	for (const [index, range] of ranges.entries()) {
		const [address = "", length = "", ...rest] = range.trim().split("/");
		const family = isIP(address);
		const right = family !== 0 && /^\d+$/.test(length) && Number(length) <= (family === 4 ? 32 : 128) && rest.length === 0;
		const text = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
		if (!right) errors.push(invalidValue(`${field}[${index}]`, range.trim(), text));
	}
	if (spec["allocateLoadBalancerNodePorts"] !== undefined && !isBalanced) {
		errors.push(forbiddenField("spec.allocateLoadBalancerNodePorts", balanced));
	}
	return [...errors, ...classErrors(spec)];
}

function classErrors({ type, loadBalancerClass }: Structure): FieldError[] {
	if (loadBalancerClass === undefined) return [];
	if (type !== "LoadBalancer") return [forbiddenField("spec.loadBalancerClass", balanced)];
	return qualifiedErrors("spec.loadBalancerClass", loadBalancerClass);
}

function policyErrors(spec: Structure): FieldError[] {
	const { externalTrafficPolicy, healthCheckNodePort = 0, internalTrafficPolicy, trafficDistribution } = spec;
	const policies = ["Cluster", "Local"];
	const errors: FieldError[] = [];
	if (!isExternal(spec)) {
		const text = "may only be set for externally-accessible services";
		const set = externalTrafficPolicy !== undefined && externalTrafficPolicy !== "";
		if (set) errors.push(invalidValue("spec.externalTrafficPolicy", externalTrafficPolicy, text));
	} else if (externalTrafficPolicy === undefined || externalTrafficPolicy === "") {
		errors.push(required("spec.externalTrafficPolicy"));
	} else if (!policies.includes(asText(externalTrafficPolicy))) {
		errors.push(notSupported("spec.externalTrafficPolicy", externalTrafficPolicy, policies));
	}
	if (needsHealthCheck(spec)) errors.push(...rangeErrors("spec.healthCheckNodePort", healthCheckNodePort, 1, 65_535));
	else if (healthCheckNodePort !== 0) {
		const text = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
		errors.push(invalidValue("spec.healthCheckNodePort", healthCheckNodePort, text));
	}
	if (internalTrafficPolicy !== undefined && !policies.includes(asText(internalTrafficPolicy))) {
		errors.push(notSupported("spec.internalTrafficPolicy", internalTrafficPolicy, policies));
	}
	const distributions = ["PreferClose", "PreferSameZone", "PreferSameNode"];
	if (trafficDistribution !== undefined && !distributions.includes(asText(trafficDistribution))) {
		errors.push(notSupported("spec.trafficDistribution", trafficDistribution, distributions));
	}
	return errors;
}
