import { type Structure, structureAt, structuresAt, withMembers } from "../schema/defaults/with-members.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Admission } from "./admission.ts";

const effect = "NoExecute";
const taints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

/** Lets a Pod stay for five minutes on a node that does not answer, unless it says how long. */
export const tolerationAdmission: Admission = (_services, state) => withTolerations(state);

/** A Pod that tolerates nodes which do not answer, for a time; a replaced one does so as well. */
export function withTolerations(state: ObjectState): ObjectState {
	const spec = structureAt(state, "spec");
	const tolerations = structuresAt(spec, "tolerations");
	const added = taints
		.filter((key) => !tolerations.some((toleration) => tolerates(toleration, key)))
		.map((key) => ({ effect, key, operator: "Exists", tolerationSeconds: 300 }));
	if (added.length === 0) return state;
	return { ...state, spec: withMembers(spec, { tolerations: [...tolerations, ...added] }) };
}

function tolerates(toleration: Structure, taint: string): boolean {
	const { effect: of = "", key = "" } = toleration;
	return (key === taint || key === "") && (of === effect || of === "");
}
