import type { Services } from "../registry/services.ts";
import { structureAt, withMembers } from "../schema/defaults/with-members.ts";
import { forbidden } from "../status/object-errors.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Admission } from "./admission.ts";

const collection = "/scheduling.k8s.io/priorityclasses";

/** Writes the priority of a Pod's class into it; Pods that name none have that of the default class, or 0. */
export const priorityAdmission: Admission = (services, state) => {
	const { name = "" } = state.metadata;
	const refuse = (text: string): Error => forbidden({ group: "", resource: "pods" }, name, text);
	const spec = structureAt(state, "spec");
	const wanted = spec["priorityClassName"] as string | undefined;
	const found = wanted === undefined ? defaultClass(services) : services.store.get(collection, wanted)?.state;
	if (wanted !== undefined && found === undefined) throw refuse(`no PriorityClass with name ${wanted} was found`);
	const priority = found?.["value"] ?? 0;
	const preemptionPolicy = found?.["preemptionPolicy"] ?? "PreemptLowerPriority";
	if (spec["priority"] !== undefined && spec["priority"] !== priority) {
		const source = "must not be provided in pod spec; priority admission controller computed";
		throw refuse(
			`the integer value of priority (${spec["priority"] as number}) ${source} ${priority as number} from the given PriorityClass name`,
		);
	}
	if (spec["preemptionPolicy"] !== undefined && spec["preemptionPolicy"] !== preemptionPolicy) {
		const source = "must not be provided in pod spec; priority admission controller computed";
		throw refuse(
			`the string value of PreemptionPolicy (${spec["preemptionPolicy"] as string}) ${source} ${preemptionPolicy as string} from the given PriorityClass name`,
		);
	}
	const priorityClassName = wanted ?? found?.metadata.name;
	return { ...state, spec: withMembers(spec, { preemptionPolicy, priority, priorityClassName }) };
};

/** The class that says that it is for all; of several the one with the lowest value. */
function defaultClass({ store }: Services): ObjectState | undefined {
	let found: ObjectState | undefined;
	for (const { state } of store.range(collection, "")) {
		if (state["globalDefault"] !== true) continue;
		if (found === undefined || ((state["value"] as number | undefined) ?? 0) < ((found["value"] as number | undefined) ?? 0))
			found = state;
	}
	return found;
}

/** A Pod keeps the priority that it was given where a client leaves it out. */
export function withPriority(next: ObjectState, current: ObjectState): ObjectState {
	const spec = structureAt(next, "spec");
	const { priority, preemptionPolicy } = structureAt(current, "spec");
	const kept = { priority: spec["priority"] ?? priority, preemptionPolicy: spec["preemptionPolicy"] ?? preemptionPolicy };
	return { ...next, spec: withMembers(spec, kept) };
}
