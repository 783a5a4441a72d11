import { structureAt } from "../schema/defaults/with-members.ts";
import { forbidden } from "../status/object-errors.ts";
import type { Admission } from "./admission.ts";

/** What running a Pod costs by itself is the word of its runtime class alone. */
export const overheadAdmission: Admission = (_services, state) => {
	const spec = structureAt(state, "spec");
	if (spec["overhead"] === undefined || spec["runtimeClassName"] !== undefined) return state;
	const text = "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead";
	throw forbidden({ group: "", resource: "pods" }, state.metadata.name ?? "", text);
};
