import type { ObjectState } from "./object-state.ts";

/** One version of an object. */
export class StoredObject {
	readonly key: string;
	readonly revision: number;
	/** With its resourceVersion. */
	readonly state: ObjectState;
	#json: string | undefined;

	constructor(key: string, revision: number, state: ObjectState) {
		this.key = key;
		this.revision = revision;
		this.state = state;
	}

	/** The JSON text of the state; written once, as most objects are read more often than written. */
	get json(): string {
		this.#json ??= JSON.stringify(this.state);
		return this.#json;
	}
}
