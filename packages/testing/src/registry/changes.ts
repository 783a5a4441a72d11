import type { ObjectState } from "../storage/object-state.ts";
import type { Behaviour } from "./behaviour.ts";

/** Whether two parts of objects are equal; both come out of the decoder, so their keys have one order. */
export function sameJson(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Whether the desired state differs, which is what `metadata.generation` counts. */
export function generationChanges(rule: Behaviour["generation"], current: ObjectState, next: ObjectState): boolean {
	switch (rule) {
		case "none":
		case "constant":
			return false;
		case "spec":
		case "specOnceChanged":
			return !sameJson(current["spec"], next["spec"]);
		case "specOrAnnotations":
			return !sameJson(current["spec"], next["spec"]) || !sameJson(current.metadata.annotations, next.metadata.annotations);
		case "everything": {
			const { metadata: _before, ...before } = current;
			const { metadata: _after, ...after } = next;
			return !sameJson(before, after);
		}
		case "content":
		case "contentOrLabels": {
			if (rule === "contentOrLabels" && !sameJson(current.metadata.labels, next.metadata.labels)) return true;
			const { metadata: _a, status: _b, ...before } = current;
			const { metadata: _c, status: _d, ...after } = next;
			return !sameJson(before, after);
		}
	}
}

/** The value at a dotted path. */
export function valueAt(object: unknown, path: string): unknown {
	let value = object;
	for (const step of path.split(".")) {
		if (typeof value !== "object" || value === null) return undefined;
		value = (value as Record<string, unknown>)[step];
	}
	return value;
}
