import type { LabelSelector, LabelSelectorRequirement } from "./meta/label-selector.ts";

/** What is required of one label; several members must all hold. */
export interface LabelRequirement {
	/** The value is one of these. */
	readonly in?: readonly string[];
	/** The label is absent, or its value is none of these. */
	readonly notIn?: readonly string[];
	/** The label is present (`true`) or absent (`false`), whatever its value. */
	readonly exists?: boolean;
}

/**
 * Chooses objects by their labels: the API server's own syntax, sent as it is, a meta/v1 LabelSelector, or a value or a
 * requirement per label.
 *
 * An object is taken for a LabelSelector when all its members are `matchLabels` (an object) and `matchExpressions` (an array).
 *
 * @example
 * ```ts
 * await pods.list({ labelSelector: { app: "nginx", tier: { in: ["a", "b"] }, canary: { exists: false } } });
 * // -> GET /api/v1/namespaces/default/pods?labelSelector=app=nginx,tier in (a,b),!canary
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api
 */
export type LabelQuery = string | Readonly<LabelSelector> | Readonly<Record<string, string | LabelRequirement>>;

/**
 * Writes a query in the API server's syntax; an empty object requires nothing and gives `undefined`.
 *
 * @throws TypeError for a requirement with no member, with an empty list, which nothing could satisfy, or with an unknown
 * operator.
 */
export function formatLabelQuery(query: LabelQuery): string | undefined {
	if (typeof query === "string") return query === "" ? undefined : query;
	const terms = isLabelSelector(query)
		? selectorTerms(query)
		: Object.entries(query).flatMap(([key, wanted]) => queryTerms(key, wanted));
	return terms.length === 0 ? undefined : terms.join(",");
}

function isLabelSelector(query: object): query is LabelSelector {
	const entries = Object.entries(query);
	return (
		entries.length > 0 &&
		entries.every(([key, value]) =>
			key === "matchLabels" ? isPlainRecord(value) : key === "matchExpressions" && Array.isArray(value),
		)
	);
}

/** Whether it maps labels to values; `{ in: [...] }` below a label called `matchLabels` does not. */
function isPlainRecord(value: unknown): boolean {
	return typeof value === "object" && value !== null && Object.values(value).every((member) => typeof member === "string");
}

function selectorTerms(selector: LabelSelector): string[] {
	const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
	return [...labels, ...(selector.matchExpressions ?? []).map(expressionTerm)];
}

function expressionTerm({ key, operator, values }: LabelSelectorRequirement): string {
	switch (operator) {
		case "In":
			return setTerm(key, "in", values ?? []);
		case "NotIn":
			return setTerm(key, "notin", values ?? []);
		case "Exists":
			return key;
		case "DoesNotExist":
			return `!${key}`;
		default:
			throw new TypeError(
				`label ${JSON.stringify(key)}: the operator ${JSON.stringify(operator)} is none of In, NotIn, Exists, DoesNotExist`,
			);
	}
}

function queryTerms(key: string, wanted: string | LabelRequirement): string[] {
	if (typeof wanted === "string") return [`${key}=${wanted}`];
	const terms: string[] = [];
	if (wanted.in !== undefined) terms.push(setTerm(key, "in", wanted.in));
	if (wanted.notIn !== undefined) terms.push(setTerm(key, "notin", wanted.notIn));
	if (wanted.exists !== undefined) terms.push(wanted.exists ? key : `!${key}`);
	if (terms.length === 0) throw new TypeError(`label ${JSON.stringify(key)}: a requirement needs one of in, notIn, exists`);
	return terms;
}

function setTerm(key: string, operator: "in" | "notin", values: readonly string[]): string {
	if (values.length === 0) throw new TypeError(`label ${JSON.stringify(key)}: the list of values must not be empty`);
	return `${key} ${operator} (${values.join(",")})`;
}
