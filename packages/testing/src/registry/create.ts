import type { ManagedFieldsEntry, ObjectMeta } from "kubex/meta";
import { checkEscalation } from "../authorization/rbac/check-escalation.ts";
import { alreadyExists, generateNameExhausted, invalid } from "../status/object-errors.ts";
import { badRequest, untypedError } from "../status/request-errors.ts";
import { withWarnings } from "../status/status-error.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import { admitCreator, admitIntoDefinition, admitIntoNamespace } from "./admit.ts";
import { asSent } from "./as-sent.ts";
import { noteNulls } from "./null-bytes.ts";
import type { ReadObject } from "./object-reader.ts";
import { ownFields, writerOf } from "./own-fields.ts";
import { prepareNew } from "./prepare.ts";
import { presentStored, presentUnstored } from "./present.ts";
import { readResource } from "./read-resource.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import { hubOf, keyOf, type ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { timestamp } from "./timestamp.ts";
import { metadataErrors } from "./validate-metadata.ts";
import { ownErrors } from "./validate-object.ts";
import { readWriteOptions } from "./write-options.ts";

/** How many names are tried for one `generateName`. */
const attempts = 8;
const longestBase = 58;

/** POST to a collection. */
export function create(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const options = readWriteOptions(request.query, "CreateOptions");
	const read = readResource(resource, request.body, options.fieldValidation);
	return withWarnings(read.warnings, () => {
		checkNamespace(resource, request.namespace, read.state.metadata);
		checkEscalation(services, resource, request, read.state);
		return createObject(services, resource, request, read, options.dryRun);
	});
}

/**
 * Creates an object that has been read.
 *
 * @param owned who owns which field, where that is not found as after any update.
 * @throws StatusError for an object that breaks a rule, and for one that exists.
 */
export function createObject(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	read: ReadObject,
	dryRun: boolean,
	owned?: ManagedFieldsEntry[],
): ResourceAnswer {
	const { namespace } = request;
	const given = read.state.metadata;
	admitIntoNamespace(services, resource, namespace, given.name ?? "");
	admitIntoDefinition(services, resource, given.name ?? "");
	const warnings = [...read.warnings];
	const writer = writerOf(resource, { ...request, subresource: undefined });
	const { state: wanted, disowns } = read;
	const managedFields =
		owned ??
		ownFields(services, { resource, writer, current: undefined, wanted, sent: asSent(wanted, read.sent), disowns }) ??
		[];
	const metadata = orderMetadata({
		...newMetadata(services, resource, namespace, given, warnings),
		...(managedFields.length === 0 ? {} : { managedFields }),
	});
	const admitted = resource.behaviour.admitNew?.(services, { ...read.state, metadata }) ?? { ...read.state, metadata };
	const prepare = (name: string): ObjectState => {
		const named = { ...admitted, metadata: orderMetadata({ ...admitted.metadata, ...(name === "" ? {} : { name }) }) };
		return prepareNew(resource, named, hubOf(resource).kind.emptyStatus());
	};
	const prepared = prepare(metadata.name ?? "");
	let state = resource.behaviour.allocate?.(services, prepared, undefined, dryRun) ?? prepared;
	const content = [
		...(resource.behaviour.nameErrors?.(state) ?? []),
		...ownErrors(resource, state, read.invalid),
		...(resource.behaviour.validateNew?.(state) ?? []),
	];
	const enough = resource.behaviour.metadataLast === true && content.length > 0;
	const errors = enough ? content : [...metadataErrors(resource.behaviour, state.metadata), ...content];
	if (errors.length > 0) throw invalid({ group: hubOf(resource).group, kind: resource.api.kind }, metadata.name ?? "", errors);
	warnings.push(...(resource.behaviour.remark?.(state, undefined) ?? []));
	// What is no number is none, and 0 is no version. Only what is really stored is looked at, and not what a replacement creates.
	if (request.verb === "create" && !dryRun && /^0*[1-9]\d*$/.test(given.resourceVersion ?? ""))
		throw untypedError("resourceVersion should not be set on objects to be created");
	admitCreator(services, resource, request);
	resource.behaviour.admitValid?.(services, state);
	state = resource.behaviour.settle?.(state) ?? state;
	const generated = !given.name && given.generateName !== undefined;
	for (let attempt = 1; ; attempt++) {
		const name = state.metadata.name ?? "";
		const key = keyOf(resource, namespace, name);
		const taken = services.store.get(resource.collection, key);
		if (taken === undefined) {
			if (dryRun) {
				const { resourceVersion } = given;
				const shown = resourceVersion ? { ...state, metadata: orderMetadata({ ...state.metadata, resourceVersion }) } : state;
				return presentUnstored(resource, shown, 201, warnings);
			}
			const written = services.store.put(resource.collection, key, state, undefined);
			return presentStored(resource, noteNulls(written, read.nulls), 201, warnings);
		}
		const based = (given.generateName ?? "") !== "";
		const deleting = taken.state.metadata.deletionTimestamp !== undefined;
		if (!based) throw alreadyExists(resource.name, name, deleting);
		if (!generated || attempt === attempts) throw generateNameExhausted(resource.name, name, deleting);
		const renamed = prepare(generateName(services, given.generateName ?? ""));
		state = resource.behaviour.allocate?.(services, renamed, undefined, dryRun) ?? renamed;
	}
}

