import { checkEscalation } from "../authorization/rbac/check-escalation.ts";
import { type Owners, readOwners, writeOwners } from "../ownership/owner.ts";
import { recordUpdate } from "../ownership/record-update.ts";
import { conflict, notFound } from "../status/object-errors.ts";
import { withWarnings } from "../status/status-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { applyObject } from "./apply-object.ts";
import { readConfiguration } from "./configuration-body.ts";
import { checkNamespace, createObject } from "./create.ts";
import type { ReadObject } from "./object-reader.ts";
import { ignoredFields, settled, versionsOf, writerOf } from "./own-fields.ts";
import type { PatchBody } from "./patch-body.ts";
import { asClientsSee } from "./present.ts";
import { convertRead } from "./read-resource.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { find, type ServedResource, shownState } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { timestamp } from "./timestamp.ts";
import { checkName, checkPatched, writeOver } from "./update.ts";
import { applyMediaType, readPatchOptions } from "./write-options.ts";

/** Applies a configuration to an object or to its `/status`; an object that is missing is created. */
export function apply(services: Services, resource: ServedResource, request: ResourceRequest, body: PatchBody): ResourceAnswer {
	const { name = "", subresource } = request;
	const { dryRun, fieldValidation, force } = readPatchOptions(request.query, applyMediaType);
	const stored = find(services.store, resource, request.namespace, name);
	if (stored === undefined && subresource !== undefined) throw notFound(resource.name, name);
	const { configuration, warnings, checkRepeated } = readConfiguration(body, fieldValidation);
	const { apiVersion, api, kind } = resource;
	const live =
		stored === undefined
			? { kind: api.kind, apiVersion, ...kind.emptyObject(), metadata: {} }
			: asClientsSee(resource, disowned(stored.state));
	const applied = applyObject(services, {
		kind,
		live,
		configuration,
		owners: ownersBefore(services, resource, stored?.state),
		writer: writerOf(resource, request, "Apply"),
		ignored: ignoredFields(resource, subresource),
		versions: versionsOf(services, resource),
		force,
		time: timestamp(services.clock.now()),
	});
	const read = { ...convertRead(resource, applied.read), warnings };
	checkRepeated();
	return withWarnings(warnings, () => {
		if (stored === undefined) return createApplied(services, resource, request, read, applied.owners, dryRun);
		checkPatched(services, resource, request, stored, read);
		const managedFields = settled(writeOwners(applied.owners), stored.state, read.state);
		return writeOver(services, resource, request, { stored, read, managedFields: { entries: managedFields }, dryRun });
	});
}

function createApplied(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	read: ReadObject,
	owners: Owners,
	dryRun: boolean,
): ResourceAnswer {
	const { name = "", namespace } = request;
	const { uid, resourceVersion: _resourceVersion, ...metadata } = read.state.metadata;
	if (uid) {
		const text = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
		throw conflict(resource.name, name, text);
	}
	checkNamespace(resource, namespace, metadata);
	checkName(name, metadata.name);
	checkEscalation(services, resource, request, read.state);
	const created = { ...read, state: { ...read.state, metadata } };
	return createObject(services, resource, request, created, dryRun, writeOwners(owners) ?? []);
}

function disowned({ metadata, ...rest }: ObjectState): ObjectState {
	const { managedFields: _managedFields, ...others } = metadata;
	return { metadata: others, ...rest };
}

/** The owners that an apply begins with; what nobody is known to own is that of all who came before. */
function ownersBefore(services: Services, resource: ServedResource, current: ObjectState | undefined): Owners {
	const owners = readOwners(current?.metadata.managedFields) ?? new Map();
	if (owners.size > 0 || current === undefined) return owners;
	return recordUpdate(
		{
			structures: services.structures,
			schema: resource.kind.schema,
			before: resource.kind.emptyObject(),
			after: shownState(resource, current),
			ignored: ignoredFields(resource, undefined),
			versions: versionsOf(services, resource),
		},
		owners,
		{ manager: "before-first-apply", operation: "Update", apiVersion: resource.apiVersion },
		timestamp(services.clock.now()),
	);
}
