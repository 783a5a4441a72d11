export { type Clock, type ClockTimer, systemClock, unrefClock } from "./runtime/clock.ts";
export { Informer } from "./runtime/informer/informer.ts";
export type { InformerDiagnostic } from "./runtime/informer/informer-diagnostic.ts";
export { InformerHub, type InformerHubOptions, type SharedInformer } from "./runtime/informer/informer-hub.ts";
export type { InformerOptions } from "./runtime/informer/informer-options.ts";
export type { ChangeOptions, InformerView } from "./runtime/informer/informer-view.ts";
export type { MailboxOptions } from "./runtime/informer/mailbox.ts";
export { OverflowError } from "./runtime/informer/overflow-error.ts";
export type { ChangeHandler, SubscribeOptions, Subscription } from "./runtime/informer/subscription.ts";
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
export type { Condition, ConditionContext, ConditionFunction, Verdict } from "./runtime/wait/condition.ts";
export * as conditions from "./runtime/wait/conditions.ts";
export { WaitFailedError } from "./runtime/wait/wait-failed-error.ts";
export { type WaitOptions, waitFor } from "./runtime/wait/wait-for.ts";
export type { FollowOptions } from "./runtime/watch/follow-options.ts";
export type { WatchFailure } from "./runtime/watch/watch-failure.ts";
export type { ListStrategy } from "./runtime/watch/watch-machine.ts";
export type { WatchDiagnostic, WatchPhase, WatchRestart, WatchStatus } from "./runtime/watch/watch-status.ts";
export type { RestartCause } from "./runtime/watch/watch-step.ts";
export { type Watcher, type WatcherEvent, type WatcherOptions, watcher } from "./runtime/watch/watcher.ts";
