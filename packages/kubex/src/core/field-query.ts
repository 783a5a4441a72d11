/** What is required of one field: the value itself, or a value that it must not have. */
export type FieldRequirement = string | { readonly not: string };

/**
 * Chooses objects by their fields: the API server's own syntax, sent as it is, or a requirement per field. Which fields a
 * kind can be chosen by is the server's decision; `metadata.name` and `metadata.namespace` always work.
 *
 * @example
 * ```ts
 * await pods.list({ fieldSelector: { "status.phase": "Running", "spec.nodeName": { not: "node-0" } } });
 * // -> GET /api/v1/namespaces/default/pods?fieldSelector=status.phase=Running,spec.nodeName!=node-0
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/
 */
export type FieldQuery = string | Readonly<Record<string, FieldRequirement>>;

/** Writes a query in the API server's syntax, values escaped; an empty object requires nothing and gives `undefined`. */
export function formatFieldQuery(query: FieldQuery): string | undefined {
	if (typeof query === "string") return query === "" ? undefined : query;
	const terms = Object.entries(query).map(([field, wanted]) =>
		typeof wanted === "string" ? `${field}=${escapeValue(wanted)}` : `${field}!=${escapeValue(wanted.not)}`,
	);
	return terms.length === 0 ? undefined : terms.join(",");
}

function escapeValue(value: string): string {
	return value.replace(/[\\,=]/g, "\\$&");
}
