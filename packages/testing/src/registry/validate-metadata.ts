import type { ObjectMeta } from "kubex/meta";
import { labelValueErrors, qualifiedNameErrors } from "../selectors/label-syntax.ts";
import { type FieldError, forbiddenField, invalidValue, required, tooLongBytes } from "../status/field-error.ts";
import type { Behaviour } from "./behaviour.ts";
import { nameErrors } from "./name-rules.ts";

const annotationsLimit = 256 * 1024;
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
	for (const [key, value] of Object.entries(metadata.labels ?? {})) {
		for (const text of qualifiedNameErrors(key)) errors.push(invalidValue("metadata.labels", key, text));
		for (const text of labelValueErrors(value)) errors.push(invalidValue("metadata.labels", value, text));
	}
	errors.push(
		...annotationErrors(metadata.annotations ?? {}),
		...ownerErrors(metadata),
		...finalizerErrors(metadata.finalizers ?? [], freeFinalizers),
	);
	return errors;
}

function annotationErrors(annotations: Readonly<Record<string, string>>): FieldError[] {
	const errors: FieldError[] = [];
	let size = 0;
	for (const [key, value] of Object.entries(annotations)) {
		size += Buffer.byteLength(key) + Buffer.byteLength(value);
		// Upper case is allowed in the prefix of an annotation only.
		for (const text of qualifiedNameErrors(key.toLowerCase())) errors.push(invalidValue("metadata.annotations", key, text));
	}
	if (size > annotationsLimit) errors.push(tooLongBytes("metadata.annotations", annotationsLimit));
	return errors;
}

function ownerErrors({ ownerReferences = [] }: Readonly<ObjectMeta>): FieldError[] {
	const field = "metadata.ownerReferences";
	const errors: FieldError[] = [];
	for (const { apiVersion, kind, name, uid } of ownerReferences) {
		if (!apiVersion) errors.push(invalidValue(`${field}.apiVersion`, "", "version must not be empty"));
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

function finalizerErrors(finalizers: readonly string[], free: boolean): FieldError[] {
	const field = "metadata.finalizers";
	const errors: FieldError[] = [];
	for (const [index, finalizer] of finalizers.entries()) {
		const texts = qualifiedNameErrors(finalizer);
		for (const text of texts) errors.push(invalidValue(field, finalizer, text));
		if (texts.length === 0 && !free && !finalizer.includes("/") && !standardFinalizers.has(finalizer)) {
			errors.push(
				invalidValue(`${field}[${index}]`, finalizer, "name is neither a standard finalizer name nor is it fully qualified"),
			);
		}
	}
	if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion")) {
		errors.push(invalidValue(field, finalizers, "finalizer orphan and foregroundDeletion cannot be both set"));
	}
	return errors;
}

/** An object stays the one that it is, and only a DELETE marks it as being deleted. */
export function immutableMetadataErrors(current: Readonly<ObjectMeta>, given: Readonly<ObjectMeta>): FieldError[] {
	const errors = (["uid", "deletionTimestamp", "deletionGracePeriodSeconds"] as const)
		.filter((field) => given[field] !== undefined && given[field] !== "" && given[field] !== current[field])
		.map((field) => invalidValue(`metadata.${field}`, given[field], "field is immutable"));
	// Metadata is validated twice there, and each cause is told twice.
	return [...errors, ...errors];
}

/** A terminating object takes no further finalizers. */
export function newFinalizerErrors(current: Readonly<ObjectMeta>, next: Readonly<ObjectMeta>): FieldError[] {
	if (current.deletionTimestamp === undefined) return [];
	const added = (next.finalizers ?? []).filter((finalizer) => !current.finalizers?.includes(finalizer));
	if (added.length === 0) return [];
	const found = `[]string{${added.map((finalizer) => JSON.stringify(finalizer)).join(", ")}}`;
	const error = forbiddenField(
		"metadata.finalizers",
		`no new finalizers can be added if the object is being deleted, found new finalizers ${found}`,
	);
	// The server checks twice and says so twice.
	return [error, error];
}
