import type { StoreEvent } from "../../storage/store.ts";
import { StoredObject } from "../../storage/stored-object.ts";
import type { EventForm } from "./event-form.ts";

/** Whether a watch shows an object. */
export type Shows = (object: StoredObject) => boolean;

/** A write as watches tell of it; each text is written once for all watches of one form. */
export class ObjectChange {
	readonly revision: number;
	readonly #event: StoreEvent;
	readonly #lines = new Map<string, Uint8Array>();

	constructor(event: StoreEvent) {
		this.revision = event.revision;
		this.#event = event;
	}

	/** The event of a watch that shows what `shows` says; `undefined` when it neither showed the object before nor does now. */
	seenBy(shows: Shows, form: EventForm): Uint8Array | undefined {
		const { previous, current } = this.#event;
		const before = previous !== undefined && shows(previous);
		const now = current !== undefined && shows(current);
		if (now) return this.#line(before ? "MODIFIED" : "ADDED", current, form);
		return before ? this.#line("DELETED", previous, form) : undefined;
	}

	#line(type: "ADDED" | "MODIFIED" | "DELETED", object: StoredObject, form: EventForm): Uint8Array {
		const id = `${type} ${form.id}`;
		let text = this.#lines.get(id);
		if (text === undefined) {
			text = form.object(type, type === "DELETED" ? this.#last(object) : object);
			this.#lines.set(id, text);
		}
		return text;
	}

	/** What leaves a watch is shown as it was there last, with the revision at which it left. */
	#last({ key, state }: StoredObject): StoredObject {
		const metadata = { ...state.metadata, resourceVersion: String(this.revision) };
		return new StoredObject(key, this.revision, { ...state, metadata });
	}
}
