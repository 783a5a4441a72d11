import type { DeepReadonly } from "./deep-readonly.ts";

/**
 * Says under which values an index files an object; none leaves it out. It is called once for each state of an object, and
 * depends on nothing else.
 */
export type IndexFunction<T> = (object: DeepReadonly<T>) => readonly string[];
