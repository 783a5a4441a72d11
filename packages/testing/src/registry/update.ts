import type { ManagedFieldsEntry } from "kubex/meta";
import { checkEscalation } from "../authorization/rbac/check-escalation.ts";
import { type FieldError, invalidValue } from "../status/field-error.ts";
import { conflict, invalid, modified, notFound } from "../status/object-errors.ts";
import { badRequest, untypedError } from "../status/request-errors.ts";
import { type StatusError, withWarnings } from "../status/status-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { asSent } from "./as-sent.ts";
import { checkNamespace, createObject, withoutDuplicateOwners } from "./create.ts";
import { namespacesCollection } from "./namespaces.ts";
import { keepsNulls, noteNulls } from "./null-bytes.ts";
import type { ReadObject } from "./object-reader.ts";
import { ownFields, writerOf } from "./own-fields.ts";
import { isUnchanged, prepareReplacement, prepareStatus } from "./prepare.ts";
import { presentStored, presentUnstored } from "./present.ts";
import { readResource } from "./read-resource.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { find, hubOf, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { metadataErrors, replacedMetadataErrors } from "./validate-metadata.ts";
import { immutableErrors, ownErrors, statusErrors } from "./validate-object.ts";
import { readWriteOptions } from "./write-options.ts";

/** PUT to an object or to its `/status`. */
export function update(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const options = readWriteOptions(request.query, "UpdateOptions");
	const read = readResource(resource, request.body, options.fieldValidation);
	return withWarnings(read.warnings, () => updateWith(services, resource, request, read, options.dryRun));
}

function updateWith(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	read: ReadObject,
	dryRun: boolean,
): ResourceAnswer {
	const given = read.state.metadata;
	const name = request.name ?? "";
	checkNamespace(resource, request.namespace, given);
	checkName(name, given.name);
	const stored = find(services.store, resource, request.namespace, name);
	checkEscalation(services, resource, request, read.state, stored?.state);
	if (stored === undefined) {
		if (request.subresource === "status" || !resource.behaviour.createOnUpdate) throw notFound(resource.name, name);
		checkReadable(given.resourceVersion);
		return createObject(services, resource, request, read, dryRun);
	}
	checkVersion(resource, stored, given.resourceVersion, given.uid);
	return writeOver(services, resource, request, { stored, read, dryRun });
}

/** What is to become of a stored object. */
export interface Replacement {
	readonly stored: StoredObject;
	/** The object as the client wants it. */
	readonly read: ReadObject;
	/** Whether it comes of a patch: then owners that are repeated are owned as they are, before they are made one. */
	readonly patched?: boolean;
	/** Who owns which field then, where that is not found as after any update. */
	readonly managedFields?: { readonly entries: ManagedFieldsEntry[] | undefined } | undefined;
	readonly dryRun: boolean;
}

/**
 * Writes an object over a stored one, as far as the endpoint reaches.
 *
 * @throws StatusError 422 for an object that breaks a rule.
 */
export function writeOver(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	{ stored, read, patched = false, managedFields: known, dryRun }: Replacement,
): ResourceAnswer {
	const warnings = [...read.warnings];
	const { managedFields: _sent, ...given } = read.state.metadata;
	const owners = withoutDuplicateOwners(given, warnings, patched ? " after mutating admission happens" : "");
	const told: ObjectState = patched ? read.state : { ...read.state, metadata: { ...read.state.metadata, ...owners } };
	const write = {
		resource,
		writer: writerOf(resource, request),
		current: stored.state,
		wanted: told,
		sent: asSent(told, read.sent),
		disowns: read.disowns,
	};
	const managedFields = known === undefined ? ownFields(services, write) : known.entries;
	const owned = managedFields === undefined ? {} : { managedFields };
	const wanted: ObjectState = { ...read.state, metadata: { ...given, ...owners, ...owned } };
	const status = request.subresource === "status";
	const next = status
		? prepareStatus(resource, stored.state, wanted)
		: replacement(services, resource, stored.state, wanted, dryRun);
	const errors = [
		...replacedMetadataErrors(resource.behaviour, stored.state.metadata, given, next.metadata),
		...(status ? statusErrors(resource, next, stored.state, read.invalid) : contentErrors(resource, stored.state, next, read)),
	];
	refuse(resource, stored.state.metadata.name ?? "", errors);
	warnings.push(...(resource.behaviour.remark?.(next, stored.state) ?? []));
	const settled = status ? next : (resource.behaviour.settle?.(next) ?? next);
	return replaceStored(services, resource, stored, settled, { dryRun, nulls: read.nulls, warnings });
}

