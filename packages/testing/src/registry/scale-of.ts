import { selectorText } from "../selectors/selector-text.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import { valueAt } from "./changes.ts";

/** How many replicas an object wants and has, as its `/scale` shows it. */
export function scaleOf(state: ObjectState): ObjectState {
	const { name, namespace, uid, resourceVersion, creationTimestamp } = state.metadata;
	const selector = selectorText(valueAt(state, "spec.selector"));
	const wanted = (valueAt(state, "spec.replicas") as number | undefined) ?? 0;
	return {
		metadata: orderMetadata({
			...(name === undefined ? {} : { name }),
			...(namespace === undefined ? {} : { namespace }),
			...(uid === undefined ? {} : { uid }),
			...(resourceVersion === undefined ? {} : { resourceVersion }),
			...(creationTimestamp === undefined ? {} : { creationTimestamp }),
		}),
		spec: wanted === 0 ? {} : { replicas: wanted },
		status: { replicas: valueAt(state, "status.replicas") ?? 0, ...(selector === "" ? {} : { selector }) },
	};
}
