import { asText, type Structure, structureAt } from "../schema/defaults/with-members.ts";
import { qualifiedNameErrors } from "../selectors/label-syntax.ts";
import { type FieldError, forbiddenField, invalidValue, required } from "../status/field-error.ts";
import { compareQuantities, isMultiple } from "./compare-quantities.ts";

const ofContainers = new Set(["cpu", "memory", "ephemeral-storage"]);
const elsewhere = new Set(
	(
		"requests.cpu requests.memory requests.ephemeral-storage limits.cpu limits.memory limits.ephemeral-storage pods resourcequotas " +
		"services replicationcontrollers secrets configmaps persistentvolumeclaims storage requests.storage services.nodeports services.loadbalancers"
	).split(" "),
);

/** What is wrong with what a container needs. */
export function resourceErrors(field: string, resources: Structure): FieldError[] {
	const limits = structureAt(resources, "limits");
	const requests = structureAt(resources, "requests");
	const errors = [
		...Object.entries(limits).flatMap(([name, amount]) => [
			...amountErrors(`${field}.limits[${name}]`, name, asText(amount)),
			...pageErrors(`${field}.limits[${name}]`, name, asText(amount)),
		]),
		...Object.entries(requests).flatMap(([name, amount]) => [
			...amountErrors(`${field}.requests[${name}]`, name, asText(amount)),
			...limitErrors(field, name, asText(amount), limits[name] as string | undefined),
			...pageErrors(`${field}.requests[${name}]`, name, asText(amount)),
		]),
	];
	const names = [...Object.keys(limits), ...Object.keys(requests)];
	if (names.some(isHugePage) && !names.includes("cpu") && !names.includes("memory")) {
		errors.push(forbiddenField(field, "HugePages require cpu or memory"));
	}
	return errors;
}

function amountErrors(field: string, name: string, amount: string): FieldError[] {
	const errors = containerResourceNameErrors(field, name);
	const negative = compareQuantities(amount, "0") < 0;
	if (negative) errors.push(invalidValue(field, amount, "must be greater than or equal to 0"));
	if (isExtended(name) && /m$|\./.test(amount)) errors.push(invalidValue(field, amount, "must be an integer"));
	return errors;
}

/** What is wrong with the name of what containers may need. */
export function containerResourceNameErrors(field: string, name: string): FieldError[] {
	const errors = qualifiedNameErrors(name).map((text) => invalidValue(field, name, text));
	if (name.includes("/")) {
		if (!isNative(name) && !isExtended(name)) {
			errors.push(invalidValue(field, name, "doesn't follow extended resource name standard"));
		}
		return errors;
	}
	const standard = ofContainers.has(name) || isHugePage(name);
	if (errors.length === 0 && !standard && !elsewhere.has(name)) {
		errors.push(invalidValue(field, name, "must be a standard resource type or fully qualified"));
	}
	if (!standard) errors.push(invalidValue(field, name, "must be a standard resource for containers"));
	return errors;
}

/** What may not be promised twice has a limit that is what is asked for. */
function limitErrors(field: string, name: string, amount: string, limit: string | undefined): FieldError[] {
	const shared = isNative(name) && !isHugePage(name);
	if (limit === undefined) {
		return shared ? [] : [required(`${field}.limits`, "Limit must be set for non overcommitable resources")];
	}
	const order = compareQuantities(amount, limit);
	if (order === 0 || (shared && order < 0)) return [];
	const rule = shared ? "less than or equal to" : "equal to";
	return [invalidValue(`${field}.requests`, amount, `must be ${rule} ${name} limit of ${limit}`)];
}

/** Memory in large pages is had in whole pages. */
function pageErrors(field: string, name: string, amount: string): FieldError[] {
	if (!isHugePage(name) || isMultiple(amount, name.slice("hugepages-".length))) return [];
	return [invalidValue(field, amount, `${amount} is not positive integer multiple of ${name}`)];
}

function isHugePage(name: string): boolean {
	return name.startsWith("hugepages-");
}

function isNative(name: string): boolean {
	return !name.includes("/") || name.includes("kubernetes.io/");
}

function isExtended(name: string): boolean {
	return !isNative(name) && !name.startsWith("requests.") && qualifiedNameErrors(`requests.${name}`).length === 0;
}
