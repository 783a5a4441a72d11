import type { ManagedFieldsEntry } from "kubex/meta";
import { type FieldSet, isEmptySet } from "./field-set.ts";
import { type FieldsV1, readFieldsV1, writeFieldsV1 } from "./fields-v1.ts";

/** In which name somebody writes: what tells one owner from another. */
export interface Writer {
	readonly manager: string;
	readonly operation: "Apply" | "Update";
	readonly apiVersion: string;
	/** Absent for the object's own endpoint. */
	readonly subresource?: string | undefined;
}

/** A writer with the fields of an object that are theirs. */
export interface Owner extends Writer {
	/** When the fields became what they are, in RFC 3339; absent where nobody noted it. */
	readonly time?: string | undefined;
	readonly fields: FieldSet;
}

/** The owners of an object's fields by {@link ownerId}; those without fields are not there. */
export type Owners = ReadonlyMap<string, Owner>;

/**
 * What an owner is known by. Who applies is the same in every version of the kind; who updates is another in each. The
 * server's own text, because it also orders owners by it.
 */
export function ownerId({ manager, operation, apiVersion, subresource }: Writer): string {
	return JSON.stringify({
		...(manager === "" ? {} : { manager }),
		operation,
		...(operation === "Apply" ? {} : { apiVersion }),
		...(subresource ? { subresource } : {}),
	});
}

/** Reads `metadata.managedFields`; `undefined` for entries that the server could not have written. */
export function readOwners(entries: readonly ManagedFieldsEntry[] | undefined): Owners | undefined {
	const owners = new Map<string, Owner>();
	for (const { manager = "", operation, apiVersion, subresource, time, fieldsType, fieldsV1 } of entries ?? []) {
		if ((operation !== "Apply" && operation !== "Update") || !apiVersion || fieldsType !== "FieldsV1") return undefined;
		const fields = readFieldsV1(fieldsV1 ?? {});
		if (fields === undefined) return undefined;
		const owner: Owner = { manager, operation, apiVersion, subresource: subresource || undefined, time, fields };
		owners.set(ownerId(owner), owner);
	}
	return owners;
}

/** Writes `metadata.managedFields` in the server's order; `undefined` where there is nothing to write. */
export function writeOwners(owners: Owners): ManagedFieldsEntry[] | undefined {
	if (owners.size === 0) return undefined;
	return [...owners.values()].toSorted(compareOwners).map(({ manager, operation, apiVersion, time, fields, subresource }) => ({
		...(manager === "" ? {} : { manager }),
		operation,
		apiVersion,
		...(time === undefined ? {} : { time }),
		fieldsType: "FieldsV1",
		fieldsV1: writeFieldsV1(fields) satisfies FieldsV1,
		...(subresource === undefined ? {} : { subresource }),
	}));
}

/** Appliers come first, and within each kind those whose fields have been the same for longest. */
function compareOwners(a: Owner, b: Owner): number {
	return (
		compareTexts(a.operation, b.operation) ||
		secondsOf(a) - secondsOf(b) ||
		compareTexts(a.manager, b.manager) ||
		compareTexts(a.apiVersion, b.apiVersion) ||
		compareTexts(a.subresource ?? "", b.subresource ?? "")
	);
}

/** The time of an owner in whole seconds; those without one are the oldest. */
export function secondsOf({ time }: Owner): number {
	return time === undefined ? 0 : Math.floor(Date.parse(time) / 1000);
}

/** The owners with one in the place of another of the same id, or without it when it has no fields. */
export function withOwner(owners: Owners, owner: Owner): Owners {
	const next = new Map(owners);
	if (isEmptySet(owner.fields)) next.delete(ownerId(owner));
	else next.set(ownerId(owner), owner);
	return next;
}

function compareTexts(a: string, b: string): number {
	return a === b ? 0 : a < b ? -1 : 1;
}
