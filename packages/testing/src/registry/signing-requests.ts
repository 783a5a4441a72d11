import { type Structure, structureAt, structuresAt, withMembers } from "../schema/defaults/with-members.ts";
import { type FieldError, forbiddenField, invalidValue, notSupported } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Behaviour } from "./behaviour.ts";
import { timestamp } from "./timestamp.ts";

/** `/approval` of a CertificateSigningRequest: whether it is to be signed. */
export const approvalPart: Partial<Behaviour> = {
	statusIsolation: false,
	unowned: ["spec", "status.certificate"],
	prepareReplacement(next, current) {
		const { conditions } = structureAt(next, "status");
		return { ...next, spec: current["spec"], status: withMembers(structureAt(current, "status"), { conditions }) };
	},
	validateReplacement: approvalErrors,
	allocate({ clock }, next) {
		const now = timestamp(clock.now());
		const status = structureAt(next, "status");
		if (status["conditions"] === undefined) return next;
		const conditions = structuresAt(status, "conditions").map((condition) =>
			withMembers(condition, {
				lastTransitionTime: condition["lastTransitionTime"] ?? now,
				lastUpdateTime: condition["lastUpdateTime"] ?? now,
			}),
		);
		return { ...next, status: withMembers(status, { conditions }) };
	},
};

/** Conditions that stand once they are there. */
const final = ["Approved", "Denied", "Failed"];

function approvalErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const field = "status.conditions";
	const conditions = conditionsOf(next);
	const errors: FieldError[] = [];
	let decision: unknown;
	for (const [index, { type, status }] of conditions.entries()) {
		if (final.includes(type as string) && status !== "True") {
			errors.push(notSupported(`${field}[${index}].status`, status, ["True"]));
		}
		if (type !== "Approved" && type !== "Denied") continue;
		if (decision !== undefined && decision !== type) {
			errors.push(invalidValue(field, type, "Approved and Denied conditions are mutually exclusive"));
		}
		decision = type;
	}
	for (const type of final) {
		const count = (state: ObjectState): number => conditionsOf(state).filter((condition) => condition["type"] === type).length;
		if (count(next) >= count(current)) continue;
		errors.push(forbiddenField(field, `updates may not remove a condition of type "${type}"`));
	}
	return errors;
}

function conditionsOf(state: ObjectState): readonly Structure[] {
	return structuresAt(structureAt(state, "status"), "conditions");
}
