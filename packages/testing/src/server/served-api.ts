import type { ApiGroup, ApiResource, ApiSubresource, GroupVersionKind } from "@kubex/openapi";
import type { ResourceRequest } from "../registry/resource-request.ts";
import { notFound, notSupportedVerb } from "../status/object-errors.ts";
import { badRequest, methodNotAllowed, unknownResource } from "../status/request-errors.ts";
import { PathNotFound } from "./path-not-found.ts";
import type { ResourceInfo } from "./request-info.ts";

/** An endpoint that exists and answers the request's verb. */
export interface Endpoint {
	readonly verb: ResourceRequest["verb"];
	readonly resource: ApiResource;
	readonly subresource?: ApiSubresource | undefined;
	/** The kind that the endpoint reads and writes. */
	readonly kind: GroupVersionKind;
}

const itemVerbs: readonly string[] = ["get", "update", "patch", "delete"];
const collectionVerbs: readonly string[] = ["list", "watch", "create", "deletecollection"];

/** The groups, versions and resources that a server answers for. */
export class ServedApi {
	/** In the server's order of priority, the core group first. */
	readonly groups: readonly ApiGroup[];
	readonly #resources: ReadonlyMap<string, ReadonlyMap<string, ApiResource>>;

	/** Whether a group is one of the release; others are of custom kinds, which are refused in other words. */
	readonly isBuiltIn: (group: string) => boolean;

	constructor(groups: readonly ApiGroup[], isBuiltIn: (group: string) => boolean) {
		this.groups = groups;
		this.isBuiltIn = isBuiltIn;
		this.#resources = new Map(
			groups.flatMap((group) =>
				group.versions.map((version) => [
					`${group.name}/${version.version}`,
					new Map(version.resources.map((resource) => [resource.plural, resource])),
				]),
			),
		);
	}

	/** The group of a name; the empty string for the core group. */
	group(name: string): ApiGroup | undefined {
		return this.groups.find((group) => group.name === name);
	}

	/**
	 * Finds the endpoint that a request is for.
	 *
	 * @throws PathNotFound for a group that is not served, StatusError 404 below one that is, and StatusError 405 for a method that the
	 * endpoint does not answer. Below groups of custom kinds PathNotFound stands for what is not there.
	 */
	resolve(info: ResourceInfo): Endpoint {
		const resource = this.#resources.get(`${info.group}/${info.version}`)?.get(info.resource);
		if (resource === undefined) throw this.isBuiltIn(info.group) ? unknownResource() : new PathNotFound();
		if (!this.isBuiltIn(info.group)) checkCustom(resource, info);
		const own = { group: info.group, version: info.version, kind: resource.kind };
		if (info.subresource !== undefined) {
			const subresource = resource.subresources.find((candidate) => candidate.name === info.subresource);
			const reachable = subresource?.name === "proxy" || info.rest.length === 0;
			if (subresource === undefined || !reachable || !inPlace(resource, info)) throw unknownResource();
			return { verb: allowed(subresource.verbs, info.verb), resource, subresource, kind: subresource.kind };
		}
		const reached = info.name === undefined ? collectionVerbs : itemVerbs;
		// Objects of all namespaces can be listed and watched, nothing more.
		const everywhere = resource.scope === "Namespaced" && info.namespace === undefined;
		const verbs = resource.verbs.filter((verb) =>
			everywhere ? info.name === undefined && (verb === "list" || verb === "watch") : reached.includes(verb),
		);
		if (verbs.length === 0 || (!everywhere && !inPlace(resource, info))) throw unknownResource();
		return { verb: allowed(verbs, info.verb), resource, kind: own };
	}
}

/**
 * Refuses what custom kinds do not answer.
 *
 * @throws PathNotFound, StatusError 400, 404 or 405.
 */
function checkCustom(resource: ApiResource, { group, name, namespace, subresource, verb }: ResourceInfo): void {
	const everywhere = resource.scope === "Namespaced" && namespace === undefined;
	if (everywhere ? name !== undefined || !["list", "watch"].includes(verb) : !inPlace(resource, { namespace })) {
		throw new PathNotFound();
	}
	const qualified = { group, resource: resource.plural };
	if (name === undefined) {
		if (verb === "update" || verb === "patch") throw badRequest("name must be provided");
		return;
	}
	const part = resource.subresources.find((candidate) => candidate.name === subresource);
	if (subresource !== undefined && part === undefined) throw notFound(qualified, name);
	if (!(part?.verbs ?? itemVerbs).includes(verb)) throw notSupportedVerb(qualified, verb);
}

/** Whether a namespace is named where objects live in namespaces, and nowhere else. */
function inPlace(
	resource: ApiResource,
	info: Pick<ResourceInfo, "namespace"> & Partial<Pick<ResourceInfo, "resource">>,
): boolean {
	if (resource.scope === "Namespaced") return info.namespace !== undefined;
	return info.namespace === undefined || info.resource === "namespaces";
}

function allowed(verbs: readonly string[], verb: string): ResourceRequest["verb"] {
	if (!verbs.includes(verb) && !(verb === "watch" && verbs.includes("get"))) throw methodNotAllowed();
	return verb as ResourceRequest["verb"];
}