/**
 * The body's namespace must be the URL's.
 *
 * @throws StatusError 400
 */
export function checkNamespace(resource: ServedResource, namespace: string | undefined, metadata: Readonly<ObjectMeta>): void {
	if (!resource.namespaced || !metadata.namespace || metadata.namespace === namespace) return;
	throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
}

function generateName(services: Services, base: string): string {
	return base.slice(0, longestBase) + services.random.nameSuffix();
}

function newMetadata(
	services: Services,
	resource: ServedResource,
	namespace: string | undefined,
	given: Readonly<ObjectMeta>,
	warnings: string[],
): ObjectMeta {
	const { name, generateName: base, labels, annotations, finalizers } = given;
	return orderMetadata({
		...(name ? { name } : base ? { name: generateName(services, base) } : {}),
		...(base ? { generateName: base } : {}),
		...(resource.namespaced && namespace !== undefined ? { namespace } : {}),
		uid: services.random.uuid(),
		...generationOf(resource, given),
		creationTimestamp: timestamp(services.clock.now()),
		...(labels === undefined ? {} : { labels }),
		...(annotations === undefined ? {} : { annotations }),
		...withoutDuplicateOwners(given, warnings),
		...(finalizers === undefined ? {} : { finalizers }),
	});
}

/** Kinds that do not count leave the client's number alone, as the server does. */
function generationOf({ behaviour }: ServedResource, { generation }: Readonly<ObjectMeta>): Pick<ObjectMeta, "generation"> {
	if (behaviour.generation === "specOnceChanged") return {};
	if (behaviour.generation !== "none") return { generation: 1 };
	return generation === undefined ? {} : { generation };
}

/**
 * Owners count once each, by uid; the client is told.
 *
 * @param when the server's words for how far it had come when it found them.
 */
export function withoutDuplicateOwners(
	metadata: Readonly<ObjectMeta>,
	warnings: string[],
	when = "",
): Pick<ObjectMeta, "ownerReferences"> {
	const { ownerReferences } = metadata;
	if (ownerReferences === undefined) return {};
	const repeated = new Set<string>();
	const kept = ownerReferences.filter((owner, index) => {
		const same = ownerReferences.findIndex((other) => JSON.stringify(other) === JSON.stringify(owner));
		if (same < index) repeated.add(owner.uid);
		return same === index;
	});
	if (repeated.size === 0) return { ownerReferences };
	warnings.push(
		`.metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${[...repeated].join(", ")}`,
	);
	return { ownerReferences: kept };
}
