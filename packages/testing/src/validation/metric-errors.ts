import { nameErrors } from "../registry/name-rules.ts";
import { asText, type Structure, structureAt } from "../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue, notSupported, required } from "../status/field-error.ts";
import { compareQuantities } from "./compare-quantities.ts";
import { objectReferenceErrors } from "./object-reference-errors.ts";
import { containerResourceNameErrors } from "./resource-errors.ts";

const types = ["ContainerResource", "External", "Object", "Pods", "Resource"];
/** Where metrics of each type say what they are about, in the order in which the server looks for it. */
const sources = ["object", "external", "pods", "resource", "containerResource"] as const;

/** What is wrong with a metric of an autoscaler. */
export function metricErrors(field: string, metric: Structure): FieldError[] {
	const type = asText(metric["type"] ?? "");
	const given = sources.filter((source) => metric[source] !== undefined);
	const [first] = given;
	const expected = sources.find((source) => source.toLowerCase() === type.toLowerCase() && types.includes(type));
	const unknown = expected === undefined ? [notSupported(`${field}.type`, type, types)] : [];
	const missing = "must populate information for the given metric source";
	return [
		...(type === "" ? [required(`${field}.type`, "must specify a metric source type")] : []),
		...unknown,
		...(first === undefined ? [] : sourceErrors[first](`${field}.${first}`, structureAt(metric, first))),
		...(expected === undefined || given.includes(expected) ? unknown : [required(`${field}.${expected}`, missing)]),
		...(given.length === 1 ? [] : given.filter((source) => source !== expected)).map((source) =>
			forbiddenField(`${field}.${source}`, "must populate the given metric source only"),
		),
	];
}

const sourceErrors: Readonly<Record<(typeof sources)[number], (field: string, source: Structure) => FieldError[]>> = {
	object: (field, source) => [
		...objectReferenceErrors(`${field}.describedObject`, structureAt(source, "describedObject"), "all"),
		...identityErrors(field, source),
		...targetErrors(field, source),
		...(isSet(source, "value") || isSet(source, "averageValue")
			? []
			: [required(`${field}.target.averageValue`, "must set either a target value or averageValue")]),
	],
	external: (field, source) => [
		...identityErrors(field, source),
		...targetErrors(field, source),
		...exclusive(
			isSet(source, "value"),
			isSet(source, "averageValue"),
			required(`${field}.target.averageValue`, "must set either a target value for metric or a per-pod target"),
			forbiddenField(`${field}.target.value`, "may not set both a target value for metric and a per-pod target"),
		),
	],
	pods: (field, source) => [
		...identityErrors(field, source),
		...targetErrors(field, source),
		...(isSet(source, "averageValue")
			? []
			: [required(`${field}.target.averageValue`, "must specify a positive target averageValue")]),
	],
	resource: (field, source) => [
		...(asText(source["name"] ?? "") === "" ? [required(`${field}.name`, "must specify a resource name")] : []),
		...useErrors(field, source),
	],
	containerResource(field, source) {
		const [name, container] = [asText(source["name"] ?? ""), asText(source["container"] ?? "")];
		return [
			...(name === ""
				? [required(`${field}.name`, "must specify a resource name")]
				: containerResourceNameErrors(`${field}.name`, name)),
			...(container === ""
				? [required(`${field}.container`, "must specify a container")]
				: nameErrors("label", container).map((text) => invalidValue(`${field}.container`, container, text))),
			...useErrors(field, source),
		];
	},
};

/** What is wrong with how much is to be used. */
function useErrors(field: string, source: Structure): FieldError[] {
	return [
		...targetErrors(field, source),
		...exclusive(
			isSet(source, "averageUtilization"),
			isSet(source, "averageValue"),
			required(`${field}.target.averageUtilization`, "must set either a target raw value or a target utilization"),
			forbiddenField(`${field}.target.averageValue`, "may not set both a target raw value and a target utilization"),
		),
	];
}

function exclusive(one: boolean, other: boolean, neither: FieldError, both: FieldError): FieldError[] {
	if (one !== other) return [];
	return [one ? both : neither];
}

function targetErrors(field: string, source: Structure): FieldError[] {
	const target = structureAt(source, "target");
	const type = asText(target["type"] ?? "");
	const use = target["averageUtilization"] as number | undefined;
	const known = ["Utilization", "Value", "AverageValue"].includes(type);
	const path = `${field}.target`;
	return [
		...(type === "" ? [required(`${path}.type`, "must specify a metric target type")] : []),
		...(known ? [] : [invalidValue(`${path}.type`, type, "must be either Utilization, Value, or AverageValue")]),
		...["value", "averageValue"].flatMap((member) => {
			const quantity = target[member] as string | undefined;
			if (quantity === undefined || compareQuantities(quantity, "0") > 0) return [];
			return [invalidValue(`${path}.${member}`, quantity, "must be positive")];
		}),
		...(use !== undefined && use < 1 ? [invalidValue(`${path}.averageUtilization`, use, "must be greater than 0")] : []),
	];
}

function identityErrors(field: string, source: Structure): FieldError[] {
	const path = `${field}.metric.name`;
	const name = asText(structureAt(source, "metric")["name"] ?? "");
	if (name === "") return [required(path, "must specify a metric name")];
	return nameErrors("pathSegment", name).map((text) => invalidValue(path, name, text));
}

function isSet(source: Structure, member: string): boolean {
	return structureAt(source, "target")[member] !== undefined;
}
