import { selectorText } from "../selectors/selector-text.ts";
import { invalidValue } from "../status/field-error.ts";
import { conflict, invalid, modified, notFound } from "../status/object-errors.ts";
import { unsupportedMediaType } from "../status/request-errors.ts";
import { withWarnings } from "../status/status-error.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { valueAt } from "./changes.ts";
import { checkNamespace } from "./create.ts";
import type { ReadObject } from "./object-reader.ts";
import { ownFields, writerOf } from "./own-fields.ts";
import { patchObject } from "./patch-object.ts";
import { prepareReplacement } from "./prepare.ts";
import { presentState } from "./present.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { keyOf, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { checkName, otherObject, replaceStored } from "./update.ts";
import { readPatchOptions, readWriteOptions } from "./write-options.ts";

const scaleKind = { group: "autoscaling", version: "v1", kind: "Scale", definition: "io.k8s.api.autoscaling.v1.Scale" };

/** GET, PUT and PATCH of `/scale`: how many replicas an object wants and has; nothing else of it can be changed there. */
export function scale(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	if (request.verb === "get") return present(scaleOf(find(services, resource, request).state));
	if (request.verb === "patch") return patchScale(services, resource, request);
	const options = readWriteOptions(request.query, "UpdateOptions");
	const read = services.reader.read(scaleKind, request.body, options.fieldValidation);
	const { name, uid } = read.state.metadata;
	checkName(request.name ?? "", name);
	checkNamespace(resource, request.namespace, read.state.metadata);
	const stored = find(services, resource, request);
	if (uid && uid !== stored.state.metadata.uid) throw otherObject(resource, stored, uid);
	return changeScale(services, resource, request, { stored, read, dryRun: options.dryRun });
}

function patchScale(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const { patch, name = "" } = request;
	if (patch === undefined) throw unsupportedMediaType([]);
	const options = readPatchOptions(request.query, patch.mediaType);
	const stored = find(services, resource, request);
	const object = { kind: scaleKind.kind, apiVersion: "autoscaling/v1", ...scaleOf(stored.state) };
	const read = patchObject(services, scaleKind, object, patch, options.fieldValidation);
	return withWarnings(read.warnings, () => {
		const { uid } = read.state.metadata;
		checkNamespace(resource, request.namespace, read.state.metadata);
		checkName(name, read.state.metadata.name);
		if (uid && uid !== stored.state.metadata.uid) {
			const text = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.state.metadata.uid}`;
			throw conflict({ ...resource.name, resource: `${resource.name.resource}/scale` }, name, text);
		}
		return changeScale(services, resource, request, { stored, read, dryRun: options.dryRun });
	});
}

function changeScale(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	{ stored, read, dryRun }: { readonly stored: StoredObject; readonly read: ReadObject; readonly dryRun: boolean },
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
	const scaled = { ...state, spec: { ...(state["spec"] as object | undefined), replicas } };
	const writer = writerOf(resource, request);
	const managedFields = ownFields(services, { resource, writer, current: state, wanted: scaled, disowns: false });
	const wanted = { ...scaled, metadata: { ...state.metadata, ...(managedFields === undefined ? {} : { managedFields }) } };
	const next = prepareReplacement(resource, state, wanted);
	replaceStored(services, resource, stored, next, dryRun, []);
	const shown = dryRun ? next : find(services, resource, request).state;
	return present(scaleOf(shown), read.warnings);
}

function find(services: Services, resource: ServedResource, request: ResourceRequest): StoredObject {
	const name = request.name ?? "";
	const stored = services.store.get(resource.collection, keyOf(resource, request.namespace, name));
	if (stored === undefined) throw notFound(resource.name, name);
	return stored;
}

function scaleOf(state: ObjectState): ObjectState {
	const { name, namespace, uid, resourceVersion, creationTimestamp } = state.metadata;
	const selector = selectorText(valueAt(state, "spec.selector"));
	const wanted = (valueAt(state, "spec.replicas") as number | undefined) ?? 0;
	return {
		metadata: orderMetadata({
			...(name === undefined ? {} : { name }),
			...(namespace === undefined ? {} : { namespace }),
			...(uid === undefined ? {} : { uid }),
			...(resourceVersion === undefined ? {} : { resourceVersion }),
			...(creationTimestamp === undefined ? {} : { creationTimestamp }),
		}),
		spec: wanted === 0 ? {} : { replicas: wanted },
		status: { replicas: valueAt(state, "status.replicas") ?? 0, ...(selector === "" ? {} : { selector }) },
	};
}

function present(state: ObjectState, warnings: readonly string[] = []): ResourceAnswer {
	return presentState({ kind: "Scale", apiVersion: "autoscaling/v1" }, state, 200, warnings);
}
