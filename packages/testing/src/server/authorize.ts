import { qualify } from "../status/object-errors.ts";
import { failure, type StatusError } from "../status/status-error.ts";
import type { User } from "./authenticate.ts";
import type { RequestInfo } from "./request-info.ts";

/** The paths that anybody may read. */
const publicPaths: ReadonlySet<string> = new Set(["/healthz", "/livez", "/readyz", "/version", "/version/"]);

/**
 * Decides whether a user may do what a request asks for: members of `system:masters` may do everything, others may read health and version.
 *
 * @throws StatusError 403 that says who may not do what.
 */
export function authorize(user: User, info: RequestInfo): void {
	if (user.groups.includes("system:masters")) return;
	if (info.kind === "path" && info.verb === "get" && publicPaths.has(info.path)) return;
	throw denied(user, info);
}

function denied(user: User, info: RequestInfo): StatusError {
	const who = `User ${JSON.stringify(user.name)} cannot ${info.verb}`;
	if (info.kind === "path") return failure(403, "Forbidden", `forbidden: ${who} path ${JSON.stringify(info.path)}`, {});
	const { group, resource, subresource, namespace, name } = info;
	const object = `${qualify({ group, resource })}${name === undefined ? "" : ` ${JSON.stringify(name)}`}`;
	const what = JSON.stringify(subresource === undefined ? resource : `${resource}/${subresource}`);
	const where = namespace === undefined ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
	const message = `${object} is forbidden: ${who} resource ${what} in API group ${JSON.stringify(group)} ${where}`;
	return failure(403, "Forbidden", message, { ...(name === undefined ? {} : { name }), group, kind: resource });
}
