import type { ListWatch } from "../../api/api.ts";
import { formatFieldQuery } from "../../core/field-query.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { formatLabelQuery } from "../../core/label-query.ts";
import { apiVersionOf } from "../../core/resource.ts";
import type { StoredObject } from "../store/stored-object.ts";
import type { InformerOptions } from "./informer-options.ts";

/**
 * What two informers must have in common to be one: client, resource, namespaces, selectors, form of the objects, and
 * transform.
 *
 * @param identityOf - A number for each object or function, which is the same for the same one only.
 */
export function sharingKey<K extends KubernetesObject, T extends StoredObject, Index extends string>(
	source: ListWatch<K>,
	options: InformerOptions<K, T, Index>,
	identityOf: (value: object) => number,
): string {
	const { fieldSelector, labelSelector, name, namespace, namespaces, transform } = options;
	const { client, representation, resource } = source;
	return JSON.stringify([
		identityOf(client),
		apiVersionOf(resource),
		resource.plural,
		representation,
		namespaces?.toSorted() ?? [namespace === undefined ? (source.namespace ?? null) : namespace],
		labelSelector === undefined ? "" : (formatLabelQuery(labelSelector) ?? ""),
		fieldSelector === undefined ? "" : (formatFieldQuery(fieldSelector) ?? ""),
		name ?? "",
		typeof transform === "function" ? identityOf(transform) : (transform ?? true),
		options.freeze === true,
	]);
}
