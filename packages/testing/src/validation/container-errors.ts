import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { duplicate, type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import { environmentErrors } from "./environment-errors.ts";
import { lifecycleErrors, probeErrors } from "./handler-errors.ts";
import { deviceErrors, mountErrors } from "./mount-errors.ts";
import { portNameErrors, portNumberErrors, protocols } from "./port-errors.ts";
import { resourceErrors } from "./resource-errors.ts";
import { containerSecurityErrors } from "./security-context-errors.ts";

type Volumes = ReadonlyMap<unknown, Structure>;

/** What is wrong with the containers of a Pod. */
export function containerErrors(spec: Structure, path: string, volumes: Volumes): FieldError[] {
	const containers = structuresAt(spec, "containers");
	if (containers.length === 0) return [required(path)];
	const grace = spec["terminationGracePeriodSeconds"];
	const names = new Set<unknown>();
	const errors = containers.flatMap((container, index) => {
		const own = `${path}[${index}]`;
		const { name = "" } = container;
		const repeated = names.has(name) ? [duplicate(`${own}.name`, name)] : [];
		names.add(name);
		return [
			...commonErrors(container, own, volumes),
			...repeated,
			...momentErrors(container, own, grace),
			...restartErrors(container, own),
		];
	});
	return [...errors, ...hostPortErrors(containers, path)];
}

/** What is wrong with the containers of a Pod that run before the others. */
export function initContainerErrors(spec: Structure, path: string, volumes: Volumes): FieldError[] {
	const names = new Set<unknown>(structuresAt(spec, "containers").map(({ name = "" }) => name));
	const grace = spec["terminationGracePeriodSeconds"];
	return structuresAt(spec, "initContainers").flatMap((container, index) => {
		const own = `${path}[${index}]`;
		const { name = "" } = container;
		const repeated = names.has(name) ? [duplicate(`${own}.name`, name)] : [];
		if (name !== "") names.add(name);
		const stays = container["restartPolicy"] === "Always";
		return [
			...commonErrors(container, own, volumes),
			...restartErrors(container, own),
			...repeated,
			...hostPortErrors([container], path),
			...(stays ? momentErrors(container, own, grace) : passingErrors(container, own)),
		];
	});
}

const messagePolicies = ["File", "FallbackToLogsOnError"];
const pullPolicies = ["Always", "IfNotPresent", "Never"];
const restartPolicies = ["Always", "Never", "OnFailure"];

/** What is wrong with a container whatever it is for. */
export function commonErrors(container: Structure, path: string, volumes: Volumes): FieldError[] {
	const { name = "", image = "", terminationMessagePolicy: messages, imagePullPolicy: pull } = container;
	const named = nameErrors("label", asText(name)).map((text) => invalidValue(`${path}.name`, name, text));
	return [
		...(name === "" ? [required(`${path}.name`)] : named),
		...(image === "" ? [required(`${path}.image`)] : []),
		...choiceErrors(`${path}.terminationMessagePolicy`, messages, messagePolicies),
		...portErrors(container, `${path}.ports`),
		...environmentErrors(container, path),
		...mountErrors(container, path, volumes),
		...deviceErrors(container, path, volumes),
		...choiceErrors(`${path}.imagePullPolicy`, pull, pullPolicies),
		...resourceErrors(`${path}.resources`, structureAt(container, "resources")),
		...containerSecurityErrors(structureAt(container, "securityContext"), `${path}.securityContext`),
	];
}

function choiceErrors(field: string, value: unknown, choices: readonly string[]): FieldError[] {
	if (value === undefined || value === "") return [required(field)];
	return choices.includes(asText(value)) ? [] : [notSupported(field, value, choices)];
}

function restartErrors({ restartPolicy }: Structure, path: string): FieldError[] {
	return restartPolicy === undefined ? [] : choiceErrors(`${path}.restartPolicy`, restartPolicy, restartPolicies);
}

function portErrors(container: Structure, path: string): FieldError[] {
	const names = new Set<unknown>();
	return structuresAt(container, "ports").flatMap(({ name, containerPort = 0, hostPort = 0, protocol }, index) => {
		const own = `${path}[${index}]`;
		const errors: FieldError[] = [];
		if (typeof name === "string" && name !== "") {
			const wrong = portNameErrors(`${own}.name`, name);
			if (wrong.length === 0 && names.has(name)) errors.push(duplicate(`${own}.name`, name));
			if (wrong.length === 0) names.add(name);
			errors.push(...wrong);
		}
		if (containerPort === 0) errors.push(required(`${own}.containerPort`));
		else errors.push(...portNumberErrors(`${own}.containerPort`, containerPort));
		if (hostPort !== 0) errors.push(...portNumberErrors(`${own}.hostPort`, hostPort));
		return [...errors, ...choiceErrors(`${own}.protocol`, protocol, protocols)];
	});
}

function hostPortErrors(containers: readonly Structure[], path: string): FieldError[] {
	const taken = new Set<string>();
	return containers.flatMap((container, index) =>
		structuresAt(container, "ports").flatMap(({ protocol, hostIP = "", hostPort = 0 }, at) => {
			if (hostPort === 0) return [];
			const key = `${asText(protocol)}/${asText(hostIP)}/${asText(hostPort)}`;
			if (taken.has(key)) return [duplicate(`${path}[${index}].ports[${at}].hostPort`, key)];
			taken.add(key);
			return [];
		}),
	);
}

/** What is wrong with what happens while a container runs. */
function momentErrors(container: Structure, path: string, grace: unknown): FieldError[] {
	return [
		...lifecycleErrors(container["lifecycle"], `${path}.lifecycle`, grace),
		...probeErrors(container["livenessProbe"], `${path}.livenessProbe`, grace, false),
		...probeErrors(container["readinessProbe"], `${path}.readinessProbe`, grace, true),
		...probeErrors(container["startupProbe"], `${path}.startupProbe`, grace, false),
	];
}

/** A container that ends before others begin has nothing to be looked after. */
function passingErrors(container: Structure, path: string): FieldError[] {
	return ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"]
		.filter((member) => container[member] !== undefined)
		.map((member) => forbiddenField(`${path}.${member}`, "may not be set for init containers without restartPolicy=Always"));
}
