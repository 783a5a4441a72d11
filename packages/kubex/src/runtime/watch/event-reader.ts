import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { compareResourceVersions } from "../../core/resource-version.ts";
import { isInitialEventsEnd, type WatchEvent } from "../../core/watch-event.ts";
import type { Change } from "../store/change.ts";
import { keyOf } from "../store/object-key.ts";
import type { StateSink } from "./state-sink.ts";

/** What an {@link EventReader} starts with. */
export interface EventReaderOptions<K extends KubernetesObject, T> {
	readonly sink: StateSink<K, T>;
	/** Whether an object is one of those that were asked for; others are left out. */
	readonly isExpected: (object: K) => boolean;
	/** The state after which the events come; with `initial`, the one that they lead to is not known yet. */
	readonly resourceVersion: string;
	/** Whether the events begin with the whole state. */
	readonly initial: boolean;
}

/** Folds the events of one watch into the state, batch by batch. */
export class EventReader<K extends KubernetesObject, T> {
	readonly #options: EventReaderOptions<K, T>;
	/** The initial state until it is complete. */
	#collected: Map<string, T> | undefined;
	#resourceVersion: string;
	#frames = 0;
	#sawBookmark = false;

	constructor(options: EventReaderOptions<K, T>) {
		this.#options = options;
		this.#resourceVersion = options.resourceVersion;
		this.#collected = options.initial ? new Map() : undefined;
	}

	/** The state up to which events have been read; objects of the initial state come in no order and do not move it. */
	get resourceVersion(): string {
		return this.#resourceVersion;
	}

	/** Whether the initial state is still incomplete. */
	get collecting(): boolean {
		return this.#collected !== undefined;
	}

	get frames(): number {
		return this.#frames;
	}

	get sawBookmark(): boolean {
		return this.#sawBookmark;
	}

	/**
	 * Reads a batch and adds what it changes.
	 *
	 * @returns false when an event is older than one before it: then some may be lost, and the state must be read anew.
	 */
	read(batch: readonly WatchEvent<K>[], changes: Change<T>[]): boolean {
		this.#frames += batch.length;
		for (const event of batch) {
			if (event.type === "BOOKMARK") this.#bookmark(event.object, changes);
			else if (this.#options.isExpected(event.object)) {
				if (this.#collected !== undefined) this.#collect(this.#collected, event.type, event.object);
				else if (!this.#apply(event.type, event.object, changes)) return false;
			}
		}
		return true;
	}

	#bookmark(bookmark: Extract<WatchEvent<K>, { type: "BOOKMARK" }>["object"], changes: Change<T>[]): void {
		const { resourceVersion } = bookmark.metadata;
		if (this.#collected === undefined) {
			this.#sawBookmark = true;
			const order = compareResourceVersions(resourceVersion, this.#resourceVersion);
			if (order !== undefined && order < 0) return;
		} else {
			if (!isInitialEventsEnd(bookmark)) return;
			this.#options.sink.replace(this.#collected.values(), changes);
			this.#collected = undefined;
		}
		this.#resourceVersion = resourceVersion;
		this.#options.sink.touch(resourceVersion);
	}

	#collect(collected: Map<string, T>, type: "ADDED" | "MODIFIED" | "DELETED", object: K): void {
		const key = keyOf(object);
		// Faulty servers tell of deletions in the middle.
		if (type === "DELETED") collected.delete(key);
		else collected.set(key, this.#options.sink.prepare(object));
	}

	#apply(type: "ADDED" | "MODIFIED" | "DELETED", object: K, changes: Change<T>[]): boolean {
		const { sink } = this.#options;
		const { resourceVersion = this.#resourceVersion } = object.metadata;
		const order = compareResourceVersions(resourceVersion, this.#resourceVersion);
		if (order !== undefined && order < 0) return false;
		if (type === "DELETED") sink.remove(sink.prepare(object), changes);
		else sink.apply(sink.prepare(object), changes);
		this.#resourceVersion = resourceVersion;
		sink.touch(resourceVersion);
		return true;
	}
}
