import { structureAt, withMembers } from "../schema/defaults/with-members.ts";
import { qualifiedNameErrors } from "../selectors/label-syntax.ts";
import { type FieldError, invalidValue } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Behaviour } from "./behaviour.ts";

/** `/finalize` of a namespace: whom it waits for. */
export const finalizePart: Partial<Behaviour> = {
	prepareReplacement(next, current) {
		const { finalizers } = structureAt(next, "spec");
		return { ...next, spec: withMembers(structureAt(current, "spec"), { finalizers }) };
	},
	validateReplacement: finalizerErrors,
};

function finalizerErrors(next: ObjectState): FieldError[] {
	const finalizers = (structureAt(next, "spec")["finalizers"] ?? []) as readonly string[];
	return finalizers.flatMap((finalizer, index) => {
		const field = `spec.finalizers[${index}]`;
		const texts = qualifiedNameErrors(finalizer);
		const qualified = finalizer.includes("/") || finalizer === "kubernetes";
		const text = "name is neither a standard finalizer name nor is it fully qualified";
		return [
			...texts.map((error) => invalidValue(field, finalizer, error)),
			...(qualified ? [] : [invalidValue(field, finalizer, text)]),
		];
	});
}
