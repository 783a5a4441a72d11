import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { duplicate, type FieldError, invalidValue, notSupported, required } from "../status/field-error.ts";
import { containerErrors, initContainerErrors } from "./container-errors.ts";
import { dnsErrors, hostAliasErrors } from "./dns-errors.ts";
import { labelErrors, qualifiedErrors } from "./label-errors.ts";
import { rangeErrors } from "./number-errors.ts";
import { resourceErrors } from "./resource-errors.ts";
import { affinityErrors, spreadErrors, tolerationErrors } from "./scheduling-errors.ts";
import { podSecurityErrors } from "./security-context-errors.ts";
import { checkVolumes } from "./volume-errors.ts";

/**
 * What is wrong with the spec of a Pod, in the order in which the server looks at it.
 *
 * @param ofPod whether it is the spec of a Pod itself rather than of a template.
 */
export function podSpecErrors(spec: Structure, path: string, ofPod: boolean): FieldError[] {
	const { volumes, errors: volumeErrors } = checkVolumes(spec, `${path}.volumes`);
	return [
		...volumeErrors,
		...containerErrors(spec, `${path}.containers`, volumes),
		...initContainerErrors(spec, `${path}.initContainers`, volumes),
		...hostNetworkErrors(spec, `${path}.containers`, ofPod),
		...choiceErrors(spec, path, "restartPolicy", ["Always", "OnFailure", "Never"]),
		...choiceErrors(spec, path, "dnsPolicy", ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]),
		...labelErrors(`${path}.nodeSelector`, structureAt(spec, "nodeSelector")),
		...podSecurityErrors(spec, `${path}.securityContext`),
		...affinityErrors(spec, `${path}.affinity`),
		...dnsErrors(spec, `${path}.dnsConfig`),
		...structuresAt(spec, "readinessGates").flatMap(({ conditionType }, index) =>
			qualifiedErrors(`${path}.readinessGates[${index}].conditionType`, conditionType),
		),
		...gateErrors(spec, `${path}.schedulingGates`),
		...spreadErrors(spec, `${path}.topologySpreadConstraints`),
		...namedErrors(spec, path, "serviceAccountName", "subdomain"),
		...namedErrors(spec, path, "nodeName", "subdomain"),
		...rangeErrors(`${path}.activeDeadlineSeconds`, spec["activeDeadlineSeconds"], 1, 2 ** 31 - 1),
		...namedErrors(spec, path, "hostname", "label"),
		...namedErrors(spec, path, "subdomain", "label"),
		...tolerationErrors(spec, `${path}.tolerations`),
		...hostAliasErrors(spec, `${path}.hostAliases`),
		...namedErrors(spec, path, "priorityClassName", "subdomain"),
		...namedErrors(spec, path, "runtimeClassName", "subdomain"),
		...(spec["preemptionPolicy"] === undefined
			? []
			: choiceErrors(spec, path, "preemptionPolicy", ["PreemptLowerPriority", "Never"])),
		...resourceErrors(`${path}.overhead`, { limits: structureAt(spec, "overhead") }),
		...systemErrors(spec, `${path}.os`),
	];
}

function choiceErrors(spec: Structure, path: string, member: string, choices: readonly string[]): FieldError[] {
	const value = spec[member];
	if (value === undefined || value === "") return [required(`${path}.${member}`)];
	return choices.includes(asText(value)) ? [] : [notSupported(`${path}.${member}`, value, choices)];
}

function namedErrors(spec: Structure, path: string, member: string, rule: "label" | "subdomain"): FieldError[] {
	const name = spec[member];
	if (typeof name !== "string" || name === "") return [];
	return nameErrors(rule, name).map((text) => invalidValue(`${path}.${member}`, name, text));
}

/** On the network of its node, a port of a container is one of the node. */
function hostNetworkErrors(spec: Structure, path: string, ofPod: boolean): FieldError[] {
	if (spec["hostNetwork"] !== true) return [];
	return structuresAt(spec, "containers").flatMap((container, index) =>
		structuresAt(container, "ports").flatMap(({ hostPort = 0, containerPort = 0 }, at) => {
			if (hostPort === containerPort || (!ofPod && hostPort === 0)) return [];
			const field = `${path}[${index}].ports[${at}].hostPort`;
			return [invalidValue(field, hostPort, "must match `containerPort` when `hostNetwork` is true")];
		}),
	);
}

function gateErrors(spec: Structure, path: string): FieldError[] {
	const seen = new Set<unknown>();
	return structuresAt(spec, "schedulingGates").flatMap(({ name = "" }, index) => {
		const errors = qualifiedErrors(`${path}[${index}]`, name);
		if (seen.has(name)) errors.push(duplicate(`${path}[${index}]`, name));
		seen.add(name);
		return errors;
	});
}

function systemErrors(spec: Structure, path: string): FieldError[] {
	if (spec["os"] === undefined) return [];
	const { name = "" } = structureAt(spec, "os");
	if (name === "") return [required(`${path}.name`)];
	const systems = ["linux", "windows"];
	return systems.includes(asText(name)) ? [] : [notSupported(path, name, systems)];
}
