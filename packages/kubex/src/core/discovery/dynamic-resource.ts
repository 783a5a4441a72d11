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
	return resource({
		group,
		version,
		kind,
		plural,
		scope,
		verbs: verbs as Verb[],
		subresources: Object.fromEntries(subresources.map((subresource) => [subresource.name, subresource.verbs as Verb[]])),
	});
}
