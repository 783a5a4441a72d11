import { mapStructures, type Structure, structureAt, structuresAt, withMembers } from "../../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue } from "../../status/field-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { sameJson } from "../changes.ts";

/** What a new Pod may not have yet. */
export function newPodErrors(state: ObjectState): FieldError[] {
	const added = structuresAt(structureAt(state, "spec"), "ephemeralContainers");
	return added.length === 0 ? [] : [forbiddenField("spec.ephemeralContainers", "cannot be set on create")];
}

const containerLists = ["containers", "initContainers"];

/** What may not change of a Pod through its main endpoint: nearly everything. */
export function podReplacementErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const spec = structureAt(next, "spec");
	const before = structureAt(current, "spec");
	const moved = containerLists.filter((list) => structuresAt(spec, list).length !== structuresAt(before, list).length);
	if (moved.length > 0) {
		return moved.map((list) => forbiddenField(`spec.${list}`, "pod updates may not add or remove containers"));
	}
	const errors = [...deadlineErrors(spec, before), ...tolerationErrors(spec, before), ...gateErrors(spec, before)];
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

function tolerationErrors(spec: Structure, before: Structure): FieldError[] {
	const kept = new Set(structuresAt(spec, "tolerations").map(forGood));
	if (structuresAt(before, "tolerations").every((toleration) => kept.has(forGood(toleration)))) return [];
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
