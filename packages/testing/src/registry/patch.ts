import { isMembers } from "../patch/patch-value.ts";
import { notFound } from "../status/object-errors.ts";
import { unsupportedMediaType } from "../status/request-errors.ts";
import { withWarnings } from "../status/status-error.ts";
import { apply } from "./apply.ts";
import { patchObject } from "./patch-object.ts";
import { asClientsSee } from "./present.ts";
import { convertRead } from "./read-resource.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { find, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { checkPatched, writeOver } from "./update.ts";
import { applyMediaType, readPatchOptions } from "./write-options.ts";

/** What objects of custom kinds can be patched by. */
const customTypes = ["application/json-patch+json", "application/merge-patch+json", applyMediaType];

/** PATCH of an object or of its `/status`. */
export function patch(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const { patch: body, name = "" } = request;
	if (body === undefined) throw unsupportedMediaType([]);
	if (resource.custom !== undefined && !customTypes.includes(body.mediaType)) throw unsupportedMediaType(customTypes);
	if (body.mediaType === applyMediaType) return apply(services, resource, request, body);
	const options = readPatchOptions(request.query, body.mediaType);
	const stored = find(services.store, resource, request.namespace, name);
	if (stored === undefined) throw notFound(resource.name, name);
	const object = asClientsSee(resource, stored.state);
	const read = patchObject(services.patchSchemas, resource.kind, object, body, options.fieldValidation, (patched, ...more) => {
		const version = versionOf(services, resource, patched?.value);
		return convertRead(version, version.kind.read(patched, ...more));
	});
	return withWarnings(read.warnings, () => {
		checkPatched(services, resource, request, stored, read);
		return writeOver(services, resource, request, { stored, read, patched: true, dryRun: options.dryRun });
	});
}

/** What a patch makes may name another version in which the object is served, and is read as that. */
function versionOf(services: Services, resource: ServedResource, patched: unknown): ServedResource {
	const apiVersion = isMembers(patched) ? patched["apiVersion"] : undefined;
	const named = typeof apiVersion === "string" ? services.resources.get(apiVersion, resource.api.plural) : undefined;
	return named?.collection === resource.collection && named.custom === undefined ? named : resource;
}
