import { structureAt, structuresAt, withMembers } from "../schema/defaults/with-members.ts";
import type { Admission } from "./admission.ts";

const notReady = { effect: "NoSchedule", key: "node.kubernetes.io/not-ready" };

/** Keeps Pods away from a new node until it is known to be ready. */
export const nodeAdmission: Admission = (_services, state) => {
	const spec = structureAt(state, "spec");
	const taints = structuresAt(spec, "taints");
	if (taints.some(({ key, effect }) => key === notReady.key && effect === notReady.effect)) return state;
	return { ...state, spec: withMembers(spec, { taints: [...taints, notReady] }) };
};
