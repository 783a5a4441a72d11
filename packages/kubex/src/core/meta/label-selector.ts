/**
 * Chooses objects by their labels, as Deployments and Services write it: all requirements must hold.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/
 */
export interface LabelSelector {
	matchExpressions?: LabelSelectorRequirement[];
	matchLabels?: Record<string, string>;
}

/** One requirement of a {@link LabelSelector}. */
export interface LabelSelectorRequirement {
	key: string;
	operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | (string & {});
	/** Not empty for `In` and `NotIn`, absent for the others. */
	values?: string[];
}
