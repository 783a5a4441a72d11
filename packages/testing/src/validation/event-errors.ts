import { sameJson } from "../registry/changes.ts";
import { metadataErrors } from "../registry/validate-metadata.ts";
import { structureAt } from "../schema/defaults/with-members.ts";
import { type FieldError, invalidValue, required } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { qualifiedErrors } from "./label-errors.ts";

/** How many bytes some texts have at most. */
const limits = { reportingInstance: 128, action: 128, reason: 128, message: 1024 } as const;

/**
 * What is wrong with an Event in any of its forms.
 *
 * @param controller what the form calls the controller that tells of it.
 */
export function eventErrors(controller: "reportingComponent" | "reportingController"): (event: ObjectState) => FieldError[] {
	return (event) => {
		const namespace = textAt(structureAt(event, "involvedObject"), "namespace");
		const own = event.metadata.namespace ?? "";
		const elsewhere = [invalidValue("involvedObject.namespace", namespace, "does not match event.namespace")];
		if (isUnset(event["eventTime"])) {
			const matches = namespace === own || (namespace === "" && own === "default");
			return matches ? [] : elsewhere;
		}
		const reporter = textAt(event, "reportingComponent");
		return [
			...(namespace === "" && own !== "default" && own !== "kube-system" ? elsewhere : []),
			...(reporter === "" ? [required(controller)] : []),
			...qualifiedErrors(controller, reporter),
			...missing(event, "reportingInstance"),
			...tooLong(event, "reportingInstance"),
			...missing(event, "action"),
			...tooLong(event, "action"),
			...missing(event, "reason"),
			...tooLong(event, "reason"),
			...tooLong(event, "message"),
		];
	};
}

/** What a new Event of events.k8s.io may not be beside that. */
export function newEventErrors(event: ObjectState): FieldError[] {
	const type = textAt(event, "type");
	return [
		...metadataErrors({ nameRule: "subdomain" }, event.metadata),
		...seriesErrors(event),
		...(isUnset(event["eventTime"]) ? [required("eventTime")] : []),
		...(type === "Normal" || type === "Warning" ? [] : [invalidValue("type", "", `has invalid value: ${type}`)]),
		...(isUnset(event["firstTimestamp"]) ? [] : [oldField("firstTimestamp")]),
		...(isUnset(event["lastTimestamp"]) ? [] : [oldField("lastTimestamp")]),
		...(isUnset(event["count"]) ? [] : [oldField("count")]),
		...(Object.keys(structureAt(event, "source")).length === 0 ? [] : [oldField("source")]),
	];
}

/** What a replaced Event of events.k8s.io may not become: all but its series stays. */
export function eventReplacementErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const kept = (field: string, shown: unknown = next[field] ?? null, name = field): FieldError[] =>
		sameJson(next[field] ?? null, current[field] ?? null) ? [] : [invalidValue(name, shown, "field is immutable")];
	const text = (field: string, name = field): FieldError[] => kept(field, textAt(next, field), name);
	return [
		...(sameJson(next["series"], current["series"]) ? [] : seriesErrors(next)),
		...kept("involvedObject", asReference(next, "involvedObject")),
		...text("reason"),
		...text("message"),
		...kept("source", asSource(next)),
		...kept("firstTimestamp"),
		...kept("lastTimestamp"),
		...kept("count", next["count"] ?? 0),
		// The server looks at it twice.
		...text("reason"),
		...text("type"),
		...kept("eventTime"),
		...text("action"),
		...kept("related", next["related"] === undefined ? null : asReference(next, "related")),
		...text("reportingComponent", "reportingController"),
		...text("reportingInstance"),
	];
}

/** What older Events had may not be set in new ones. */
function oldField(field: string): FieldError {
	return invalidValue(field, "", "needs to be unset");
}

function seriesErrors(event: ObjectState): FieldError[] {
	if (event["series"] === undefined) return [];
	const { count = 0, lastObservedTime } = structureAt(event, "series");
	return [
		...((count as number) < 2 ? [invalidValue("series.count", "", "should be at least 2")] : []),
		...(isUnset(lastObservedTime) ? [required("series.lastObservedTime")] : []),
	];
}

function missing(event: ObjectState, field: keyof typeof limits): FieldError[] {
	return textAt(event, field) === "" ? [required(field)] : [];
}

function tooLong(event: ObjectState, field: keyof typeof limits): FieldError[] {
	if (Buffer.byteLength(textAt(event, field)) <= limits[field]) return [];
	return [invalidValue(field, "", `can have at most ${limits[field]} characters`)];
}

/** Whether a time or a number has its zero value. */
function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === 0;
}

function textAt(structure: Readonly<Record<string, unknown>>, field: string): string {
	const value = structure[field];
	return typeof value === "string" ? value : "";
}

/** The members of a reference, by the names of the server's own type. */
const referenceNames = {
	Kind: "kind",
	Namespace: "namespace",
	Name: "name",
	UID: "uid",
	APIVersion: "apiVersion",
	ResourceVersion: "resourceVersion",
	FieldPath: "fieldPath",
};

function asReference(event: ObjectState, field: string): Readonly<Record<string, string>> {
	const reference = structureAt(event, field);
	return Object.fromEntries(Object.entries(referenceNames).map(([own, name]) => [own, textAt(reference, name)]));
}

function asSource(event: ObjectState): Readonly<Record<string, string>> {
	const source = structureAt(event, "source");
	return { Component: textAt(source, "component"), Host: textAt(source, "host") };
}
