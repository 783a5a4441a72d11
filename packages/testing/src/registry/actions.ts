import type { Action } from "./action.ts";
import { bindPod } from "./pod/bind-pod.ts";
import { evictPod } from "./pod/evict-pod.ts";

/** What a create does that stores no object of its own, by group, plural and subresource. */
export const actions: ReadonlyMap<string, Action> = new Map([
	["/bindings", bindPod],
	["/pods/binding", bindPod],
	["/pods/eviction", evictPod],
]);