function replacement(
	services: Services,
	resource: ServedResource,
	current: ObjectState,
	wanted: ObjectState,
	dryRun: boolean,
): ObjectState {
	const next = prepareReplacement(resource, current, wanted);
	return resource.behaviour.allocate?.(services, next, current, dryRun) ?? next;
}

/** What is wrong with the content of a replaced object, in the order in which the server looks at it. */
function contentErrors(
	resource: ServedResource,
	current: ObjectState,
	next: ObjectState,
	{ invalid: found, emptied }: ReadObject,
): FieldError[] {
	const again = resource.behaviour.metadataAgain ? metadataErrors(resource.behaviour, next.metadata) : [];
	const own = [...again, ...ownErrors(resource, next, found)];
	const changed = immutableErrors(resource, current, next, emptied);
	return resource.behaviour.changesFirst ? [...changed, ...own] : [...own, ...changed];
}

/**
 * What a patch makes of an object must still be that object, in the version that the patch names.
 *
 * @throws StatusError 400 or 409 when it is not, 403 for rights that the client may not give.
 */
export function checkPatched(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	stored: StoredObject,
	{ state }: ReadObject,
): void {
	checkNamespace(resource, request.namespace, state.metadata);
	checkName(request.name ?? "", state.metadata.name);
	checkEscalation(services, resource, request, state, stored.state);
	checkVersion(resource, stored, state.metadata.resourceVersion);
}

/**
 * Writes what an object has become: nothing when it is the same, and a removal when nothing holds a deleted object any more.
 */
export function replaceStored(
	services: Services,
	resource: ServedResource,
	stored: StoredObject,
	next: ObjectState,
	{
		dryRun,
		nulls = false,
		warnings = [],
	}: { readonly dryRun: boolean; readonly nulls?: boolean; readonly warnings?: readonly string[] },
): ResourceAnswer {
	if (isReleased(resource, next)) {
		if (!dryRun) services.store.remove(resource.collection, stored.key, stored);
		return presentUnstored(resource, next, 200, warnings);
	}
	const anew = nulls || keepsNulls(stored);
	if (!anew && isUnchanged(stored.origin.state, next)) return presentStored(resource, stored, 200, warnings);
	if (dryRun) return presentUnstored(resource, next, 200, warnings);
	const written = services.store.put(resource.collection, stored.key, next, stored);
	return presentStored(resource, noteNulls(written, nulls), 200, warnings);
}

/** Whether a deleted object has nothing left to wait for. */
function isReleased(resource: ServedResource, { metadata, spec }: ObjectState): boolean {
	if (metadata.deletionTimestamp === undefined || (metadata.finalizers ?? []).length > 0) return false;
	if ((metadata.deletionGracePeriodSeconds ?? 0) > 0) return false;
	// A namespace has finalizers of its own.
	if (resource.collection !== namespacesCollection) return true;
	return ((spec as { finalizers?: unknown[] } | undefined)?.finalizers ?? []).length === 0;
}

function refuse(resource: ServedResource, name: string, errors: readonly FieldError[]): void {
	if (errors.length > 0) throw invalid({ group: hubOf(resource).group, kind: resource.api.kind }, name, errors);
}

/**
 * The body's name must be the URL's.
 *
 * @throws StatusError 400
 */
export function checkName(name: string, given: string | undefined): void {
	if (!given) throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
	if (given !== name) throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
}

/**
 * The write must be meant for this object and, when it says so, for this version of it.
 *
 * @throws StatusError 409, or 422 for a kind that insists on a version.
 */
function checkVersion(resource: ServedResource, stored: StoredObject, resourceVersion: string | undefined, uid?: string): void {
	const { metadata } = stored.state;
	const name = metadata.name ?? "";
	checkReadable(resourceVersion);
	if (uid && uid !== metadata.uid) throw otherObject(resource, stored, uid);
	if (!resourceVersion || resourceVersion === "0") {
		if (resource.behaviour.unconditionalUpdate) return;
		const error = invalidValue("metadata.resourceVersion", 0, "must be specified for an update");
		throw invalid({ group: resource.group, kind: resource.api.plural }, name, [error]);
	}
	if (resourceVersion !== metadata.resourceVersion) throw conflict(resource.name, name, modified);
}

/** @throws StatusError 500 for a version that is no number. */
function checkReadable(resourceVersion: string | undefined): void {
	if (!resourceVersion || /^\d+$/.test(resourceVersion)) return;
	throw untypedError(`strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`);
}

/** The uid in a body belongs to another object; the words are those of the server's store. */
export function otherObject(resource: ServedResource, stored: StoredObject, uid: string): StatusError {
	const key = `/registry/${resource.api.plural}/${stored.key}`;
	return conflict(
		resource.name,
		stored.state.metadata.name ?? "",
		`StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.state.metadata.uid}`,
	);
}
