import type { ObjectMeta } from "kubex/meta";
import { type FieldError, forbiddenField, invalidValue, required } from "../../status/field-error.ts";
import type { AccessReviewSpec, ReviewedPath, ReviewedSelector, SelectorRequirement } from "./access-review-spec.ts";

const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const qualifiedNameRule =
	"name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

/** What is wrong with what a review asks about. */
export function attributeErrors({ resourceAttributes, nonResourceAttributes }: AccessReviewSpec): FieldError[] {
	const path = "spec.resourceAttributes";
	if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
		const detail = "cannot be specified in combination with resourceAttributes";
		return [invalidValue("spec.nonResourceAttributes", presentPath(nonResourceAttributes), detail)];
	}
	if (resourceAttributes === undefined) {
		if (nonResourceAttributes !== undefined) return [];
		return [invalidValue(path, null, "exactly one of nonResourceAttributes or resourceAttributes must be specified")];
	}
	const { fieldSelector, labelSelector } = resourceAttributes;
	return [
		...(fieldSelector === undefined ? [] : selectorErrors(fieldSelector, `${path}.fieldSelector`, fieldKeyErrors)),
		...(labelSelector === undefined ? [] : selectorErrors(labelSelector, `${path}.labelSelector`, labelKeyErrors)),
	];
}

/** A path as the server's own type prints it. */
export function presentPath({ path = "", verb = "" }: ReviewedPath): unknown {
	return { Path: path, Verb: verb };
}

/** A review has no metadata but the namespace that it is in. */
export function metadataErrors({ namespace: _namespace, ...metadata }: Readonly<ObjectMeta>): FieldError[] {
	return Object.keys(metadata).length === 0 ? [] : [invalidValue("metadata", metadata, "must be empty")];
}

function selectorErrors(
	{ rawSelector = "", requirements = [] }: ReviewedSelector,
	path: string,
	keyErrors: (key: string, path: string) => FieldError[],
): FieldError[] {
	if (rawSelector !== "" && requirements.length > 0) {
		return [invalidValue(`${path}.rawSelector`, rawSelector, "may not specified at the same time as requirements")];
	}
	if (rawSelector === "" && requirements.length === 0) {
		return [required(`${path}.requirements`, `when ${path} is specified, requirements or rawSelector is required`)];
	}
	return requirements.flatMap((requirement, index) => {
		const at = `${path}.requirements[${index}]`;
		return [...keyErrors(requirement.key ?? "", `${at}.key`), ...valueErrors(requirement, `${at}.values`)];
	});
}

function fieldKeyErrors(key: string, path: string): FieldError[] {
	return key === "" ? [required(path, "must be specified")] : [];
}

function labelKeyErrors(key: string, path: string): FieldError[] {
	const name = key.slice(key.indexOf("/") + 1);
	return [
		...(name === "" ? [invalidValue(path, key, "name part must be non-empty")] : []),
		...(qualifiedName.test(name) ? [] : [invalidValue(path, key, qualifiedNameRule)]),
	];
}

function valueErrors({ operator, values = [] }: SelectorRequirement, path: string): FieldError[] {
	if (values.length === 0 && (operator === "In" || operator === "NotIn")) {
		return [required(path, "must be specified when `operator` is 'In' or 'NotIn'")];
	}
	if (values.length > 0 && (operator === "Exists" || operator === "DoesNotExist")) {
		return [forbiddenField(path, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
	}
	return [];
}
