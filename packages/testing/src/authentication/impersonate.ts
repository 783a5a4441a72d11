import type { ResourceAttributes } from "../authorization/attributes.ts";
import type { Authorizer } from "../authorization/authorizer.ts";
import { forbiddenRequest } from "../authorization/forbidden-request.ts";
import { badRequest } from "../status/request-errors.ts";
import { parseServiceAccountName, serviceAccountGroups } from "./service-account-name.ts";
import { anonymousUser, authenticatedGroup, type User, unauthenticatedGroup } from "./user.ts";

/** A header by its name in lower case; a repeated one appears as often as it was sent. */
export type Header = readonly [name: string, value: string];

const extraPrefix = "impersonate-extra-";
const authentication = "authentication.k8s.io";

/** Whether a header, by its name in lower case, says whom the client acts as. */
export function isImpersonation(name: string): boolean {
	return name.startsWith("impersonate-");
}

/**
 * Lets a user act as another where the headers say so and the user may.
 *
 * @throws StatusError 400 for a group, uid or extra without a user, 403 where the user may not.
 */
export function impersonate(user: User, headers: readonly Header[], authorizer: Authorizer): User {
	const asked = readHeaders(headers);
	if (asked.name === "") {
		const rest = describe(asked);
		if (rest.length === 0) return user;
		throw badRequest(`requested [${rest.join(" ")}] without impersonating a user`);
	}
	const need = (resource: string, name: string, more: Partial<ResourceAttributes> = {}): void => {
		const attributes = { kind: "resource", verb: "impersonate", group: "", resource, name, ...more } as const;
		const { allowed, reason } = authorizer.authorize(user, attributes);
		if (!allowed) throw forbiddenRequest(user, attributes, reason);
	};
	const account = parseServiceAccountName(asked.name);
	if (account === undefined) need("users", asked.name);
	else need("serviceaccounts", account.name, { namespace: account.namespace });
	for (const group of asked.groups) need("groups", group);
	for (const [key, values] of Object.entries(asked.extra)) {
		for (const value of values) need("userextras", value, { group: authentication, subresource: key });
	}
	if (asked.uid !== "") need("uids", asked.uid, { group: authentication });
	return {
		name: asked.name,
		uid: asked.uid,
		groups: groupsOf(asked.name, asked.groups.length === 0 && account ? serviceAccountGroups(account.namespace) : asked.groups),
		extra: asked.extra,
	};
}

interface Asked {
	readonly name: string;
	readonly uid: string;
	readonly groups: readonly string[];
	readonly extra: Readonly<Record<string, readonly string[]>>;
}

function readHeaders(headers: readonly Header[]): Asked {
	const first = (name: string): string => headers.find((header) => header[0] === name)?.[1] ?? "";
	const extra: Record<string, string[]> = {};
	for (const [name, value] of headers) {
		if (!name.startsWith(extraPrefix)) continue;
		const key = unescapeKey(name.slice(extraPrefix.length));
		extra[key] = [...(extra[key] ?? []), value];
	}
	return {
		name: first("impersonate-user"),
		uid: first("impersonate-uid"),
		groups: headers.filter(([name]) => name === "impersonate-group").map(([, value]) => value),
		extra,
	};
}

/** Header names know no case; what cannot be unescaped stays as it is. */
function unescapeKey(key: string): string {
	try {
		return decodeURIComponent(key).toLowerCase();
	} catch {
		return key;
	}
}

/** The groups that everybody is in are added, unless they are there. */
function groupsOf(name: string, groups: readonly string[]): readonly string[] {
	if (groups.includes(unauthenticatedGroup)) return groups;
	if (name === anonymousUser.name) return [...groups, unauthenticatedGroup];
	return groups.includes(authenticatedGroup) ? groups : [...groups, authenticatedGroup];
}

/** What was asked for besides a user, as the server's type of references prints it. */
function describe({ groups, uid, extra }: Asked): string[] {
	return [
		...groups.map((group) => `{Group  ${group}    }`),
		...Object.entries(extra).flatMap(([key, values]) =>
			values.map((value) => `{UserExtra  ${value}  ${authentication}/v1  ${key}}`),
		),
		...(uid === "" ? [] : [`{UID  ${uid}  ${authentication}/v1  }`]),
	];
}
