import { isDeepStrictEqual } from "node:util";
import type { ManagedFieldsEntry } from "kubex/meta";
import { emptySet, fieldSet } from "../ownership/field-set.ts";
import type { OwnedVersions } from "../ownership/owned-version.ts";
import { readOwners, writeOwners } from "../ownership/owner.ts";
import { fieldElement, type PathElement } from "../ownership/path-element.ts";
import { recordUpdate } from "../ownership/record-update.ts";
import { isMembers, type Members } from "../patch/patch-value.ts";
import { invalidValue } from "../status/field-error.ts";
import { conflict, invalid, modified, notFound } from "../status/object-errors.ts";
import { unsupportedMediaType, untypedError } from "../status/request-errors.ts";
import { withWarnings } from "../status/status-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { applyObject } from "./apply-object.ts";
import { valueAt } from "./changes.ts";
import { readConfiguration } from "./configuration-body.ts";
import { checkNamespace } from "./create.ts";
import type { ReadObject } from "./object-reader.ts";
import { settled, writerOf } from "./own-fields.ts";
import type { PatchBody } from "./patch-body.ts";
import { patchObject } from "./patch-object.ts";
import { prepareReplacement } from "./prepare.ts";
import { presentState } from "./present.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { builtInPaths, scaleOf } from "./scale-of.ts";
import { ownersOfScale, scaleVersion, withOwnersOfScale } from "./scale-owners.ts";
import { find, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { timestamp } from "./timestamp.ts";
import { checkName, otherObject, replaceStored } from "./update.ts";
import { applyMediaType, readPatchOptions, readWriteOptions } from "./write-options.ts";

const scaleKind = { group: "autoscaling", version: "v1", kind: "Scale", definition: "io.k8s.api.autoscaling.v1.Scale" };
const scaleVersions: OwnedVersions = new Map([[scaleVersion, { schema: { ref: scaleKind.definition } }]]);

/** GET, PUT and PATCH of `/scale`: how many replicas an object wants and has; nothing else of it can be changed there. */
export function scale(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	if (request.verb === "get") return present(scaleOf(storedFor(services, resource, request).state, resource.custom?.scale));
	if (request.verb === "patch") return patchScale(services, resource, request);
	const options = readWriteOptions(request.query, "UpdateOptions");
	const read = services.reader.read(scaleKind, request.body, options.fieldValidation);
	const { name, uid } = read.state.metadata;
	checkName(request.name ?? "", name);
	checkNamespace(resource, request.namespace, read.state.metadata);
	const stored = storedFor(services, resource, request);
	if (uid && uid !== stored.state.metadata.uid) throw otherObject(resource, stored, uid);
	return changeScale(services, resource, request, { stored, read, dryRun: options.dryRun });
}

function patchScale(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const { patch, name = "" } = request;
	if (patch === undefined) throw unsupportedMediaType([]);
	const options = readPatchOptions(request.query, patch.mediaType);
	const stored = storedFor(services, resource, request);
	const object = { kind: scaleKind.kind, apiVersion: scaleVersion, ...scaleOf(stored.state, resource.custom?.scale) };
	const { read, managedFields } =
		patch.mediaType === applyMediaType
			? applyScale(services, resource, request, stored.state, object, patch)
			: {
					read: patchObject(services.patchSchemas, services.reader.kind(scaleKind), object, patch, options.fieldValidation),
					managedFields: undefined,
				};
	return withWarnings(read.warnings, () => {
		const { uid } = read.state.metadata;
		checkNamespace(resource, request.namespace, read.state.metadata);
		checkName(name, read.state.metadata.name);
		if (uid && uid !== stored.state.metadata.uid) {
			const text = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.state.metadata.uid}`;
			throw conflict({ ...resource.name, resource: `${resource.name.resource}/scale` }, name, text);
		}
		return changeScale(services, resource, request, { stored, read, managedFields, dryRun: options.dryRun });
	});
}

/** The server's own mistake: it takes a Scale for an object of the custom kind. */
const unconvertible =
	"failed to create manager for existing fields: failed to convert live object (/; autoscaling/v1, Kind=Scale) to proper version: request to convert CR to an invalid group/version: autoscaling/v1";

/** Applies a Scale: of what owners have, it knows the replicas alone. */
function applyScale(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	state: ObjectState,
	live: Members,
	body: PatchBody,
): Pick<ScaleChange, "read" | "managedFields"> {
	if (resource.custom !== undefined) throw untypedError(unconvertible);
	const { fieldValidation, force } = readPatchOptions(request.query, applyMediaType);
	const { configuration, warnings, checkRepeated } = readConfiguration(body, fieldValidation);
	const owners = readOwners(state.metadata.managedFields) ?? new Map();
	const applied = applyObject(services, {
		kind: services.reader.kind(scaleKind),
		live,
		configuration,
		owners: ownersOfScale(owners, ownedPathOf(resource)),
		writer: { ...writerOf(resource, request, "Apply"), apiVersion: scaleVersion },
		ignored: fieldSet([fieldElement("status")]),
		versions: scaleVersions,
		force,
		time: timestamp(services.clock.now()),
	});
	checkRepeated();
	const next = withOwnersOfScale(owners, applied.owners, { path: ownedPathOf(resource), apiVersion: resource.apiVersion });
	return { read: { ...applied.read, warnings }, managedFields: writeOwners(next) };
}

/** Who owns what after a Scale was written, other than by applying it. */
function ownersAfter(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	before: ObjectState,
	after: ObjectState,
): ManagedFieldsEntry[] | undefined {
	const owners = readOwners(before.metadata.managedFields) ?? new Map();
	const known = ownersOfScale(owners, ownedPathOf(resource));
	// Where nobody is known to own the replicas, nobody is noted; entries that are twice there become one.
	if (known.size === 0) return writeOwners(owners);
	const change = {
		structures: services.structures,
		schema: { ref: scaleKind.definition },
		before: { spec: scaleOf(before, resource.custom?.scale)["spec"] },
		after: { spec: scaleOf(after, resource.custom?.scale)["spec"] },
		ignored: emptySet,
		versions: scaleVersions,
	};
	const writer = { ...writerOf(resource, request), apiVersion: scaleVersion };
	const same = isDeepStrictEqual(change.before, change.after);
	if (resource.custom !== undefined && same) return before.metadata.managedFields;
	// Of custom kinds the server takes the replicas from their owners, and gives them to nobody.
	const scaled = resource.custom !== undefined ? new Map() : recordUpdate(change, known, writer, timestamp(services.clock.now()));
	return writeOwners(withOwnersOfScale(owners, scaled, { path: ownedPathOf(resource), apiVersion: resource.apiVersion }));
}

/** Where an object has the number of its replicas. */
function replicasPathOf(resource: ServedResource): readonly string[] {
	return (resource.custom?.scale ?? builtInPaths).specReplicas.split(".");
}

function ownedPathOf(resource: ServedResource): readonly PathElement[] {
	return replicasPathOf(resource).map(fieldElement);
}

/** A Scale that somebody wants. */
interface ScaleChange {
	readonly stored: StoredObject;
	readonly read: ReadObject;
	/** Who owns which field then, where that is not found as after any update. */
	readonly managedFields?: ManagedFieldsEntry[] | undefined;
	readonly dryRun: boolean;
}

function changeScale(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	{ stored, read, managedFields: owned, dryRun }: ScaleChange,
): ResourceAnswer {
	const given = read.state.metadata;
	const { state } = stored;
	const name = request.name ?? "";
	const replicas = (valueAt(read.state, "spec.replicas") as number | undefined) ?? 0;
	if (replicas < 0) {
		const error = invalidValue("spec.replicas", replicas, "must be greater than or equal to 0");
		throw invalid({ group: scaleKind.group, kind: scaleKind.kind }, name, [error]);
	}
	if (given.resourceVersion && given.resourceVersion !== state.metadata.resourceVersion)
		throw conflict(resource.name, name, modified);
	const paths = resource.custom?.scale;
	const scaled = withReplicas(state, replicasPathOf(resource), replicas) as ObjectState;
	const managedFields = settled(owned ?? ownersAfter(services, resource, request, state, scaled), state, scaled);
	const wanted = { ...scaled, metadata: { ...state.metadata, ...(managedFields === undefined ? {} : { managedFields }) } };
	const next = prepareReplacement(resource, state, wanted);
	replaceStored(services, resource, stored, next, { dryRun });
	const shown = dryRun ? next : storedFor(services, resource, request).state;
	return present(scaleOf(shown, paths), read.warnings);
}

/** An object with another number of replicas at a path. */
function withReplicas(value: unknown, [name = "", ...rest]: readonly string[], replicas: number): Members {
	const object = isMembers(value) ? value : {};
	return { ...object, [name]: rest.length === 0 ? replicas : withReplicas(object[name], rest, replicas) };
}

function storedFor(services: Services, resource: ServedResource, request: ResourceRequest): StoredObject {
	const name = request.name ?? "";
	const stored = find(services.store, resource, request.namespace, name);
	if (stored === undefined) throw notFound(resource.name, name);
	return stored;
}

function present(state: ObjectState, warnings: readonly string[] = []): ResourceAnswer {
	return presentState({ kind: "Scale", apiVersion: "autoscaling/v1" }, state, 200, warnings);
}
