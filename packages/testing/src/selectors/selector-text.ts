interface Expression {
	readonly key: string;
	readonly operator: string;
	readonly values?: readonly string[];
}

/** A selector in the form that queries take; ReplicationControllers have plain maps. */
export function selectorText(selector: unknown): string {
	if (typeof selector !== "object" || selector === null) return "";
	const { matchLabels, matchExpressions = [] } = selector as {
		matchLabels?: Record<string, string>;
		matchExpressions?: readonly Expression[];
	};
	const isMap = matchLabels === undefined && !Array.isArray((selector as Record<string, unknown>)["matchExpressions"]);
	const labels = isMap ? (selector as Record<string, string>) : (matchLabels ?? {});
	const terms = Object.entries(labels).map(([key, value]) => ({ key, text: `${key}=${value}` }));
	for (const { key, operator, values = [] } of isMap ? [] : matchExpressions) {
		const list = values.toSorted().join(",");
		const text =
			{ In: `${key} in (${list})`, NotIn: `${key} notin (${list})`, Exists: key, DoesNotExist: `!${key}` }[operator] ?? key;
		terms.push({ key, text });
	}
	return terms
		.toSorted((a, b) => (a.key < b.key ? -1 : 1))
		.map((term) => term.text)
		.join(",");
}
