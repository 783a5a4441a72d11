import {
	asText,
	mapStructures,
	type Structure,
	structureAt,
	structuresAt,
	withMembers,
} from "../../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue, required } from "../../status/field-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { podSpecErrors } from "../../validation/pod-spec-errors.ts";
import { tolerationErrors } from "../../validation/scheduling-errors.ts";
import { sameJson } from "../changes.ts";

const containerLists = ["containers", "initContainers"];

/** What is wrong with a Pod. */
export function podErrors(state: ObjectState): FieldError[] {
	const spec = structureAt(state, "spec");
	const padded = containerLists.flatMap((list) =>
		structuresAt(spec, list).flatMap(({ image = "" }, index) => paddingErrors(`spec.${list}[${index}].image`, asText(image))),
	);
	return [...podSpecErrors(spec, "spec", true), ...tokenErrors(spec), ...padded];
}

/** A token is that of a service account; templates get theirs later. */
function tokenErrors(spec: Structure): FieldError[] {
	if ((spec["serviceAccountName"] ?? "") !== "") return [];
	return structuresAt(spec, "volumes").flatMap((volume, index) =>
		structuresAt(structureAt(volume, "projected"), "sources").flatMap(({ serviceAccountToken }, at) => {
			if (serviceAccountToken === undefined) return [];
			const field = `spec.volumes[${index}].projected.sources[${at}].serviceAccountToken`;
			return [forbiddenField(field, "must not be specified when serviceAccountName is not set")];
		}),
	);
}

/** The images of a Pod that exists are looked at once more. */
function imageErrors(spec: Structure, list: string): FieldError[] {
	return structuresAt(spec, list).flatMap(({ image = "" }, index) => {
		const field = `spec.${list}[${index}].image`;
		return image === "" ? [required(field)] : paddingErrors(field, asText(image));
	});
}

/** In templates this is let pass. */
function paddingErrors(field: string, image: string): FieldError[] {
	return image.trim() === image ? [] : [invalidValue(field, image, "must not have leading or trailing whitespace")];
}

/** What a new Pod may not have yet. */
export function newPodErrors(state: ObjectState): FieldError[] {
	const added = structuresAt(structureAt(state, "spec"), "ephemeralContainers");
	return added.length === 0 ? [] : [forbiddenField("spec.ephemeralContainers", "cannot be set on create")];
}

/** What may not change of a Pod through its main endpoint: nearly everything. */
export function podReplacementErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const spec = structureAt(next, "spec");
	const before = structureAt(current, "spec");
	const errors: FieldError[] = [];
	for (const list of containerLists) {
		if (structuresAt(spec, list).length !== structuresAt(before, list).length) {
			return [...errors, forbiddenField(`spec.${list}`, "pod updates may not add or remove containers")];
		}
		errors.push(...imageErrors(spec, list));
	}
	errors.push(...deadlineErrors(spec, before), ...tolerationChangeErrors(spec, before), ...gateErrors(spec, before));
	if (!sameJson(fixed(spec, before), fixed(before, before))) errors.push(forbiddenField("spec", changeable));
	return errors;
}

// The server lists after this what has changed, in the words of its own types.
const changeable =
	"pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

/** The spec without what may change or has rules of its own. */
function fixed(spec: Structure, before: Structure): Structure {
	const gated = structuresAt(before, "schedulingGates").length > 0;
	const { terminationGracePeriodSeconds: grace } = before;
	return withMembers(spec, {
		activeDeadlineSeconds: undefined,
		containers: mapStructures(spec, "containers", withoutImage),
		initContainers: mapStructures(spec, "initContainers", withoutImage),
		schedulingGates: undefined,
		tolerations: undefined,
		...(typeof grace === "number" && grace < 0 && spec["terminationGracePeriodSeconds"] === 1
			? { terminationGracePeriodSeconds: grace }
			: {}),
		// Where a Pod may go is open as long as it does not go anywhere.
		...(gated ? { affinity: undefined, nodeSelector: undefined } : {}),
	});
}

function withoutImage(container: Structure): Structure {
	return withMembers(container, { image: undefined });
}

function deadlineErrors(spec: Structure, before: Structure): FieldError[] {
	const field = "spec.activeDeadlineSeconds";
	const { activeDeadlineSeconds: old } = before;
	const { activeDeadlineSeconds: wanted } = spec;
	if (typeof old !== "number") return [];
	if (typeof wanted !== "number") return [invalidValue(field, null, "must not update from a positive integer to nil value")];
	return wanted > old ? [invalidValue(field, wanted, "must be less than or equal to previous value")] : [];
}

function tolerationChangeErrors(spec: Structure, before: Structure): FieldError[] {
	const kept = new Set(structuresAt(spec, "tolerations").map(forGood));
	if (structuresAt(before, "tolerations").every((toleration) => kept.has(forGood(toleration)))) {
		return tolerationErrors(spec, "spec.tolerations");
	}
	return [forbiddenField("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds")];
}

/** A toleration but for how long it holds, which may change. */
function forGood(toleration: Structure): string {
	return JSON.stringify(withMembers(toleration, { tolerationSeconds: undefined }));
}

function gateErrors(spec: Structure, before: Structure): FieldError[] {
	const names = new Set(structuresAt(before, "schedulingGates").map(({ name }) => name));
	return structuresAt(spec, "schedulingGates").flatMap(({ name }, index) => {
		if (names.has(name)) return [];
		const text = `only deletion is allowed, but found new scheduling gate '${name as string}'`;
		return [forbiddenField(`spec.schedulingGates[${index}].name`, text)];
	});
}
