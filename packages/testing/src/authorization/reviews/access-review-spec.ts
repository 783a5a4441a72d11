import type { Attributes } from "../attributes.ts";

/** What access reviews ask about. */
export interface AccessReviewSpec {
	readonly resourceAttributes?: ReviewedResource | undefined;
	readonly nonResourceAttributes?: ReviewedPath | undefined;
	readonly user?: string;
	readonly groups?: readonly string[];
	readonly extra?: Readonly<Record<string, readonly string[]>>;
	readonly uid?: string;
}

/** Something to be done to objects, as reviews have it. */
export interface ReviewedResource {
	readonly namespace?: string;
	readonly verb?: string;
	readonly group?: string;
	readonly resource?: string;
	readonly subresource?: string;
	readonly name?: string;
	readonly fieldSelector?: ReviewedSelector;
	readonly labelSelector?: ReviewedSelector;
}

/** Something to be done to a path, as reviews have it. */
export interface ReviewedPath {
	readonly path?: string;
	readonly verb?: string;
}

/** A selector that narrows a list, as reviews have it. */
export interface ReviewedSelector {
	readonly rawSelector?: string;
	readonly requirements?: readonly SelectorRequirement[];
}

/** One requirement of a {@link ReviewedSelector}. */
export interface SelectorRequirement {
	readonly key?: string;
	readonly operator?: string;
	readonly values?: readonly string[];
}

/** What a review that has been checked asks about. */
export function attributesOf({ resourceAttributes, nonResourceAttributes }: AccessReviewSpec): Attributes {
	if (resourceAttributes === undefined) {
		const { path = "", verb = "" } = nonResourceAttributes ?? {};
		return { kind: "path", path, verb };
	}
	const { verb = "", group = "", resource = "", subresource, namespace, name } = resourceAttributes;
	return { kind: "resource", verb, group, resource, subresource, namespace, name };
}
