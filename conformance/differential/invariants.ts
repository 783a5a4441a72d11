import { isDeepStrictEqual } from "node:util";
import { asText, isObject, type Json, type JsonObject } from "./json.ts";
import type { Observation } from "./player.ts";

/** What is wrong with what a step has done, by rules that hold on every server; nothing when all is right. */
export function brokenInvariants({ step, status, before, after }: Observation): string[] {
	const broken: string[] = [];
	const what = `${step.verb} ${step.plural} (${status})`;
	const same = isDeepStrictEqual(content(before), content(after));
	if (step.query?.["dryRun"] !== undefined && !same) broken.push(`${what}: a dry run has changed the object`);
	if (status >= 400 && !same) broken.push(`${what}: what was refused has changed the object`);
	// Controllers write Deployments as well.
	const written = versionOf(before) !== versionOf(after);
	if (same && written && step.plural !== "deployments" && !hasNoBytes(after))
		broken.push(`${what}: nothing has changed, but it was written`);
	for (const [field, owners] of ownersByUpdate(after)) {
		if (owners.length > 1) broken.push(`${what}: ${owners.join(" and ")} have both updated ${field}`);
	}
	return broken;
}

/** An object without its version and the times of its owners, and without what controllers write. */
function content(object: JsonObject | undefined): Json {
	if (object === undefined) return null;
	const { metadata, status, ...rest } = object;
	const { resourceVersion: _resourceVersion, managedFields, annotations, ...others } = metadata as JsonObject;
	const owners = entriesOf(managedFields).map(({ time: _time, ...entry }) => entry);
	const own = owners.filter(({ manager }) => manager !== "kube-controller-manager").map((entry) => JSON.stringify(entry));
	const controlled = object["kind"] === "Deployment";
	const noted = controlled || annotations === undefined ? {} : { annotations };
	return {
		...rest,
		metadata: { ...others, ...noted, owners: own.toSorted() },
		...(controlled || status === undefined ? {} : { status }),
	};
}

/** Whether an object has bytes that are none: who writes `null` for them changes it, for all that the server sees. */
function hasNoBytes(object: JsonObject | undefined): boolean {
	const bytes = object?.["binaryData"];
	return isObject(bytes) && Object.values(bytes).includes("");
}

function versionOf(object: JsonObject | undefined): Json | undefined {
	return isObject(object?.["metadata"]) ? object["metadata"]["resourceVersion"] : undefined;
}

/** Who has updated each field: whoever changes it takes it from all others. */
function ownersByUpdate(object: JsonObject | undefined): ReadonlyMap<string, readonly string[]> {
	const owners = new Map<string, string[]>();
	const metadata = object?.["metadata"];
	const entries = isObject(metadata) ? entriesOf(metadata["managedFields"]) : [];
	for (const { operation, manager, fieldsV1 } of entries) {
		if (operation !== "Update") continue;
		for (const field of leavesOf(fieldsV1 ?? {}, "")) owners.set(field, [...(owners.get(field) ?? []), asText(manager)]);
	}
	return owners;
}

function leavesOf(fields: Json, path: string): string[] {
	if (!isObject(fields) || Object.keys(fields).length === 0) return [path];
	return Object.entries(fields).flatMap(([name, inner]) => leavesOf(inner, `${path}${name}`));
}

function entriesOf(managedFields: Json | undefined): readonly JsonObject[] {
	return Array.isArray(managedFields) ? (managedFields as readonly JsonObject[]) : [];
}
