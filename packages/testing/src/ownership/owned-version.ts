import type { Schema } from "@kubex/openapi";
import type { Conversion } from "../conversion/conversion.ts";
import { isMembers } from "../patch/patch-value.ts";
import type { ObjectState } from "../storage/object-state.ts";

/** A version in which fields of an object may be owned. */
export interface OwnedVersion {
	/** How it divides values. */
	readonly schema: Schema;
	/** Of a version in which objects look otherwise than they are stored. */
	readonly conversion?: Conversion | undefined;
}

/** The versions of a kind that are served, by name; owners in others have their fields no longer. */
export type OwnedVersions = ReadonlyMap<string, OwnedVersion>;

/** An object of one version as another one shows it. */
export function inVersion(versions: OwnedVersions, object: unknown, from: string, to: string): unknown {
	const [source, target] = [versions.get(from)?.conversion, versions.get(to)?.conversion];
	if (source === target || !isMembers(object)) return object;
	const { apiVersion: _apiVersion, kind, metadata = {}, ...rest } = object;
	const given = { metadata, ...rest } as ObjectState;
	const hub = source?.toHub(given) ?? given;
	return { apiVersion: to, kind, ...(target?.fromHub(hub) ?? hub) };
}
