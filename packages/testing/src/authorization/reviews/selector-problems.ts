import { parseFieldSelector } from "../../selectors/field-selector.ts";
import { parseLabelSelector } from "../../selectors/label-selector.ts";
import { StatusError } from "../../status/status-error.ts";
import type { ReviewedResource, ReviewedSelector, SelectorRequirement } from "./access-review-spec.ts";

/** The selectors of a review that cannot be read, which are left out of account; RBAC does not look at the others either. */
export function selectorProblems({ fieldSelector, labelSelector }: ReviewedResource): string[] {
	return [
		...(isReadable(fieldSelector, parseFieldSelector, isFieldRequirement) ? [] : [ignored("fieldSelector")]),
		...(isReadable(labelSelector, parseLabelSelector, isLabelRequirement) ? [] : [ignored("labelSelector")]),
	];
}

function ignored(name: string): string {
	return `spec.resourceAttributes.${name} ignored due to parse error`;
}

/** A field is compared with one value. */
function isFieldRequirement({ operator, values = [] }: SelectorRequirement): boolean {
	return (operator === "In" || operator === "NotIn") && values.length === 1;
}

function isLabelRequirement({ operator = "" }: SelectorRequirement): boolean {
	return ["In", "NotIn", "Exists", "DoesNotExist"].includes(operator);
}

function isReadable(
	selector: ReviewedSelector | undefined,
	parse: (text: string) => unknown,
	accepts: (requirement: SelectorRequirement) => boolean,
): boolean {
	const { rawSelector = "", requirements = [] } = selector ?? {};
	if (!requirements.every(accepts)) return false;
	try {
		parse(rawSelector);
		return true;
	} catch (error) {
		if (error instanceof StatusError) return false;
		throw error;
	}
}
