import { type Structure, structureAt, withMembers } from "../schema/defaults/with-members.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";

/** A new Job finds its Pods by labels that only they have, unless it brings a selector of its own. */
export function prepareJob(state: ObjectState): ObjectState {
	const spec = structureAt(state, "spec");
	if (state["spec"] === undefined || spec["manualSelector"] === true) return state;
	const { name = "", uid = "", labels: given } = state.metadata;
	const template = structureAt(spec, "template");
	const metadata = structureAt(template, "metadata");
	const own = {
		"batch.kubernetes.io/controller-uid": uid,
		"batch.kubernetes.io/job-name": name,
		"controller-uid": uid,
		"job-name": name,
	};
	const labels = withMembers(structureAt(metadata, "labels"), own);
	const selector = structureAt(spec, "selector");
	const matchLabels = withMembers(structureAt(selector, "matchLabels"), { "batch.kubernetes.io/controller-uid": uid });
	// A Job without labels has taken those of the template, and on the server they are one map.
	const shared = given === metadata["labels"];
	return {
		...state,
		metadata: shared ? orderMetadata({ ...state.metadata, labels: labels as Record<string, string> }) : state.metadata,
		spec: withMembers(spec, {
			selector: withMembers(selector, { matchLabels }),
			template: withMembers(template, { metadata: withMembers(metadata, { labels }) }) satisfies Structure,
		}),
	};
}
