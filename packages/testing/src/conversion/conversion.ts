import type { ObjectState } from "../storage/object-state.ts";

/** How objects are brought from one version of a kind to another, and back. */
export interface Conversion {
	/** An object of the version in the form that is stored. */
	readonly toHub: (state: ObjectState) => ObjectState;
	/** A stored object in the form of the version. */
	readonly fromHub: (state: ObjectState) => ObjectState;
}

/** A version whose objects are those of another one in a form of its own. */
export interface ConvertedVersion extends Conversion {
	/** As objects carry it, such as `autoscaling/v1`. */
	readonly apiVersion: string;
	readonly kind: string;
	/** The version that is stored, which is called the hub. */
	readonly hub: string;
}
