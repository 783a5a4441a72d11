import { mapStructures, type Structure, structureAt, structuresAt, withMembers } from "../../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue } from "../../status/field-error.ts";
import { type ObjectState, orderMetadata } from "../../storage/object-state.ts";
import { ephemeralContainerErrors } from "../../validation/ephemeral-container-errors.ts";
import { checkVolumes } from "../../validation/volume-errors.ts";
import type { Behaviour } from "../behaviour.ts";
import { sameJson } from "../changes.ts";
import { qosClassOf } from "./prepare-pod.ts";

/** `/ephemeralcontainers`: containers that are added to a running Pod, and stay. */
export const ephemeralContainersPart: Partial<Behaviour> = {
	prepareReplacement(next, current) {
		const { ephemeralContainers } = structureAt(next, "spec");
		return withSpec(next, current, withMembers(structureAt(current, "spec"), { ephemeralContainers }));
	},
	validate: undefined,
	validateReplacement: changedEphemeralErrors,
};

/** `/resize`: what the containers of a running Pod need. */
export const resizePart: Partial<Behaviour> = {
	prepareReplacement(next, current) {
		const spec = structureAt(current, "spec");
		const wanted = structureAt(next, "spec");
		return withSpec(
			next,
			current,
			withMembers(spec, {
				containers: resized(spec, wanted, "containers"),
				initContainers: resized(spec, wanted, "initContainers"),
			}),
		);
	},
	validate: undefined,
	validateReplacement: resizeErrors,
};

/** The current object with another spec; whoever writes a part owns it, and changes nothing else of the metadata. */
function withSpec(next: ObjectState, current: ObjectState, spec: Structure): ObjectState {
	const { managedFields: _managedFields, ...metadata } = current.metadata;
	const { managedFields } = next.metadata;
	return {
		...current,
		metadata: orderMetadata({ ...metadata, ...(managedFields === undefined ? {} : { managedFields }) }),
		spec,
	};
}

function changedEphemeralErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const field = "spec.ephemeralContainers";
	const spec = structureAt(next, "spec");
	const containers = structuresAt(spec, "ephemeralContainers");
	const errors = ephemeralContainerErrors(spec, field, checkVolumes(spec, "spec.volumes").volumes);
	const byName = new Map(containers.map((container) => [container["name"], container]));
	for (const before of structuresAt(structureAt(current, "spec"), "ephemeralContainers")) {
		const after = byName.get(before["name"]);
		if (after !== undefined && sameJson(before, after)) continue;
		const what = after === undefined ? "removed" : "changed";
		errors.push(forbiddenField(field, `existing ephemeral containers "${before["name"] as string}" may not be ${what}\n`));
	}
	return errors;
}

/** The containers of a list with the needs of those of the same name in another. */
function resized(spec: Structure, wanted: Structure, list: string): readonly Structure[] | undefined {
	const byName = new Map(structuresAt(wanted, list).map((container) => [container["name"], container]));
	return mapStructures(spec, list, (container) => {
		const other = byName.get(container["name"]);
		if (other === undefined) return container;
		return withMembers(container, { resources: other["resources"], resizePolicy: other["resizePolicy"] });
	});
}

const resizable = ["cpu", "memory"];

function resizeErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const spec = structureAt(next, "spec");
	const before = structureAt(current, "spec");
	const errors: FieldError[] = [];
	const qosClass = qosClassOf(before);
	if (qosClassOf(spec) !== qosClass) {
		errors.push(invalidValue("spec", qosClass, "Pod QOS Class may not change as a result of resizing"));
	}
	for (const list of ["containers", "initContainers"]) {
		for (const [index, container] of structuresAt(before, list).entries()) {
			const now = structureAt(structuresAt(spec, list)[index] ?? {}, "resources");
			for (const kind of ["requests", "limits"]) {
				const given = structureAt(now, kind);
				const removed = Object.keys(structureAt(structureAt(container, "resources"), kind)).some((name) => !(name in given));
				if (!removed) continue;
				errors.push(forbiddenField(`spec.${list}[${index}].resources.${kind}`, `resource ${kind} cannot be removed`));
			}
		}
	}
	if (errors.length === 0 && !sameJson(withoutResizable(spec), withoutResizable(before))) {
		errors.push(forbiddenField("spec", "only cpu and memory resources are mutable"));
	}
	return errors;
}

function withoutResizable(spec: Structure): Structure {
	return withMembers(spec, {
		containers: mapStructures(spec, "containers", withoutOwnResizable),
		initContainers: mapStructures(spec, "initContainers", withoutOwnResizable),
	});
}

function withoutOwnResizable(container: Structure): Structure {
	const resources = structureAt(container, "resources");
	const none = Object.fromEntries(resizable.map((name) => [name, undefined]));
	const others = (kind: string): Structure => withMembers(structureAt(resources, kind), none);
	return withMembers(container, { resources: { limits: others("limits"), requests: others("requests") } });
}
