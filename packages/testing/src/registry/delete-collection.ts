import { checkPreconditions, removeStored } from "./delete.ts";
import { readDeletionOptions } from "./delete-options.ts";
import { readListOptions } from "./list-options.ts";
import { presentList } from "./present.ts";
import { select } from "./read.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import type { ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";

/** DELETE of a collection: each object that the selectors choose, with the same options; the answer lists them as they were. */
export function removeCollection(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const options = readDeletionOptions(services, request.query, request.body);
	const { revision, items } = select(services, resource, request.namespace, readListOptions(request.query));
	// None goes when one of them may not.
	for (const item of items) checkPreconditions(resource, item, options);
	for (const item of items) removeStored(services, resource, item, options);
	return presentList(resource, { resourceVersion: String(revision) }, items);
}
