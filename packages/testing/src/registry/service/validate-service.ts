import { isIP } from "node:net";
import type { Structure } from "../../schema/defaults/with-members.ts";
import { duplicate, type FieldError, forbiddenField, invalidValue, required } from "../../status/field-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { sameJson } from "../changes.ts";
import { addressesOf, headless, isExternal, needsAddress, needsHealthCheck, portsOf, specOf } from "./service-spec.ts";

/** What is wrong with a Service. */
export function serviceErrors(state: ObjectState): FieldError[] {
	const spec = specOf(state);
	return [...portErrors(spec), ...addressErrors(spec), ...externalErrors(spec)];
}

/** What may not become of a Service. */
export function serviceReplacementErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const spec = specOf(next);
	const before = specOf(current);
	const errors: FieldError[] = [];
	if (needsAddress(spec) && needsAddress(before) && before["clusterIP"] !== undefined) {
		const addresses = addressesOf(spec);
		// Two fields that contradict each other are one error.
		if (addresses[0] === spec["clusterIP"] && addresses[0] !== addressesOf(before)[0]) {
			errors.push(invalidValue("spec.clusterIPs[0]", addresses, "may not change once set"));
		}
	}
	if (
		needsHealthCheck(spec) &&
		needsHealthCheck(before) &&
		!sameJson(spec["healthCheckNodePort"], before["healthCheckNodePort"])
	) {
		errors.push(forbiddenField("spec.healthCheckNodePort", "field is immutable"));
	}
	return errors;
}

function portErrors(spec: Structure): FieldError[] {
	const ports = portsOf(spec);
	if (ports.length === 0) {
		return needsAddress(spec) && spec["clusterIP"] !== headless ? [required("spec.ports")] : [];
	}
	const errors: FieldError[] = [];
	const names = new Set<unknown>();
	const numbers = new Set<string>();
	for (const [index, { name, port, protocol, nodePort }] of ports.entries()) {
		const path = `spec.ports[${index}]`;
		if (ports.length > 1 && name === undefined) errors.push(required(`${path}.name`));
		else if (name !== undefined && names.has(name)) errors.push(duplicate(`${path}.name`, name));
		names.add(name);
		if (typeof port === "number" && (port < 1 || port > 65_535)) {
			errors.push(invalidValue(`${path}.port`, port, "must be between 1 and 65535, inclusive"));
		}
		if (nodePort !== undefined && spec["type"] === "ClusterIP") {
			errors.push(forbiddenField(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'"));
		}
		const key = `${String(protocol)} ${String(port)}`;
		const value = { Name: "", Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
		if (numbers.has(key)) errors.push(duplicate(path, value));
		numbers.add(key);
	}
	return errors;
}

function addressErrors(spec: Structure): FieldError[] {
	const field = "spec.clusterIPs";
	const addresses = addressesOf(spec);
	if (!needsAddress(spec)) {
		return addresses.length === 0 ? [] : [forbiddenField(field, "may not be set for ExternalName services")];
	}
	const errors: FieldError[] = [];
	if (addresses.length > 0 && spec["clusterIP"] === undefined) {
		errors.push(invalidValue(field, addresses, "must be empty when `clusterIP` is not specified"));
	} else if (addresses.length > 0 && addresses[0] !== spec["clusterIP"]) {
		errors.push(invalidValue(field, addresses, "first value must match `clusterIP`"));
	}
	if (addresses[0] === headless) {
		const text = `may not be set to 'None' for ${spec["type"] as string} services`;
		if (spec["type"] !== "ClusterIP") errors.push(invalidValue(`${field}[0]`, headless, text));
		return errors;
	}
	for (const [index, address] of addresses.entries()) {
		const text = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
		if (isIP(address) === 0) errors.push(invalidValue(`${field}[${index}]`, address, text));
	}
	if (addresses.length > 1 && isIP(addresses[0] ?? "") === isIP(addresses[1] ?? "")) {
		errors.push(invalidValue(field, addresses, "may specify no more than one IP for each IP family"));
	}
	return errors;
}

function externalErrors(spec: Structure): FieldError[] {
	const { type, externalName, externalTrafficPolicy, healthCheckNodePort } = spec;
	const errors: FieldError[] = [];
	if (type === "ExternalName" && externalName === undefined) errors.push(required("spec.externalName"));
	if (externalTrafficPolicy !== undefined && !isExternal(spec)) {
		const text = "may only be set for externally-accessible services";
		errors.push(invalidValue("spec.externalTrafficPolicy", externalTrafficPolicy, text));
	}
	if (healthCheckNodePort !== undefined && !needsHealthCheck(spec)) {
		const text = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
		errors.push(invalidValue("spec.healthCheckNodePort", healthCheckNodePort, text));
	}
	return errors;
}
