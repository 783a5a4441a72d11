export type { Embedded } from "./core/embedded.ts";
export type { Input, InputMembers, InputObject, InputValue } from "./core/input.ts";
export type { KubernetesObject, ScopeOf, SubresourcesOf, Traits, TraitsOf, traits, VerbsOf } from "./core/kubernetes-object.ts";
export type { Condition } from "./core/meta/condition.ts";
export type { DeleteOptions, Preconditions } from "./core/meta/delete-options.ts";
export type { FieldSelectorRequirement } from "./core/meta/field-selector-requirement.ts";
export type { GroupResource } from "./core/meta/group-resource.ts";
export type { IntOrString } from "./core/meta/int-or-string.ts";
export type { FieldsV1, JsonValue, RawExtension } from "./core/meta/json.ts";
export type { LabelSelector, LabelSelectorRequirement } from "./core/meta/label-selector.ts";
export type { List, ListMeta, ShardInfo } from "./core/meta/list.ts";
export type { ManagedFieldsEntry, NamespacedMeta, ObjectMeta, OwnerReference, StoredMeta } from "./core/meta/object-meta.ts";
export { compareQuantities, parseQuantity, type Quantity, type QuantityInput, type quantity } from "./core/meta/quantity.ts";
export type { Scale } from "./core/meta/scale.ts";
export { isStatus, type Status, type StatusCause, type StatusDetails } from "./core/meta/status.ts";
export { type MicroTime, type Time, toMicroTime, toTime } from "./core/meta/time.ts";
export {
	apiVersionOf,
	type KindName,
	type Resource,
	type ResourceDescriptor,
	type ResourceObject,
	resource,
	type Scope,
	type Verb,
} from "./core/resource.ts";
