import type { ApiDescription, ApiGroup, ApiResource, GroupVersionKind, PathOperation } from "../api-description.ts";
import { indexKinds, type KindIndex } from "../compact/kind-index.ts";
import { definitionName, describeSchema } from "./describe-schema.ts";
import type { ReleaseDocument, ReleaseKind, ReleaseOperation, ReleaseResource } from "./release-document.ts";

/**
 * Makes a description of what an API server publishes. The order of everything that has none of its own is fixed, so that
 * the same server always yields the same description.
 *
 * @throws Error for a resource whose objects no definition describes.
 */
export function describeRelease(source: ReleaseDocument): ApiDescription {
	const definitions = Object.fromEntries(
		Object.keys(source.definitions)
			.toSorted()
			.map((name) => [name, describeSchema(source.definitions[name] ?? {})]),
	);
	const definitionOf = indexKinds(definitions);
	return {
		kubernetes: source.kubernetes,
		definitions,
		groups: Object.keys(source.discovery).map((name) => describeGroup(name, source, definitionOf)),
		paths: Object.fromEntries(
			Object.keys(source.paths)
				.toSorted()
				.map((path) => [
					path,
					Object.fromEntries(Object.entries(source.paths[path] ?? {}).map(([method, one]) => [method, describeOperation(one)])),
				]),
		),
	};
}

function describeGroup(name: string, source: ReleaseDocument, definitionOf: KindIndex): ApiGroup {
	return {
		name,
		versions: (source.discovery[name] ?? []).map(({ version, resources }) => {
			const served = source.servedByDefault[name]?.[version] ?? [];
			return {
				version,
				resources: [...resources]
					.toSorted((a, b) => (a.resource < b.resource ? -1 : 1))
					.map((one) => describeResource(one, name, version, served.includes(one.resource), definitionOf)),
			};
		}),
	};
}

function describeResource(
	source: ReleaseResource,
	group: string,
	version: string,
	servedByDefault: boolean,
	definitionOf: KindIndex,
): ApiResource {
	const absolute = (kind: ReleaseKind): GroupVersionKind =>
		kind.version === "" ? { group, version, kind: kind.kind } : { group: kind.group, version: kind.version, kind: kind.kind };
	const kind = absolute(source.responseKind);
	const definition = definitionOf(kind);
	if (definition === undefined)
		throw new Error(`no definition describes ${kind.kind}, the kind of ${source.resource} in ${group}/${version}`);
	return {
		plural: source.resource,
		singular: source.singularResource,
		kind: kind.kind,
		scope: source.scope,
		verbs: [...source.verbs].toSorted(),
		shortNames: source.shortNames ?? [],
		categories: source.categories ?? [],
		subresources: (source.subresources ?? []).map((one) => ({
			name: one.subresource,
			kind: absolute(one.responseKind),
			verbs: [...one.verbs].toSorted(),
		})),
		servedByDefault,
		definition,
	};
}

function describeOperation({ action, kind, query, body, responses, consumes, produces }: ReleaseOperation): PathOperation {
	return {
		...(action === undefined ? {} : { action }),
		...(kind === undefined ? {} : { kind: { group: kind.group, version: kind.version, kind: kind.kind } }),
		...(query === undefined ? {} : { query }),
		...(body === undefined ? {} : { body: definitionName(body) }),
		...(responses === undefined
			? {}
			: {
					responses: Object.fromEntries(
						Object.entries(responses).map(([status, one]) => [status, typeof one === "string" ? definitionName(one) : ""]),
					),
				}),
		...(consumes === undefined ? {} : { consumes }),
		...(produces === undefined ? {} : { produces }),
	};
}
