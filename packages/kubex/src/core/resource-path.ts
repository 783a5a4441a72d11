import { pathSegment } from "./path-segment.ts";
import type { ResourceDescriptor } from "./resource.ts";

/** The path of a resource's group and version: `/api/v1` or `/apis/apps/v1`. */
function groupVersionPath(descriptor: ResourceDescriptor): string {
	return descriptor.group === "" ? `/api/${descriptor.version}` : `/apis/${descriptor.group}/${descriptor.version}`;
}

/**
 * The path of a collection; `namespace` is `undefined` for a cluster-scoped kind and for all namespaces.
 *
 * @throws TypeError for a namespace that cannot be one.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris
 */
export function collectionPath(descriptor: ResourceDescriptor, namespace: string | undefined): string {
	const scope = namespace === undefined ? "" : `/namespaces/${pathSegment(namespace, "namespace")}`;
	return `${groupVersionPath(descriptor)}${scope}/${descriptor.plural}`;
}

/**
 * The path of an object, or of one of its subresources.
 *
 * @throws TypeError for a name or namespace that cannot be one.
 */
export function objectPath(
	descriptor: ResourceDescriptor,
	namespace: string | undefined,
	name: string,
	subresource?: string,
): string {
	const path = `${collectionPath(descriptor, namespace)}/${pathSegment(name, `name of a ${descriptor.kind}`)}`;
	return subresource === undefined ? path : `${path}/${subresource}`;
}
