/** One difference between what was held of an object and what is held now. */
export type Change<T> = AddChange<T> | UpdateChange<T> | DeleteChange<T>;

/** An object that was not held before. */
export interface AddChange<T> {
	readonly type: "add";
	/** `namespace/name`, or `name`. */
	readonly key: string;
	readonly object: T;
	/** Whether it was there when the reading began. */
	readonly initial: boolean;
}

/** Another state of an object that is held; never another object of the same name. */
export interface UpdateChange<T> {
	readonly type: "update";
	/** `namespace/name`, or `name`. */
	readonly key: string;
	/** The state that was seen before; states in between may have been skipped. */
	readonly old: T;
	readonly object: T;
}

/** An object that is held no longer: it is gone, or has left what the selectors choose. */
export interface DeleteChange<T> {
	readonly type: "delete";
	/** `namespace/name`, or `name`. */
	readonly key: string;
	/** The state that was seen before; states in between may have been skipped. */
	readonly old: T;
	/** The last state that is known. */
	readonly object: T;
	/** Whether the end itself was missed, so that `object` need not be the last state that there was. */
	readonly finalStateUnknown: boolean;
}
