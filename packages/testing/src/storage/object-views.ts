import type { ObjectState } from "./object-state.ts";
import { StoredObject } from "./stored-object.ts";

/** Shows stored objects in another form, which is made once of each. */
export function objectViews(show: (state: ObjectState) => ObjectState): (object: StoredObject) => StoredObject {
	const views = new WeakMap<StoredObject, StoredObject>();
	return (object) => {
		let view = views.get(object);
		if (view === undefined) {
			view = StoredObject.viewOf(object, show(object.state));
			views.set(object, view);
		}
		return view;
	};
}
