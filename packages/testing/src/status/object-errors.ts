import type { GroupResource, StatusCause } from "kubex/meta";
import { type FieldError, summarize, toCause } from "./field-error.ts";
import { failure, type StatusError } from "./status-error.ts";

/** Names a resource as messages do: `deployments.apps`, and `pods` for the core group. */
export function qualify(resource: GroupResource): string {
	return resource.group === "" ? resource.resource : `${resource.resource}.${resource.group}`;
}

/** There is no such object. */
export function notFound(resource: GroupResource, name: string): StatusError {
	return failure(404, "NotFound", `${qualify(resource)} "${name}" not found`, {
		name,
		group: resource.group,
		kind: resource.resource,
	});
}

/**
 * The name is taken.
 *
 * @param deleting whether the object that has it is on its way out.
 */
export function alreadyExists(resource: GroupResource, name: string, deleting = false): StatusError {
	const details = { name, group: resource.group, kind: resource.resource };
	return failure(409, "AlreadyExists", takenText(resource, name, deleting), details);
}

function takenText(resource: GroupResource, name: string, deleting: boolean): string {
	return `${deleting ? "object is being deleted: " : ""}${qualify(resource)} "${name}" already exists`;
}

/**
 * Every generated name that was tried is taken.
 *
 * @param deleting whether the object that has the last one is on its way out.
 */
export function generateNameExhausted(resource: GroupResource, name: string, deleting = false): StatusError {
	const message = `${takenText(resource, name, deleting)}, the server was not able to generate a unique name for the object`;
	return failure(409, "AlreadyExists", message, { name, group: resource.group, kind: resource.resource, retryAfterSeconds: 1 });
}

/** Objects of a custom kind know no such verb. */
export function notSupportedVerb(resource: GroupResource, verb: string): StatusError {
	const message = `${verb} is not supported on resources of kind "${qualify(resource)}"`;
	return failure(405, "MethodNotAllowed", message, { group: resource.group, kind: resource.resource });
}

/** What a write with an old resourceVersion is told. */
export const modified = "the object has been modified; please apply your changes to the latest version and try again";

/** The object is not in the state that the request relies on; `text` says why. */
export function conflict(resource: GroupResource, name: string, text: string = modified): StatusError {
	const message = `Operation cannot be fulfilled on ${qualify(resource)} "${name}": ${text}`;
	return failure(409, "Conflict", message, { name, group: resource.group, kind: resource.resource });
}

/** The object, or a set of options, breaks the rules of its kind; every broken one is a cause. */
export function invalid(kind: { group: string; kind: string }, name: string, errors: readonly FieldError[]): StatusError {
	const causes = errors.map(toCause);
	const message = `${kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`} "${name}" is invalid: ${summarize(causes)}`;
	return failure(422, "Invalid", message, { name, group: kind.group, kind: kind.kind, causes });
}

/** An admission rule refuses the object; `text` says why. */
export function forbidden(resource: GroupResource, name: string, text: string, causes?: readonly StatusCause[]): StatusError {
	const details = {
		name,
		group: resource.group,
		kind: resource.resource,
		...(causes === undefined ? {} : { causes: [...causes] }),
	};
	return failure(403, "Forbidden", `${qualify(resource)} ${name === "" ? "" : `"${name}" `}is forbidden: ${text}`, details);
}
