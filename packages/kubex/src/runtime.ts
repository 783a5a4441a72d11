export { type Clock, type ClockTimer, systemClock, unrefClock } from "./runtime/clock.ts";
export { OverflowError } from "./runtime/informer/overflow-error.ts";
export { generationChanged } from "./runtime/predicates/generation-changed.ts";
export { ignoreDeletes } from "./runtime/predicates/ignore-deletes.ts";
export {
	annotationsChanged,
	finalizersChanged,
	labelsChanged,
	resourceVersionChanged,
} from "./runtime/predicates/metadata-changed.ts";
export { onlyWhere } from "./runtime/predicates/only-where.ts";
export { and, not, or, type Predicate } from "./runtime/predicates/predicate.ts";
export type { AddChange, Change, DeleteChange, UpdateChange } from "./runtime/store/change.ts";
export type { DeepReadonly, ReadonlyValue } from "./runtime/store/deep-readonly.ts";
export { dropManagedFields } from "./runtime/store/drop-managed-fields.ts";
export type { IndexFunction } from "./runtime/store/index-function.ts";
export { mutable } from "./runtime/store/mutable.ts";
export { keyOf } from "./runtime/store/object-key.ts";
export type { Store } from "./runtime/store/store.ts";
export type { StoredObject } from "./runtime/store/stored-object.ts";
export type { Transform } from "./runtime/store/transform.ts";
