import { ConflictError } from "../errors/api-errors.ts";

/** A field that somebody else owns, so that an apply was refused. */
export interface ApplyConflict {
	/** The field's path as the server writes it, such as `.spec.template.spec.containers[name="main"].image`. */
	readonly field: string;
	/** Who owns it. */
	readonly manager: string;
	/** How the owner got it. */
	readonly operation: "Apply" | "Update";
	/** The subresource through which the owner wrote it; `undefined` for the object itself. */
	readonly subresource: string | undefined;
	/** For an update, the version in which it was written, such as `apps/v1`. */
	readonly apiVersion: string | undefined;
}

// The server may add when an update was; it does not for conflicts today.
const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const form = new RegExp(`^conflict with (${quoted})(?: with subresource (${quoted}))?(?: using (\\S+))?(?: at \\S+)?$`);

/**
 * What stood in the way of an apply: each field with its owner. Empty for any other error, a stale `resourceVersion` included.
 *
 * @example
 * ```ts
 * try {
 *   await deployments.apply({ metadata: { name: "web" }, spec: { replicas: 3 } }, { fieldManager: "me" });
 * } catch (error) {
 *   for (const { field, manager } of applyConflicts(error)) console.error(`${field} belongs to ${manager}`);
 * }
 * ```
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
 */
export function applyConflicts(error: unknown): readonly ApplyConflict[] {
	if (!(error instanceof ConflictError)) return [];
	const causes = error.status.details?.causes ?? [];
	return causes.flatMap(({ reason, field = "", message = "" }) =>
		reason === "FieldManagerConflict" ? [{ field, ...ownerOf(message) }] : [],
	);
}

function ownerOf(message: string): Omit<ApplyConflict, "field"> {
	const match = form.exec(message);
	// A server of the future may word it otherwise; its sentence is better than nothing.
	if (match === null) return { manager: message, operation: "Apply", subresource: undefined, apiVersion: undefined };
	const [, manager = '""', subresource, apiVersion] = match;
	return {
		manager: unquoted(manager),
		operation: apiVersion === undefined ? "Apply" : "Update",
		subresource: subresource === undefined ? undefined : unquoted(subresource),
		apiVersion,
	};
}

/** Go's quotes are JSON's, but for a few characters that no manager has. */
function unquoted(text: string): string {
	try {
		return JSON.parse(text) as string;
	} catch {
		return text.slice(1, -1);
	}
}
