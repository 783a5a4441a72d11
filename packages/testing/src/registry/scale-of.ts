import { selectorText } from "../selectors/selector-text.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import { valueAt } from "./changes.ts";
import type { ScalePaths } from "./served-resource.ts";

/** Where built-in kinds have what their `/scale` shows; their selectors are objects rather than texts. */
export const builtInPaths: ScalePaths = { specReplicas: "spec.replicas", statusReplicas: "status.replicas" };

/**
 * How many replicas an object wants and has, as its `/scale` shows it.
 *
 * @param paths Where objects of a custom kind have what is shown.
 */
export function scaleOf(state: ObjectState, paths?: ScalePaths): ObjectState {
	const { specReplicas, statusReplicas } = paths ?? builtInPaths;
	const { name, namespace, uid, resourceVersion, creationTimestamp } = state.metadata;
	const selector = paths === undefined ? selectorText(valueAt(state, "spec.selector")) : textAt(state, paths.selector);
	const wanted = (valueAt(state, specReplicas) as number | undefined) ?? 0;
	return {
		metadata: orderMetadata({
			...(name === undefined ? {} : { name }),
			...(namespace === undefined ? {} : { namespace }),
			...(uid === undefined ? {} : { uid }),
			...(resourceVersion === undefined ? {} : { resourceVersion }),
			...(creationTimestamp === undefined ? {} : { creationTimestamp }),
		}),
		spec: wanted === 0 ? {} : { replicas: wanted },
		status: { replicas: valueAt(state, statusReplicas) ?? 0, ...(selector === "" ? {} : { selector }) },
	};
}

function textAt(state: ObjectState, path: string | undefined): string {
	const text = path === undefined ? undefined : valueAt(state, path);
	return typeof text === "string" ? text : "";
}
