import { containersOf } from "../../schema/defaults/pod-defaults.ts";
import { type Structure, structureAt, structuresAt } from "../../schema/defaults/with-members.ts";
import type { ObjectState } from "../../storage/object-state.ts";

/** A new Pod's quality of service follows from what it asks for, and a gate that it has is a condition. */
export function preparePod(state: ObjectState): ObjectState {
	const spec = structureAt(state, "spec");
	const status = state["status"] as object | undefined;
	const conditions = structuresAt(spec, "schedulingGates").length === 0 ? {} : { conditions: [gated(state)] };
	return { ...state, status: { ...conditions, ...status, qosClass: qosClassOf(spec) } };
}

function gated({ metadata }: ObjectState): Structure {
	return {
		lastProbeTime: null,
		lastTransitionTime: metadata.creationTimestamp,
		message: "Scheduling is blocked due to non-empty scheduling gates",
		reason: "SchedulingGated",
		status: "False",
		type: "PodScheduled",
	};
}

const counted = ["cpu", "memory"];

/** Which Pods go first when a node is short of something. */
export function qosClassOf(spec: Structure): "BestEffort" | "Burstable" | "Guaranteed" {
	const own = spec["resources"] !== undefined;
	const resources = own ? [structureAt(spec, "resources")] : containersOf(spec).map((one) => structureAt(one, "resources"));
	const parts = resources.map((one) => ({ requests: amounts(one, "requests"), limits: amounts(one, "limits") }));
	if (parts.every(({ requests, limits }) => requests.size === 0 && limits.size === 0)) return "BestEffort";
	const guaranteed = parts.every(({ requests, limits }) =>
		counted.every((name) => limits.has(name) && requests.get(name) === limits.get(name)),
	);
	return guaranteed ? "Guaranteed" : "Burstable";
}

function amounts(resources: Structure, member: string): ReadonlyMap<string, unknown> {
	const amount = structureAt(resources, member);
	return new Map(
		counted.filter((name) => amount[name] !== undefined && amount[name] !== "0").map((name) => [name, amount[name]]),
	);
}
