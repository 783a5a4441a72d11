import type { ObjectState } from "../storage/object-state.ts";
import { objectViews } from "../storage/object-views.ts";
import type { StoredObject } from "../storage/stored-object.ts";

/** How clients see the objects of a kind of which the server keeps more than it shows. */
export interface ShownForm {
	/** Of an object that is not stored. */
	readonly state: (state: ObjectState) => ObjectState;
	/** Of a stored object. */
	readonly stored: (object: StoredObject) => StoredObject;
}

/** The form that a function makes of an object. */
export function shownForm(show: (state: ObjectState) => ObjectState): ShownForm {
	return { state: show, stored: objectViews(show) };
}
