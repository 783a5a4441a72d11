import { parseFieldSelector } from "../../selectors/field-selector.ts";
import { parseLabelSelector } from "../../selectors/label-selector.ts";
import { StatusError } from "../../status/status-error.ts";
import type { ReviewedResource, ReviewedSelector } from "./access-review-spec.ts";

const operators: readonly (string | undefined)[] = ["In", "NotIn", "Exists", "DoesNotExist"];

/** The selectors of a review that cannot be read, which are left out of account; RBAC does not look at the others either. */
export function selectorProblems({ fieldSelector, labelSelector }: ReviewedResource): string[] {
	const ignored = (name: string): string => `spec.resourceAttributes.${name} ignored due to parse error`;
	return [
		...(isReadable(fieldSelector, parseFieldSelector) ? [] : [ignored("fieldSelector")]),
		...(isReadable(labelSelector, parseLabelSelector) ? [] : [ignored("labelSelector")]),
	];
}

function isReadable(selector: ReviewedSelector | undefined, parse: (text: string) => unknown): boolean {
	const { rawSelector = "", requirements = [] } = selector ?? {};
	if (!requirements.every(({ operator }) => operators.includes(operator))) return false;
	try {
		parse(rawSelector);
		return true;
	} catch (error) {
		if (error instanceof StatusError) return false;
		throw error;
	}
}
