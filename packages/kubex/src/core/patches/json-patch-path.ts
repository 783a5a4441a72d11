import type { InputValue } from "../input.ts";
import type { KubernetesObject } from "../kubernetes-object.ts";
import type { NotAllowed } from "../not-allowed.ts";
import type { PointedTo, PointerEnd } from "./json-pointer.ts";

type NameOf<K extends KubernetesObject> = string extends K["kind"] ? "the kind" : K["kind"];

/** Whether a pointer is to the end of a list, where nothing is. */
type IsListEnd<End> = End extends [infer Owner, "-"]
	? unknown extends Owner
		? false
		: Owner extends readonly unknown[]
			? true
			: false
	: false;

/** Whether an object must have what a pointer is to; a member whose name is known at run time only may be any. */
type IsRequired<End> = End extends [infer Owner, infer Member extends string]
	? {} extends Record<Member, unknown>
		? false
		: Owner extends Readonly<Record<Member, unknown>>
			? true
			: false
	: false;

/** Whether a value may stand where another type is asked for. */
type Fits<From, To> = unknown extends From ? true : [NonNullable<InputValue<From>>] extends [InputValue<To>] ? true : false;

/** A path at which an object of kind `K` may have a value, the end of a list included; any, where the kind or the path is not known. */
export type JsonPatchPath<K extends KubernetesObject, Path extends string> = KubernetesObject extends K
	? Path
	: [PointedTo<K, Path>] extends [never]
		? NotAllowed<`${NameOf<K>} has no ${Path}`>
		: Path;

/** A path at which an object of kind `K` has a value before it is patched, or may have one. */
export type JsonPatchPlace<K extends KubernetesObject, Path extends string> = KubernetesObject extends K
	? Path
	: IsListEnd<PointerEnd<K, Path>> extends true
		? NotAllowed<`nothing is at ${Path}, the end of a list`>
		: JsonPatchPath<K, Path>;

/** A path whose value an object of kind `K` can be without. */
export type JsonPatchRemoval<K extends KubernetesObject, Path extends string> = KubernetesObject extends K
	? Path
	: IsRequired<PointerEnd<K, Path>> extends true
		? NotAllowed<`${NameOf<K>} must have ${Path}`>
		: Path extends ""
			? NotAllowed<"the object itself cannot be removed">
			: JsonPatchPlace<K, Path>;

/** A path of an object of kind `K` that takes the value of the path `From`. */
export type JsonPatchTarget<K extends KubernetesObject, From extends string, Path extends string> = KubernetesObject extends K
	? Path
	: [PointedTo<K, Path>] extends [never]
		? JsonPatchPath<K, Path>
		: Fits<PointedTo<K, From>, PointedTo<K, Path>> extends true
			? Path
			: NotAllowed<`what is at ${From} does not fit ${Path}`>;

/** What may stand at `Path` in an object of kind `K`; anything, where the kind is not known. */
export type JsonPatchValue<K extends KubernetesObject, Path extends string> = KubernetesObject extends K
	? unknown
	: InputValue<PointedTo<K, Path>>;
