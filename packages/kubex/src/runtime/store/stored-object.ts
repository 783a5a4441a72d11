import type { ObjectMeta } from "../../core/meta/object-meta.ts";
import type { DeepReadonly } from "./deep-readonly.ts";

/** The least that is known of what a cache holds, whichever kind it is and whatever a transform has left of it. */
export interface StoredObject {
	readonly metadata: DeepReadonly<ObjectMeta>;
}
