import type { ApiResource } from "@kubex/openapi";
import type { GroupResource } from "kubex/meta";
import type { JsonSchema } from "../custom/json-schema.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Store } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { Table } from "../tables/table.ts";
import type { Behaviour } from "./behaviour.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { ServedConversion } from "./served-conversion.ts";

/** What is special about the resources of custom kinds. */
export interface CustomFacts {
	/** A stored object as its version shows it today, as definitions change and objects do not. */
	readonly view: (object: StoredObject) => StoredObject;
	/** What its definition says of objects. */
	readonly schema: JsonSchema;
	/** How tables show its objects. */
	readonly table: Table;
	/** The name of its definition. */
	readonly definition: string;
	/** Where `/scale` finds what it shows. */
	readonly scale?: ScalePaths | undefined;
}

/** Where in an object `/scale` finds what it shows; dotted paths. */
export interface ScalePaths {
	readonly specReplicas: string;
	readonly statusReplicas: string;
	/** A text; absent where there is none. */
	readonly selector?: string | undefined;
}

/** A resource of one version that the server answers for. */
export interface ServedResource {
	readonly group: string;
	readonly version: string;
	/** As objects carry it, such as `apps/v1`. */
	readonly apiVersion: string;
	/** How errors name it. */
	readonly name: GroupResource;
	readonly api: ApiResource;
	readonly kind: ObjectKind;
	readonly listKind: string;
	readonly namespaced: boolean;
	readonly behaviour: Behaviour;
	/** Where its objects are stored: all versions of a resource share a collection, and so do resources that are forms of one. */
	readonly collection: string;
	/** Of a custom kind: what differs from one definition to the next. */
	readonly custom?: CustomFacts | undefined;
	/** Of a version that is stored as another one: how. */
	readonly conversion?: ServedConversion | undefined;
}

/** The resource as whose objects those of a version are stored; most are stored as they are. */
export function hubOf(resource: ServedResource): ServedResource {
	return resource.conversion?.hub ?? resource;
}

/** A stored object as requests are judged by it: one of a custom kind as its version shows it, any other as it is stored. */
export function judged({ custom }: ServedResource, object: StoredObject): StoredObject {
	return custom === undefined || object.origin !== object ? object : custom.view(object);
}

/** A stored object as a version of its resource shows it. */
export function shown(resource: ServedResource, object: StoredObject): StoredObject {
	const { conversion, behaviour } = resource;
	return conversion?.view(object) ?? behaviour.shows?.stored(object) ?? judged(resource, object);
}

/** The resource with its objects as the server keeps them, even where it shows less. */
export function asKept(resource: ServedResource): ServedResource {
	if (resource.behaviour.shows === undefined) return resource;
	return { ...resource, behaviour: { ...resource.behaviour, shows: undefined } };
}

/** The state of an object, stored or not, as a version of its resource shows it. */
export function shownState({ conversion }: ServedResource, state: ObjectState): ObjectState {
	return conversion?.shown(state) ?? state;
}

/** The object that is stored under a name, as requests are judged by it. */
export function find(
	store: Store,
	resource: ServedResource,
	namespace: string | undefined,
	name: string,
): StoredObject | undefined {
	const stored = store.get(resource.collection, keyOf(resource, namespace, name));
	return stored === undefined ? undefined : judged(resource, stored);
}

/** The key of an object, which also orders lists: by namespace, then by name. */
export function keyOf(resource: ServedResource, namespace: string | undefined, name: string): string {
	return resource.namespaced ? `${namespace}/${name}` : name;
}
