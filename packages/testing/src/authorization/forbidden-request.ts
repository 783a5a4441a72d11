import type { User } from "../authentication/user.ts";
import { goQuote } from "../status/go-quote.ts";
import { qualify } from "../status/object-errors.ts";
import { failure, type StatusError } from "../status/status-error.ts";
import type { Attributes } from "./attributes.ts";

/**
 * The user may not do this.
 *
 * @param reason What the authorizer says besides, if anything.
 */
export function forbiddenRequest(user: User, attributes: Attributes, reason: string): StatusError {
	const because = reason === "" ? "" : `: ${reason}`;
	const who = `User ${quote(user.name)} cannot ${escapeMarkup(attributes.verb)}`;
	if (attributes.kind === "path") {
		return failure(403, "Forbidden", `forbidden: ${who} path ${quote(attributes.path)}${because}`, {});
	}
	const { group, resource, subresource, namespace, name } = attributes;
	const object = `${qualify({ group, resource })}${name ? ` ${goQuote(name)}` : ""}`;
	const what = quote(subresource ? `${resource}/${subresource}` : resource);
	const where = namespace ? `in the namespace ${quote(namespace)}` : "at the cluster scope";
	const message = `${object} is forbidden: ${who} resource ${what} in API group ${quote(group)} ${where}${because}`;
	return failure(403, "Forbidden", message, { ...(name ? { name } : {}), group, kind: resource });
}

/** The server expects its message on a web page. */
function escapeMarkup(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function quote(text: string): string {
	return goQuote(escapeMarkup(text));
}
