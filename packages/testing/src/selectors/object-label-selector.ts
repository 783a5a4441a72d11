/** A label selector as objects carry it. */
export interface ObjectLabelSelector {
	readonly matchLabels?: Readonly<Record<string, string>> | undefined;
	readonly matchExpressions?:
		| readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] | undefined }[]
		| undefined;
}

/** Whether all that a selector asks for holds; an empty one asks for nothing. */
export function matchesLabelSelector(selector: ObjectLabelSelector, labels: Readonly<Record<string, string>> = {}): boolean {
	const { matchLabels = {}, matchExpressions = [] } = selector;
	if (!Object.entries(matchLabels).every(([key, value]) => labels[key] === value)) return false;
	return matchExpressions.every(({ key, operator, values = [] }) => {
		const value = labels[key];
		switch (operator) {
			case "In":
				return value !== undefined && values.includes(value);
			case "NotIn":
				return value === undefined || !values.includes(value);
			case "Exists":
				return value !== undefined;
			default:
				return value === undefined;
		}
	});
}
