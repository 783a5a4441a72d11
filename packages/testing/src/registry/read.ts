import { notFound } from "../status/object-errors.ts";
import { badRequest, expired, resourceVersionTooLarge, unreadableResourceVersion } from "../status/request-errors.ts";
import { decodeContinueToken, encodeContinueToken } from "../storage/continue-token.ts";
import { Compacted } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { fieldMatcher } from "./field-match.ts";
import { type ListOptions, readListOptions } from "./list-options.ts";
import { presentList, presentStored } from "./present.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { find, judged, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";

/** GET of an object. */
export function get(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	for (const parameter of ["export", "exact"]) {
		const value = request.query.get(parameter);
		if (value === null || value === "" || value === "0" || value === "false") continue;
		throw badRequest(`the ${parameter} parameter, deprecated since v1.14, is no longer supported`);
	}
	const version = request.query.get("resourceVersion") ?? "";
	if (version !== "" && !/^\d+$/.test(version)) {
		throw unreadableResourceVersion(version);
	}
	notBeyondPresent(services, version);
	const name = request.name ?? "";
	const stored = find(services.store, resource, request.namespace, name);
	if (stored === undefined) throw notFound(resource.name, name);
	return presentStored(resource, stored);
}

function notBeyondPresent(services: Services, version: string): void {
	if (version !== "" && BigInt(version) > BigInt(services.store.revision)) {
		throw resourceVersionTooLarge(BigInt(version), services.store.revision);
	}
}

/** What a list shows. */
export interface Selection {
	/** The state that it shows. */
	readonly revision: number;
	readonly items: readonly StoredObject[];
	readonly continueToken?: string | undefined;
	readonly remaining?: number | undefined;
}

/** GET of a collection. */
export function list(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const { revision, items, continueToken, remaining } = select(
		services,
		resource,
		request.namespace,
		readListOptions(request.query),
	);
	return presentList(
		resource,
		{
			resourceVersion: String(revision),
			...(continueToken === undefined ? {} : { continue: continueToken }),
			...(remaining === undefined ? {} : { remainingItemCount: remaining }),
		},
		items,
	);
}

/**
 * Chooses the objects of a list or of a page of it.
 *
 * @throws StatusError 410 when the state asked for is forgotten, 504 when it is yet to come.
 */
export function select(
	services: Services,
	resource: ServedResource,
	namespace: string | undefined,
	options: ListOptions,
): Selection {
	const { labels, limit } = options;
	const matchesFields = fieldMatcher(resource, options.fields);
	const prefix = resource.namespaced && namespace !== undefined ? `${namespace}/` : "";
	const page = pageOf(services, options, prefix);
	let range: Iterable<StoredObject>;
	try {
		range = services.store.range(resource.collection, prefix, page.start, page.revision);
	} catch (error) {
		if (!(error instanceof Compacted)) throw error;
		throw options.continueToken === ""
			? expired("The resourceVersion for the provided list is too old.")
			: expired(inconsistentContinue, encodeContinueToken({ revision: -1, start: page.start.slice(prefix.length) }));
	}
	const items: StoredObject[] = [];
	const filtered = labels !== undefined || matchesFields !== undefined;
	let remaining = 0;
	for (const object of range) {
		if (page.limit > 0 && items.length === page.limit) {
			// With a selector the server does not look whether anything that follows is chosen.
			remaining++;
			if (filtered) break;
			continue;
		}
		if (labels !== undefined && !labels(object.state.metadata.labels)) continue;
		if (matchesFields !== undefined && !matchesFields(object.state)) continue;
		items.push(judged(resource, object));
	}
	const last = items.at(-1);
	if (limit === 0 || remaining === 0 || last === undefined) return { revision: page.revision, items };
	return {
		revision: page.revision,
		items,
		// The first key that can follow the last one shown; the leading slash is the server's.
		continueToken: encodeContinueToken({ revision: page.revision, start: `/${last.key.slice(prefix.length)}\0` }),
		remaining: filtered ? undefined : remaining,
	};
}

const inconsistentContinue =
	"The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

interface Page {
	readonly revision: number;
	readonly start: string;
	readonly limit: number;
}

function pageOf(services: Services, options: ListOptions, prefix: string): Page {
	const { continueToken, resourceVersion, match, limit } = options;
	const now = services.store.revision;
	if (continueToken !== "") {
		const { revision, start } = decodeContinueToken(continueToken);
		if (resourceVersion !== "" && resourceVersion !== "0") {
			throw badRequest("specifying resource version is not allowed when using continue");
		}
		if (revision > now) throw resourceVersionTooLarge(revision, now);
		return { revision: revision < 0 ? now : revision, start: prefix + start, limit: resourceVersion === "0" ? 0 : limit };
	}
	if (resourceVersion === "") return { revision: now, start: prefix, limit };
	if (!/^\d+$/.test(resourceVersion)) {
		const text = JSON.stringify(resourceVersion);
		throw badRequest(
			`invalid resource version: resourceVersion: Invalid value: ${text}: strconv.ParseUint: parsing ${text}: invalid syntax`,
		);
	}
	notBeyondPresent(services, resourceVersion);
	// Any state will do, so the server answers from its cache, which does not know pages.
	if (resourceVersion === "0") return { revision: now, start: prefix, limit: 0 };
	const exact = match === "Exact" || (match === "" && limit > 0);
	return { revision: exact ? Number(resourceVersion) : now, start: prefix, limit };
}
