import { adminUser } from "../authentication/user.ts";
import { forbiddenRequest } from "../authorization/forbidden-request.ts";
import { type Definition, definitionsCollection, holds } from "../custom/definition.ts";
import { forbidden, notFound } from "../status/object-errors.ts";
import { namespacesCollection } from "./namespaces.ts";
import type { ResourceRequest } from "./resource-request.ts";
import type { ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";

const namespaces = { group: "", resource: "namespaces" };

/**
 * Lets an object be created in a namespace only while that lives.
 *
 * @throws StatusError 404 without the namespace, 403 when it is being emptied.
 */
export function admitIntoNamespace(
	services: Services,
	resource: ServedResource,
	namespace: string | undefined,
	name: string,
): void {
	if (!resource.namespaced || namespace === undefined) return;
	const stored = services.store.get(namespacesCollection, namespace);
	if (stored === undefined) throw notFound(namespaces, namespace);
	if (stored.state.metadata.deletionTimestamp === undefined) return;
	throw forbidden(resource.name, name, `unable to create new content in namespace ${namespace} because it is being terminated`, [
		{ reason: "NamespaceTerminating", message: `namespace ${namespace} is being terminated`, field: "metadata.namespace" },
	]);
}

/**
 * Lets an object of a custom kind be created only while that is to stay.
 *
 * @throws StatusError 403 when its definition is going.
 */
export function admitIntoDefinition(services: Services, resource: ServedResource, name: string): void {
	if (resource.custom === undefined) return;
	const definition = services.store.get(definitionsCollection, resource.custom.definition);
	if (definition === undefined || !holds(definition.state as Definition, "Terminating")) return;
	throw forbidden(resource.name, name, "create not allowed while custom resource definition is terminating");
}

/**
 * Whoever creates an object by updating or applying it must be allowed to create as well.
 *
 * @throws StatusError 403
 */
export function admitCreator(services: Services, resource: ServedResource, request: ResourceRequest): void {
	const { verb, user = adminUser, namespace, name } = request;
	if (verb === "create") return;
	const attributes = { kind: "resource", verb: "create", ...resource.name, namespace, name } as const;
	const { allowed, reason } = services.access.authorizer.authorize(user, attributes);
	if (!allowed) throw forbiddenRequest(user, attributes, reason);
}
