import { configKeyErrors } from "../registry/config-data.ts";
import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure, structuresAt } from "../schema/defaults/with-members.ts";
import { type FieldError, invalidValue, notSupported, required } from "../status/field-error.ts";
import { qualifiedErrors } from "./label-errors.ts";

const ofPods = ["metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"];
const environmentPaths = [...ofPods, "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"];
const volumePaths = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];
/** What the server can convert to its own names at all. */
const convertible = new Set([...environmentPaths, ...volumePaths, "spec.restartPolicy", "spec.schedulerName", "status.phase"]);
const resourcePaths = [
	"limits.cpu",
	"limits.ephemeral-storage",
	"limits.memory",
	"requests.cpu",
	"requests.ephemeral-storage",
	"requests.memory",
];

/** What is wrong with the variables of a container. */
export function environmentErrors(container: Structure, path: string): FieldError[] {
	return [
		...structuresAt(container, "env").flatMap((variable, index) => variableErrors(variable, `${path}.env[${index}]`)),
		...structuresAt(container, "envFrom").flatMap((source, index) => sourceErrors(source, `${path}.envFrom`, index)),
	];
}

function variableErrors({ name = "", value = "", valueFrom }: Structure, path: string): FieldError[] {
	const named = name === "" ? [required(`${path}.name`)] : variableNameErrors(`${path}.name`, asText(name));
	if (valueFrom === undefined) return named;
	const field = `${path}.valueFrom`;
	const sources = valueFrom as Structure;
	const errors: FieldError[] = [];
	const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = sources as Record<
		string,
		Structure | undefined
	>;
	if (fieldRef !== undefined) errors.push(...fieldReferenceErrors(fieldRef, `${field}.fieldRef`, environmentPaths));
	if (resourceFieldRef !== undefined)
		errors.push(...resourceReferenceErrors(resourceFieldRef, `${field}.resourceFieldRef`, false));
	if (configMapKeyRef !== undefined) errors.push(...keyReferenceErrors(configMapKeyRef, `${field}.configMapKeyRef`));
	if (secretKeyRef !== undefined) errors.push(...keyReferenceErrors(secretKeyRef, `${field}.secretKeyRef`));
	const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(
		(source) => source !== undefined,
	).length;
	const needed = "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`";
	if (count === 0) errors.push(invalidValue(field, "", needed));
	else if (value !== "") errors.push(invalidValue(field, "", "may not be specified when `value` is not empty"));
	else if (count > 1) errors.push(invalidValue(field, "", "may not have more than one field specified at a time"));
	return [...named, ...errors];
}

function variableNameErrors(field: string, name: string): FieldError[] {
	if (/^[ -<>-~]*$/.test(name)) return [];
	const text = "a valid environment variable name must consist only of printable ASCII characters other than '='";
	return [invalidValue(field, name, text)];
}

function sourceErrors({ prefix = "", configMapRef, secretRef }: Structure, list: string, index: number): FieldError[] {
	const path = `${list}[${index}]`;
	const errors = variableNameErrors(`${path}.prefix`, asText(prefix));
	const references = Object.entries({ configMapRef, secretRef }).filter(([, reference]) => reference !== undefined);
	for (const [member, reference] of references) {
		const field = `${path}.${member}.name`;
		const { name = "" } = reference as Structure;
		if (name === "") errors.push(required(field));
		else for (const text of nameErrors("subdomain", asText(name), true)) errors.push(invalidValue(field, name, text));
	}
	if (references.length === 0) errors.push(invalidValue(list, "", "must specify one of: `configMapRef` or `secretRef`"));
	else if (references.length > 1) errors.push(invalidValue(list, "", "may not have more than one field specified at a time"));
	return errors;
}

function keyReferenceErrors({ name = "", key = "" }: Structure, path: string): FieldError[] {
	const errors = nameErrors("subdomain", asText(name)).map((text) => invalidValue(`${path}.name`, name, text));
	return [...errors, ...(key === "" ? [required(`${path}.key`)] : configKeyErrors(`${path}.key`, asText(key)))];
}

/** What is wrong with a reference to a field of the Pod itself. */
export function fieldReferenceErrors(
	{ fieldPath = "" }: Structure,
	path: string,
	known: readonly string[] = volumePaths,
): FieldError[] {
	const field = `${path}.fieldPath`;
	const given = asText(fieldPath);
	if (given === "") return [required(field)];
	const [, base = "", key = ""] = /^(.*)\['(.*)'\]$/.exec(given) ?? [];
	if (base === "metadata.annotations") return qualifiedErrors(path, key.toLowerCase());
	if (base === "metadata.labels") return qualifiedErrors(path, key);
	if (base !== "" || !convertible.has(given)) {
		return [invalidValue(field, given, `error converting fieldPath: field label not supported: ${given}`)];
	}
	return known.includes(given) ? [] : [notSupported(field, given, known)];
}

/** What is wrong with a reference to what a container needs. */
export function resourceReferenceErrors({ resource = "", containerName }: Structure, path: string, named: boolean): FieldError[] {
	if (named && containerName === undefined) return [required(`${path}.containerName`)];
	if (resource === "") return [required(`${path}.resource`)];
	const known = resourcePaths.includes(asText(resource)) || /^(limits|requests)\.hugepages-/.test(asText(resource));
	return known ? [] : [notSupported(`${path}.resource`, resource, resourcePaths)];
}
