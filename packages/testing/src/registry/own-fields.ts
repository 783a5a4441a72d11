import { isDeepStrictEqual } from "node:util";
import type { ManagedFieldsEntry } from "kubex/meta";
import { type FieldSet, fieldSet } from "../ownership/field-set.ts";
import type { OwnedVersion, OwnedVersions } from "../ownership/owned-version.ts";
import { type Owners, readOwners, type Writer, writeOwners } from "../ownership/owner.ts";
import { fieldElement } from "../ownership/path-element.ts";
import { type Change, recordUpdate, serverMetadata } from "../ownership/record-update.ts";
import { InvalidElement } from "../ownership/structures.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { isolatesStatus } from "./prepare.ts";
import type { ResourceRequest } from "./resource-request.ts";
import { type ServedResource, shownState } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { timestamp } from "./timestamp.ts";

/** A write whose owners are to be found. */
export interface OwnedWrite {
	readonly resource: ServedResource;
	readonly writer: Writer;
	/** The object before it; `undefined` when it is new. */
	readonly current: ObjectState | undefined;
	/** The object as the client wants it, with its defaults. */
	readonly wanted: ObjectState;
	/** What is owned of it, where that is not the same as what is stored. */
	readonly sent?: ObjectState;
	/** Whether the client asks to forget who owns what. */
	readonly disowns: boolean;
}

/** In whose name a request writes: as its option says, else by the first part of the user agent. */
export function writerOf(resource: ServedResource, request: ResourceRequest, operation: Writer["operation"] = "Update"): Writer {
	const { subresource, query, userAgent } = request;
	const manager = query.get("fieldManager") || managerOfAgent(userAgent) || "unknown";
	return { manager, operation, apiVersion: resource.apiVersion, subresource };
}

/** `metadata.managedFields` after a create or an update; `undefined` where nobody is known to own anything. */
export function ownFields(services: Services, write: OwnedWrite): ManagedFieldsEntry[] | undefined {
	const { resource, writer, current, wanted, sent = wanted } = write;
	const owners = ownersBefore(write);
	// Who owns what is noted from the beginning, or from the first apply on.
	if (owners.size === 0 && current !== undefined) return undefined;
	const { structures, clock } = services;
	const change: Change = {
		structures,
		schema: resource.kind.schema,
		before: current === undefined ? resource.kind.emptyObject() : shownState(resource, current),
		after: shownState(resource, sent),
		ignored: ignoredFields(resource, writer.subresource),
		versions: versionsOf(services, resource),
	};
	try {
		const next = recordUpdate(change, owners, writer, timestamp(clock.now()));
		return settled(writeOwners(next), current, wanted);
	} catch (error) {
		// What cannot be divided is refused by the validation that follows.
		if (error instanceof InvalidElement) return current?.metadata.managedFields;
		throw error;
	}
}

/** The owners that a write begins with: those that the client sends, where they can be read, else those that are stored. */
function ownersBefore({ writer, current, wanted, disowns }: OwnedWrite): Owners {
	const stored = (): Owners => readOwners(current?.metadata.managedFields) ?? new Map();
	if (writer.subresource !== undefined) return stored();
	if (disowns) return new Map();
	const sent = readOwners(wanted.metadata.managedFields);
	return sent === undefined || sent.size === 0 ? stored() : sent;
}

/** What an endpoint leaves alone. */
export function ignoredFields(resource: ServedResource, subresource: string | undefined): FieldSet {
	const { statusKeeps, statusOwnsMetadata = false, unowned = [] } = resource.behaviour;
	const paths = [...unowned];
	if (subresource === "status") {
		paths.push("spec", ...(statusOwnsMetadata ? [] : statusKeeps.map((field) => `metadata.${field}`)));
	} else if (isolatesStatus(resource)) paths.push("status");
	return fieldSet(...paths.map((path) => path.split(".").map(fieldElement)));
}

/** The versions in which the objects of a resource are served; the server knows none of another group, not even where objects have a form in it. */
export function versionsOf(services: Services, { collection, group }: ServedResource): OwnedVersions {
	const versions = new Map<string, OwnedVersion>();
	for (const { apiVersion, kind, conversion, ...other } of services.resources.values()) {
		if (other.collection === collection && other.group === group)
			versions.set(apiVersion, { schema: kind.schema, conversion: conversion?.bare });
	}
	return versions;
}

/** A write that changes nothing but the times of its owners leaves those as well, unless it brings them into another order. */
export function settled(
	entries: ManagedFieldsEntry[] | undefined,
	current: ObjectState | undefined,
	wanted: ObjectState,
): ManagedFieldsEntry[] | undefined {
	const before = current?.metadata.managedFields;
	if (current === undefined || before === undefined || before.length !== entries?.length) return entries;
	const same = isDeepStrictEqual(entries.map(timeless), before.map(timeless));
	return same && isDeepStrictEqual(withoutServerMetadata(current), withoutServerMetadata(wanted)) ? before : entries;
}

function timeless({ time: _time, ...entry }: ManagedFieldsEntry): string {
	return JSON.stringify(entry);
}

const belongToServer: ReadonlySet<string> = new Set(serverMetadata);

function withoutServerMetadata({ metadata, ...rest }: ObjectState): unknown {
	const others = Object.entries(metadata).filter(([name]) => !belongToServer.has(name));
	return { metadata: Object.fromEntries(others), ...rest };
}

/** How many bytes the name of a manager has at most. */
const longestManager = 128;

function managerOfAgent(userAgent: string): string {
	let manager = "";
	for (const character of userAgent.split("/", 1)[0] ?? "") {
		if (/[\p{C}\p{Z}]/u.test(character) && character !== " ") continue;
		if (Buffer.byteLength(manager + character) > longestManager) break;
		manager += character;
	}
	return manager;
}
