import { NoMatchError } from "../errors/no-match-error.ts";
import { type DiscoveredApi, type DiscoveredResource, groupVersionOf } from "./discovered-api.ts";
import { discoveryProblems } from "./discovery-problems.ts";
import { describeResourceQuery, type ResourceQuery, type ResourceWanted, readResourceQuery } from "./resource-query.ts";

/**
 * The resource that a query names. Of several versions it is the group's preferred one; of a name in several groups the first group's,
 * as for kubectl. A short name that stands for different kinds is told as ambiguous.
 *
 * @throws NoMatchError when there is none, or when it is ambiguous; TypeError for what names no kind.
 */
export function findResource(api: DiscoveredApi, query: ResourceQuery): DiscoveredResource {
	const readings = readResourceQuery(query);
	for (const wanted of readings) {
		const found = matches(api, wanted);
		const [first] = found;
		if (first === undefined) continue;
		const plurals = new Set(found.map(({ plural }) => plural));
		if (plurals.size > 1 && found.every(({ shortNames }) => shortNames.includes(wanted.name.toLowerCase()))) {
			throw new NoMatchError(`${describeResourceQuery(query)} is ambiguous: it may be ${found.map(qualified).join(" or ")}`, {
				query,
				candidates: found.map(qualified),
			});
		}
		return first;
	}
	throw unknown(api, query, readings);
}

/** What a name fits, one version of each; the exact names of a resource come before its short names. */
function matches(api: DiscoveredApi, wanted: ResourceWanted): readonly DiscoveredResource[] {
	const served = resourcesOf(api, wanted);
	for (const fits of fitsOf(wanted)) {
		const found = served.flatMap((resources) => resources.find(fits) ?? []);
		if (found.length > 0) return found;
	}
	return [];
}

/** For each resource that is served, its versions in the order of preference. */
function resourcesOf(api: DiscoveredApi, { group, version }: ResourceWanted): readonly (readonly DiscoveredResource[])[] {
	return api
		.filter(({ name }) => group === undefined || name === group)
		.flatMap(({ versions }) => {
			const byPlural = new Map<string, DiscoveredResource[]>();
			for (const each of versions) {
				if (version !== undefined && each.version !== version) continue;
				for (const resource of each.resources) {
					const known = byPlural.get(resource.plural);
					if (known === undefined) byPlural.set(resource.plural, [resource]);
					else known.push(resource);
				}
			}
			return [...byPlural.values()];
		});
}

function fitsOf({ by, name }: ResourceWanted): readonly ((resource: DiscoveredResource) => boolean)[] {
	const lower = name.toLowerCase();
	const isPlural = ({ plural }: DiscoveredResource): boolean => plural === lower;
	const isKind = ({ kind }: DiscoveredResource): boolean => kind === name;
	if (by === "kind") return [isKind];
	if (by === "plural") return [({ plural }) => plural === name];
	return [
		isPlural,
		({ singular, kind }) => singular === lower || kind.toLowerCase() === lower,
		({ shortNames }) => shortNames.includes(lower),
	];
}

function unknown(api: DiscoveredApi, query: ResourceQuery, readings: readonly ResourceWanted[]): NoMatchError {
	const wanted = readings[0] as ResourceWanted;
	// The same name elsewhere is what was meant most of the time.
	const elsewhere = matches(api, { ...wanted, by: "name", group: undefined, version: undefined }).map(qualified);
	const problems = discoveryProblems(api);
	const unread = problems.map(({ groupVersion }) => groupVersion);
	const text = [
		`the server serves no ${describeResourceQuery(query)}`,
		...(elsewhere.length === 0 ? [] : [`there is ${elsewhere.join(", ")}`]),
		...(unread.length === 0 ? [] : [`nothing is known of ${unread.join(", ")}`]),
	].join("; ");
	return new NoMatchError(text, { query, candidates: elsewhere });
}

/** Such as `deployments.apps/v1`. */
function qualified({ group, plural, version }: DiscoveredResource): string {
	return group === "" ? `${plural}/${version}` : `${plural}.${groupVersionOf(group, version)}`;
}
