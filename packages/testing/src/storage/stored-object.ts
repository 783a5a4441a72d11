import type { ObjectState } from "./object-state.ts";

/** One version of an object. */
export class StoredObject {
	readonly key: string;
	readonly revision: number;
	/** With its resourceVersion. */
	readonly state: ObjectState;
	/** What is really stored, where this is only how it is shown. */
	readonly origin: StoredObject;
	#json: string | undefined;

	constructor(key: string, revision: number, state: ObjectState, origin?: StoredObject) {
		this.key = key;
		this.revision = revision;
		this.state = state;
		this.origin = origin ?? this;
	}

	/** An object as it is shown; itself when that makes no difference. */
	static viewOf(origin: StoredObject, state: ObjectState): StoredObject {
		const view = new StoredObject(origin.key, origin.revision, state, origin);
		return view.json === origin.json ? origin : view;
	}

	/** The JSON text of the state; written once, as most objects are read more often than written. */
	get json(): string {
		this.#json ??= JSON.stringify(this.state);
		return this.#json;
	}
}
