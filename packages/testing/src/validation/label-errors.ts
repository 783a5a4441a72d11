import { asText, type Structure, structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import { labelValueErrors, qualifiedNameErrors } from "../selectors/label-syntax.ts";
import { type FieldError, forbiddenField, invalidValue, required, tooLongBytes } from "../status/field-error.ts";

const annotationsLimit = 256 * 1024;

/** What is wrong with a name that may have a prefix, such as the key of a label. */
export function qualifiedErrors(field: string, name: unknown): FieldError[] {
	const given = typeof name === "string" ? name : "";
	return qualifiedNameErrors(given).map((text) => invalidValue(field, given, text));
}

/** What is wrong with labels, or with what is selected by them. */
export function labelErrors(field: string, labels: Structure | undefined): FieldError[] {
	return Object.entries(labels ?? {}).flatMap(([key, value]) => [
		...qualifiedErrors(field, key),
		...labelValueErrors(asText(value)).map((text) => invalidValue(field, value, text)),
	]);
}

/** What is wrong with annotations. */
export function annotationErrors(field: string, annotations: Structure | undefined): FieldError[] {
	const errors: FieldError[] = [];
	let size = 0;
	for (const [key, value] of Object.entries(annotations ?? {})) {
		size += Buffer.byteLength(key) + Buffer.byteLength(asText(value));
		// Upper case is allowed in the prefix of an annotation only.
		for (const text of qualifiedNameErrors(key.toLowerCase())) errors.push(invalidValue(field, key, text));
	}
	if (size > annotationsLimit) errors.push(tooLongBytes(field, annotationsLimit));
	return errors;
}

/** What is wrong with a selector of labels; one that is absent has nothing wrong. */
export function selectorErrors(field: string, selector: unknown): FieldError[] {
	if (selector === undefined) return [];
	const given = selector as Structure;
	return [
		...labelErrors(`${field}.matchLabels`, structureAt(given, "matchLabels")),
		...structuresAt(given, "matchExpressions").flatMap((requirement, index) =>
			requirementErrors(`${field}.matchExpressions[${index}]`, requirement),
		),
	];
}

function requirementErrors(field: string, { key, operator = "", values = [] }: Structure): FieldError[] {
	const given = values as readonly string[];
	return [
		...operatorErrors(field, operator, given),
		...qualifiedErrors(`${field}.key`, key),
		...valueErrors(`${field}.values`, given),
	];
}

function operatorErrors(field: string, operator: unknown, values: readonly string[]): FieldError[] {
	switch (operator) {
		case "In":
		case "NotIn":
			if (values.length > 0) return [];
			return [required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
		case "Exists":
		case "DoesNotExist":
			if (values.length === 0) return [];
			return [forbiddenField(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
		default:
			return [invalidValue(`${field}.operator`, operator, "not a valid selector operator")];
	}
}

function valueErrors(field: string, values: readonly string[]): FieldError[] {
	return values.flatMap((value, index) => labelValueErrors(value).map((text) => invalidValue(`${field}[${index}]`, value, text)));
}

/** What is wrong with a requirement of the labels of nodes, which may also be compared as numbers. */
export function nodeRequirementErrors(
	field: string,
	{ key, operator = "", values = [] }: Structure,
	lenient: boolean,
): FieldError[] {
	const given = values as readonly string[];
	const comparing = operator === "Gt" || operator === "Lt";
	const single = "must be specified single value when `operator` is 'Lt' or 'Gt'";
	const compared = given.length === 1 ? [] : [required(`${field}.values`, single)];
	return [
		...(comparing ? compared : operatorErrors(field, operator, given)),
		...qualifiedErrors(`${field}.key`, key),
		...(lenient ? [] : valueErrors(`${field}.values`, given)),
	];
}
