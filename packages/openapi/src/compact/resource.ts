import type { ApiResource, ApiSubresource } from "../api-description.ts";
import type { CompactResource } from "./compact-description.ts";
import type { KindIndex } from "./kind-index.ts";
import { expandKind, shortenKind } from "./kind-name.ts";

const everyVerb = "create,delete,deletecollection,get,list,patch,update,watch";

/** Writes a resource of a group's version. */
export function encodeResource(resource: ApiResource, group: string, version: string, definitionOf: KindIndex): CompactResource {
	const { kind, singular, definition } = resource;
	return {
		kind,
		...(singular === kind.toLowerCase() ? {} : { singular }),
		...(resource.scope === "Namespaced" ? { namespaced: true } : {}),
		verbs: encodeVerbs(resource.verbs),
		...(resource.shortNames.length === 0 ? {} : { short: resource.shortNames.join() }),
		...(resource.categories.length === 0 ? {} : { categories: resource.categories.join() }),
		...(resource.subresources.length === 0 ? {} : { sub: encodeSubresources(resource, group, version) }),
		...(resource.servedByDefault ? {} : { optional: true }),
		...(definition === definitionOf({ group, version, kind }) ? {} : { definition }),
	};
}

function encodeSubresources(resource: ApiResource, group: string, version: string): Record<string, string> {
	return Object.fromEntries(
		resource.subresources.map(({ name, verbs, kind }) => {
			const short = shortenKind(kind, group, version);
			return [name, short === resource.kind ? encodeVerbs(verbs) : `${encodeVerbs(verbs)} ${short}`];
		}),
	);
}

/** Reads a resource of a group's version. */
export function decodeResource(
	plural: string,
	compact: CompactResource,
	group: string,
	version: string,
	definitionOf: KindIndex,
): ApiResource {
	const { kind } = compact;
	return {
		plural,
		singular: compact.singular ?? kind.toLowerCase(),
		kind,
		scope: compact.namespaced === true ? "Namespaced" : "Cluster",
		verbs: decodeVerbs(compact.verbs),
		shortNames: compact.short?.split(",") ?? [],
		categories: compact.categories?.split(",") ?? [],
		subresources: Object.entries(compact.sub ?? {}).map(([name, text]): ApiSubresource => {
			const [verbs = "", other = kind] = text.split(" ");
			return { name, kind: expandKind(other, group, version), verbs: decodeVerbs(verbs) };
		}),
		servedByDefault: compact.optional !== true,
		definition: compact.definition ?? definitionOf({ group, version, kind }) ?? "",
	};
}

function encodeVerbs(verbs: readonly string[]): string {
	const text = verbs.join();
	return text === everyVerb ? "*" : text;
}

function decodeVerbs(text: string): string[] {
	return text === "" ? [] : (text === "*" ? everyVerb : text).split(",");
}
