/**
 * Names a kind that is known at run time only: as people say it to kubectl, or by group, version and kind, such as those of an object.
 *
 * As a text it is a plural (`deployments`), a singular, a short name (`deploy`) or a kind (`Deployment`), which may be followed by a
 * group (`deployments.apps`), or by a version and a group (`deployments.v1.apps`).
 *
 * @example
 * ```ts
 * const queries: ResourceQuery[] = ["deploy", "deployments.apps", { group: "apps", kind: "Deployment" }, { apiVersion: "apps/v1", kind: "Deployment" }];
 * ```
 */
export type ResourceQuery =
	| string
	| {
			/** The empty string for the core group. Default: any. */
			readonly group?: string | undefined;
			/** Default: the group's preferred one. */
			readonly version?: string | undefined;
			readonly kind: string;
			readonly plural?: undefined;
	  }
	| {
			readonly group?: string | undefined;
			readonly version?: string | undefined;
			/** The name in the URL. */
			readonly plural: string;
			readonly kind?: undefined;
	  }
	| {
			/** Such as `apps/v1`. */
			readonly apiVersion: string;
			readonly kind: string;
	  };

/** A query with its parts told apart. */
export interface ResourceWanted {
	/** Any name, or a kind or a plural alone. */
	readonly by: "name" | "kind" | "plural";
	readonly name: string;
	readonly group: string | undefined;
	readonly version: string | undefined;
}

/**
 * The ways in which a query can be read, the most specific one first: what follows the first dot of a text may be a version and a
 * group, or a group with a dot in it.
 *
 * @throws TypeError for what names no kind.
 */
export function readResourceQuery(query: ResourceQuery): readonly ResourceWanted[] {
	if (typeof query === "string") return readText(query);
	if ("apiVersion" in query) {
		const [first = "", second] = query.apiVersion.split("/");
		const [group, version] = second === undefined ? ["", first] : [first, second];
		return [{ by: "kind", name: named("kind", query.kind), group, version }];
	}
	const { group, version, kind, plural } = query;
	if (kind !== undefined) return [{ by: "kind", name: named("kind", kind), group, version }];
	return [{ by: "plural", name: named("plural", plural), group, version }];
}

function readText(text: string): readonly ResourceWanted[] {
	const [name = "", ...rest] = text.split(".");
	if (name === "" || /[\s/]/.test(text))
		throw new TypeError(`a kind is named such as "deployments" or "deployments.apps", not ${JSON.stringify(text)}`);
	if (rest.length === 0) return [{ by: "name", name, group: undefined, version: undefined }];
	const inGroup: ResourceWanted = { by: "name", name, group: rest.join("."), version: undefined };
	const [version = "", ...group] = rest;
	// `pods.v1.` is how the core group is named.
	return group.length === 0 ? [inGroup] : [{ by: "name", name, group: group.join("."), version }, inGroup];
}

function named(member: string, value: unknown): string {
	if (typeof value === "string" && value !== "") return value;
	throw new TypeError(`${member} must be a name, not ${JSON.stringify(value)}`);
}

/** A query as messages show it. */
export function describeResourceQuery(query: ResourceQuery): string {
	if (typeof query === "string") return JSON.stringify(query);
	if ("apiVersion" in query) return `${query.kind} of ${query.apiVersion}`;
	const { group, version, kind, plural } = query;
	const where = [group === "" ? "the core group" : group, version].filter((part) => part !== undefined).join("/");
	return `${kind ?? plural}${where === "" ? "" : ` of ${where}`}`;
}
