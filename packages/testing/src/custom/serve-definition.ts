import type { ApiResource, ApiSubresource, GroupVersionKind } from "@kubex/openapi";
import { type Behaviour, commonBehaviour } from "../registry/behaviour.ts";
import type { MetadataReader } from "../registry/object-reader.ts";
import { type CustomResources, collectionOf } from "../registry/resource-table.ts";
import type { ScalePaths, ServedResource } from "../registry/served-resource.ts";
import { objectViews } from "../storage/object-views.ts";
import { compareVersions } from "./compare-versions.ts";
import { CustomKind } from "./custom-kind.ts";
import { customObjectErrors } from "./custom-object-errors.ts";
import { customTable } from "./custom-table.ts";
import { type Definition, type DefinitionVersion, holds } from "./definition.ts";
import { finalizerWarnings } from "./finalizer-warnings.ts";

const verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
const partVerbs = ["get", "patch", "update"];

/** What is served of a definition; `undefined` while its names are not established. */
export function serveDefinition(definition: Definition, readMetadata: MetadataReader): CustomResources | undefined {
	const { group, versions } = definition.spec;
	if (!holds(definition, "Established")) return undefined;
	const served = versions.filter((version) => version.served);
	const { name = "" } = definition.metadata;
	return { definition: name, group, resources: served.map((version) => serveVersion(definition, version, readMetadata)) };
}

function serveVersion(definition: Definition, version: DefinitionVersion, readMetadata: MetadataReader): ServedResource {
	const { group, scope } = definition.spec;
	// Every definition that can be created has a schema in each version, and names that are complete.
	const { kind: kindName, plural, listKind = `${kindName}List` } = definition.spec.names;
	const schema = version.schema?.openAPIV3Schema ?? {};
	const kind = new CustomKind({ group, version: version.name, kind: kindName, schema, readMetadata });
	const storedSchema = definition.spec.versions.find(({ storage }) => storage)?.schema?.openAPIV3Schema;
	return {
		group,
		version: version.name,
		apiVersion: `${group}/${version.name}`,
		name: { group, resource: plural },
		api: describe(definition, version),
		kind,
		listKind,
		namespaced: scope === "Namespaced",
		behaviour: behaviourOf(definition, version),
		collection: collectionOf(group, plural),
		custom: {
			view: objectViews((state) => kind.view(state, version.storage ? undefined : storedSchema)),
			schema,
			table: customTable(version.additionalPrinterColumns),
			definition: definition.metadata.name ?? "",
			scale: scalePaths(version),
		},
	};
}

function describe({ spec, status }: Definition, version: DefinitionVersion): ApiResource {
	const { kind, plural, singular = kind.toLowerCase(), shortNames = [], categories = [] } = status.acceptedNames;
	const own = { group: spec.group, version: version.name, kind };
	return {
		plural,
		singular,
		kind,
		scope: spec.scope,
		verbs,
		shortNames,
		categories,
		subresources: [
			...(version.subresources?.status === undefined ? [] : [part("status", own)]),
			...(version.subresources?.scale === undefined
				? []
				: [part("scale", { group: "autoscaling", version: "v1", kind: "Scale" })]),
		],
		servedByDefault: true,
		definition: `${spec.group}.${version.name}.${kind}`,
	};
}

function part(name: string, kind: GroupVersionKind): ApiSubresource {
	return { name, kind, verbs: partVerbs };
}

function behaviourOf({ spec }: Definition, version: DefinitionVersion): Behaviour {
	const type = { apiVersion: `${spec.group}/${version.name}`, kind: spec.names.kind };
	const errors = customObjectErrors(version.schema?.openAPIV3Schema ?? {}, scalePaths(version), type);
	return {
		...commonBehaviour,
		unconditionalUpdate: false,
		generation: "everything",
		statusKeeps: ["labels", "annotations", "ownerReferences", "finalizers"],
		statusOwnsMetadata: true,
		unknownFieldText: "unsupported",
		freeFinalizers: true,
		validateNew: errors.ofObject,
		validateReplacement: errors.ofObject,
		validateStatus: errors.ofStatus,
		remark: (next, current) => finalizerWarnings(next.metadata, current?.metadata),
		...(version.deprecated === true ? { warning: version.deprecationWarning ?? deprecation(spec, version.name) } : {}),
	};
}

function deprecation({ group, names, versions }: Definition["spec"], version: string): string {
	const better = versions
		.filter(({ name, served, deprecated }) => served && deprecated !== true && compareVersions(name, version) < 0)
		.map(({ name }) => name)
		.toSorted(compareVersions)[0];
	const advice = better === undefined ? "" : `; use ${group}/${better} ${names.kind}`;
	return `${group}/${version} ${names.kind} is deprecated${advice}`;
}

function scalePaths({ subresources }: DefinitionVersion): ScalePaths | undefined {
	const scale = subresources?.scale;
	if (scale === undefined) return undefined;
	const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
	return {
		specReplicas: withoutDot(specReplicasPath),
		statusReplicas: withoutDot(statusReplicasPath),
		...(labelSelectorPath === undefined ? {} : { selector: withoutDot(labelSelectorPath) }),
	};
}

function withoutDot(path: string): string {
	return path.replace(/^\./, "");
}
