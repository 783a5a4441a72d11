import type { ObjectMeta } from "kubex/meta";
import { type FieldError, forbiddenField, invalidValue, required } from "../status/field-error.ts";
import { annotationErrors, labelErrors, qualifiedErrors } from "../validation/label-errors.ts";
import type { Behaviour } from "./behaviour.ts";
import { nameErrors } from "./name-rules.ts";

const standardFinalizers = new Set(["kubernetes", "orphan", "foregroundDeletion"]);

/** What is wrong with the metadata of an object, by how its resource is treated. */
export function metadataErrors(
	{ nameRule, freeFinalizers = false }: Pick<Behaviour, "nameRule" | "freeFinalizers">,
	metadata: Readonly<ObjectMeta>,
): FieldError[] {
	const errors: FieldError[] = [];
	const { name = "", generateName = "" } = metadata;
	if (generateName !== "") {
		for (const text of nameErrors(nameRule, generateName, true))
			errors.push(invalidValue("metadata.generateName", generateName, text));
	}
	if (name === "") errors.push(required("metadata.name", "name or generateName is required"));
	else for (const text of nameErrors(nameRule, name)) errors.push(invalidValue("metadata.name", name, text));
	const finalizers = metadata.finalizers ?? [];
	return [
		...errors,
		...attachedErrors(metadata),
		...finalizerErrors(finalizers),
		...(freeFinalizers ? [] : standardFinalizerErrors(finalizers)),
	];
}

/** What is wrong with what is attached to an object and may change. */
function attachedErrors(metadata: Readonly<ObjectMeta>): FieldError[] {
	return [
		...labelErrors("metadata.labels", metadata.labels),
		...annotationErrors("metadata.annotations", metadata.annotations),
		...ownerErrors(metadata),
	];
}

/**
 * What is wrong with the metadata of a replaced object: the server looks at it three times.
 *
 * @param given what the client sent.
 * @param next what becomes of it.
 */
export function replacedMetadataErrors(
	{ freeFinalizers = false }: Pick<Behaviour, "freeFinalizers">,
	current: Readonly<ObjectMeta>,
	given: Readonly<ObjectMeta>,
	next: Readonly<ObjectMeta>,
): FieldError[] {
	const finalizers = next.finalizers ?? [];
	const attached = attachedErrors(next);
	const changed = [...newFinalizerErrors(current, next), ...immutableMetadataErrors(current, given), ...attached];
	const base = next.generateName ?? "";
	const named = nameErrors("pathSegment", base, true).map((text) => invalidValue("metadata.generateName", base, text));
	const first = [...named, ...attached, ...finalizerErrors(finalizers), ...changed];
	return [...first, ...changed, ...(freeFinalizers ? [] : standardFinalizerErrors(finalizers))];
}

function ownerErrors({ ownerReferences = [] }: Readonly<ObjectMeta>): FieldError[] {
	const field = "metadata.ownerReferences";
	const errors: FieldError[] = [];
	for (const { apiVersion, kind, name, uid } of ownerReferences) {
		if (!apiVersion || apiVersion.split("/").length > 2)
			errors.push(invalidValue(`${field}.apiVersion`, apiVersion ?? "", "version must not be empty"));
		for (const [part, value] of Object.entries({ kind, name, uid })) {
			if (!value) errors.push(invalidValue(`${field}.${part}`, "", "must not be empty"));
		}
	}
	const controllers = ownerReferences.filter((owner) => owner.controller === true);
	for (const second of controllers.slice(1, 2)) {
		const first = controllers[0];
		const text = `Only one reference can have Controller set to true. Found "true" in references for ${first?.kind}/${first?.name} and ${second.kind}/${second.name}`;
		errors.push(invalidValue(field, ownerReferences, text));
	}
	return errors;
}

function finalizerErrors(finalizers: readonly string[]): FieldError[] {
	const field = "metadata.finalizers";
	const errors = finalizers.flatMap((finalizer) => qualifiedErrors(field, finalizer));
	if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion")) {
		errors.push(invalidValue(field, finalizers, "finalizer orphan and foregroundDeletion cannot be both set"));
	}
	return errors;
}

/** Names without a prefix are those that the server knows. */
function standardFinalizerErrors(finalizers: readonly string[]): FieldError[] {
	const text = "name is neither a standard finalizer name nor is it fully qualified";
	return finalizers.flatMap((finalizer, index) =>
		finalizer.includes("/") || standardFinalizers.has(finalizer)
			? []
			: [invalidValue(`metadata.finalizers[${index}]`, finalizer, text)],
	);
}

/** An object stays the one that it is, and only a DELETE marks it as being deleted. */
function immutableMetadataErrors(current: Readonly<ObjectMeta>, given: Readonly<ObjectMeta>): FieldError[] {
	return (["uid", "deletionTimestamp", "deletionGracePeriodSeconds"] as const)
		.filter((field) => given[field] !== undefined && given[field] !== "" && given[field] !== current[field])
		.map((field) => invalidValue(`metadata.${field}`, given[field], "field is immutable"));
}

/** A terminating object takes no further finalizers. */
function newFinalizerErrors(current: Readonly<ObjectMeta>, next: Readonly<ObjectMeta>): FieldError[] {
	if (current.deletionTimestamp === undefined) return [];
	const added = (next.finalizers ?? []).filter((finalizer) => !current.finalizers?.includes(finalizer));
	if (added.length === 0) return [];
	const found = `[]string{${added.map((finalizer) => JSON.stringify(finalizer)).join(", ")}}`;
	const text = `no new finalizers can be added if the object is being deleted, found new finalizers ${found}`;
	return [forbiddenField("metadata.finalizers", text)];
}
