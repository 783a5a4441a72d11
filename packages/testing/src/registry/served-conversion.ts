import type { Conversion } from "../conversion/conversion.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { objectViews } from "../storage/object-views.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { ReadObject } from "./object-reader.ts";
import type { ServedResource } from "./served-resource.ts";

/** A version whose objects are stored as those of another: requests are read and answered in it, and judged in the other. */
export interface ServedConversion {
	/** The resource as whose objects they are stored. */
	readonly hub: ServedResource;
	/** Nothing but the conversion, which leaves gaps as they are. */
	readonly bare: Conversion;
	/** A stored object as the version shows it. */
	readonly view: (object: StoredObject) => StoredObject;
	/** The state of one that may not be stored. */
	readonly shown: (state: ObjectState) => ObjectState;
	/** A body of the version as one of the hub, with what is missing there. */
	readonly read: (read: ReadObject) => ReadObject;
}

/** Serves a version by a conversion; whatever is converted is read again, so it has the form and the defaults of its version. */
export function serveConversion(kind: ObjectKind, hub: ServedResource, bare: Conversion): ServedConversion {
	const shown = (state: ObjectState): ObjectState => readAs(kind, bare.fromHub(state)).state;
	return {
		hub,
		bare,
		view: objectViews(shown),
		shown,
		read(given) {
			const { state, invalid, sent } = readAs(hub.kind, bare.toHub(given.state));
			return { ...given, state, invalid, sent };
		},
	};
}

function readAs(kind: ObjectKind, state: ObjectState): ReadObject {
	return kind.read({ mediaType: "application/json", value: state, duplicateFields: [] }, "Ignore");
}
