import type { ManagedFieldsEntry } from "kubex/meta";
import { difference, emptySet, fieldSet, intersection, union } from "../ownership/field-set.ts";
import { mapFields, readOwners, withOwner, writeOwners } from "../ownership/owner.ts";
import { fieldElement } from "../ownership/path-element.ts";
import { isMembers, type Members } from "../patch/element-order.ts";
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
import { ownFields, settled, versionsOf, writerOf } from "./own-fields.ts";
import type { PatchBody } from "./patch-body.ts";
import { patchObject } from "./patch-object.ts";
import { prepareReplacement } from "./prepare.ts";
import { presentState } from "./present.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { builtInPaths, scaleOf } from "./scale-of.ts";
import { find, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { timestamp } from "./timestamp.ts";
import { checkName, otherObject, replaceStored } from "./update.ts";
import { applyMediaType, readPatchOptions, readWriteOptions } from "./write-options.ts";

const replicasField = fieldSet([fieldElement("spec"), fieldElement("replicas")]);
const scaleKind = { group: "autoscaling", version: "v1", kind: "Scale", definition: "io.k8s.api.autoscaling.v1.Scale" };

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
	const object = { kind: scaleKind.kind, apiVersion: "autoscaling/v1", ...scaleOf(stored.state, resource.custom?.scale) };
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
		owners: mapFields(owners, (fields) => intersection(fields, replicasField)),
		writer: writerOf(resource, request, "Apply"),
		ignored: fieldSet([fieldElement("status")]),
		versions: versionsOf(services, resource),
		force,
		time: timestamp(services.clock.now()),
	});
	checkRepeated();
	const claims = mapFields(applied.owners, (fields) => intersection(fields, replicasField));
	let next = mapFields(owners, (fields) => difference(fields, replicasField));
	for (const [id, claim] of claims)
		next = withOwner(next, { ...claim, fields: union(claim.fields, next.get(id)?.fields ?? emptySet) });
	return { read: { ...applied.read, warnings }, managedFields: writeOwners(next) };
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
	const scaled = withReplicas(state, (paths ?? builtInPaths).specReplicas.split("."), replicas) as ObjectState;
	const writer = writerOf(resource, request);
	const found = owned ?? ownFields(services, { resource, writer, current: state, wanted: scaled, disowns: false });
	// Of custom kinds the server takes the replicas from their owners, and gives them to nobody.
	const noted = resource.custom === undefined ? untimed(found) : found?.filter(({ subresource }) => subresource !== "scale");
	const managedFields = settled(noted, state, scaled);
	const wanted = { ...scaled, metadata: { ...state.metadata, ...(managedFields === undefined ? {} : { managedFields }) } };
	const next = prepareReplacement(resource, state, wanted);
	replaceStored(services, resource, stored, next, dryRun, []);
	const shown = dryRun ? next : storedFor(services, resource, request).state;
	return present(scaleOf(shown, paths), read.warnings);
}

/** An object with another number of replicas at a path. */
function withReplicas(value: unknown, [name = "", ...rest]: readonly string[], replicas: number): Members {
	const object = isMembers(value) ? value : {};
	return { ...object, [name]: rest.length === 0 ? replicas : withReplicas(object[name], rest, replicas) };
}

/** The server notes no times of what is written through a scale. */
function untimed(entries: readonly ManagedFieldsEntry[] | undefined): ManagedFieldsEntry[] | undefined {
	const owners = [...(readOwners(entries) ?? [])];
	return writeOwners(
		new Map(owners.map(([id, owner]) => [id, owner.subresource === "scale" ? { ...owner, time: undefined } : owner])),
	);
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
