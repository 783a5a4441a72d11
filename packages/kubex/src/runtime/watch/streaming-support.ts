import type { Client } from "../../client/client.ts";
import { apiVersionOf, type ResourceDescriptor } from "../../core/resource.ts";
import type { Clock } from "../clock.ts";

/** How long a server is taken for one that does not stream lists, in milliseconds: it may be upgraded. */
const memorySpan = 600_000;

const known = /* @__PURE__ */ new WeakMap<Client, Map<string, number>>();

/** Whether the server is believed to stream lists of a resource; it is, until it has shown that it does not. */
export function mayStream(client: Client, resource: ResourceDescriptor, clock: Clock): boolean {
	const until = known.get(client)?.get(keyOf(resource));
	return until === undefined || until <= clock.now();
}

/** Takes the server for one that does not stream lists of a resource, for ten minutes. */
export function avoidStreaming(client: Client, resource: ResourceDescriptor, clock: Clock): void {
	let resources = known.get(client);
	if (resources === undefined) {
		resources = new Map();
		known.set(client, resources);
	}
	resources.set(keyOf(resource), clock.now() + memorySpan);
}

function keyOf(resource: ResourceDescriptor): string {
	return `${apiVersionOf(resource)}/${resource.plural}`;
}
