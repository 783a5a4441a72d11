import type { DynamicObject } from "../dynamic-object.ts";
import { type Resource, resource, type Verb } from "../resource.ts";
import type { DiscoveredResource } from "./discovered-api.ts";

/** What the server says of a kind, as `Api` takes it. */
export function dynamicResource({
	group,
	version,
	kind,
	plural,
	scope,
	verbs,
	subresources,
}: DiscoveredResource): Resource<DynamicObject> {
	const foreign = subresources.flatMap(({ name, kind: own }) =>
		own === undefined || (own.group === group && own.version === version && own.kind === kind) ? [] : [[name, own] as const],
	);
	return resource({
		group,
		version,
		kind,
		plural,
		scope,
		verbs: verbs as Verb[],
		subresources: Object.fromEntries(subresources.map((subresource) => [subresource.name, subresource.verbs as Verb[]])),
		...(foreign.length > 0 && { subresourceKinds: Object.freeze(Object.fromEntries(foreign)) }),
	});
}
