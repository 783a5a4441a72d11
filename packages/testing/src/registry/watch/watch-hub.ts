import type { Clock, ClockTimer } from "../../clock.ts";
import type { Random } from "../../random.ts";
import { expired, resourceVersionTooLarge } from "../../status/request-errors.ts";
import { Compacted, type Store, type StoreEvent } from "../../storage/store.ts";
import { fieldMatcher } from "../field-match.ts";
import type { ResourceRequest } from "../resource-request.ts";
import type { ServedResource } from "../served-resource.ts";
import { type EventForm, errorEvent, eventForm } from "./event-form.ts";
import { ObjectChange, type Shows } from "./object-change.ts";
import { readWatchOptions, type WatchOptions } from "./watch-options.ts";
import { Watcher } from "./watcher.ts";

/** How long a watch waits for a state that does not exist yet. */
const freshnessPatience = 3_000;
/** The least time after which the server ends a watch that does not say; the most is twice as long. */
const leastDuration = 1_800_000;
/** What a timer of the machine can wait at most; it would fire at once for more. */
const longestTimer = 2 ** 31 - 1;

/** What a {@link WatchHub} is made from. */
export interface WatchHubOptions {
	readonly store: Store;
	readonly clock: Clock;
	/** Chooses how long watches last. */
	readonly random: Random;
	/** Whether the release knows `sendInitialEvents`. */
	readonly streamingLists: boolean;
}

/** The watches of a server: it tells each of the writes to its resource. */
export class WatchHub {
	readonly #options: WatchHubOptions;
	readonly #watchers = new Map<string, Set<Watcher>>();
	readonly #waiting = new Set<{ readonly revision: number; readonly begin: () => void }>();
	#closed = false;

	constructor(options: WatchHubOptions) {
		this.#options = options;
		options.store.subscribe((event) => this.#tell(event));
	}

	/**
	 * Starts a watch.
	 *
	 * @throws StatusError for options that cannot be met; a state that is forgotten is told by the watch itself.
	 */
	watch(resource: ServedResource, request: ResourceRequest): Watcher {
		const { clock, store, streamingLists } = this.#options;
		const options = readWatchOptions(request.query, streamingLists);
		const prefix = resource.namespaced && request.namespace !== undefined ? `${request.namespace}/` : "";
		const shows = visibility(resource, prefix, options);
		const form = eventForm(resource, request.representation, {
			empty: () => resource.kind.emptyMembers(),
			now: () => clock.now(),
		});
		const watchers = this.#watchersOf(resource.collection);
		let waiting: ClockTimer | undefined;
		const watcher = new Watcher({
			clock,
			form,
			shows,
			duration: this.#duration(options.seconds),
			bookmarks: options.bookmarks,
			revision: () => store.revision,
			onEnd: () => {
				watchers.delete(watcher);
				waiting?.cancel();
			},
		});
		watchers.add(watcher);
		const { after, initialEvents } = options;
		const begin = (): void => {
			if (!initialEvents) this.#resume(watcher, resource, form, shows, after ?? store.revision);
			else watcher.begin(store.revision, this.#state(resource, prefix, form, shows, options.initialEventsEnd));
		};
		if (this.#closed || options.seconds < 0) watcher.end();
		else if (initialEvents && after !== undefined && after > store.revision) {
			waiting = this.#await(after, watcher, () => {
				waiting?.cancel();
				begin();
			});
		} else begin();
		return watcher;
	}

	/** Ends the watches of a collection. */
	end(collection: string): void {
		for (const watcher of this.#watchers.get(collection) ?? []) watcher.end();
	}

	/** Ends all watches, and those to come at once. */
	close(): void {
		this.#closed = true;
		for (const watchers of this.#watchers.values()) for (const watcher of watchers) watcher.end();
	}

	/** The present state, line by line. */
	#state(resource: ServedResource, prefix: string, form: EventForm, shows: Shows, end: boolean): Iterable<Uint8Array> {
		const { store } = this.#options;
		const { revision } = store;
		const objects = [...store.range(resource.collection, prefix)].filter(shows);
		return (function* () {
			for (const object of objects) yield form.object("ADDED", object);
			if (end) yield form.bookmark(revision, true);
		})();
	}

	#resume(watcher: Watcher, resource: ServedResource, form: EventForm, shows: Shows, after: number): void {
		const { store } = this.#options;
		const { revision } = store;
		let past: readonly StoreEvent[] = [];
		try {
			if (after < revision) past = store.eventsAfter(after).filter((event) => event.collection === resource.collection);
		} catch (error) {
			if (!(error instanceof Compacted)) throw error;
			watcher.fail(errorEvent(expired(`too old resource version: ${after} (${error.oldest})`).status));
			return;
		}
		watcher.begin(
			Math.max(after, revision),
			(function* () {
				for (const event of past) {
					const line = new ObjectChange(event).seenBy(shows, form);
					if (line !== undefined) yield line;
				}
			})(),
		);
	}

	/** Begins when a revision is reached, or fails when that takes too long. */
	#await(revision: number, watcher: Watcher, begin: () => void): ClockTimer {
		const { clock, store } = this.#options;
		const entry = { revision, begin };
		this.#waiting.add(entry);
		const timer = clock.after(freshnessPatience, () => {
			watcher.fail(errorEvent(resourceVersionTooLarge(revision, store.revision).status));
		});
		return {
			cancel: () => {
				timer.cancel();
				this.#waiting.delete(entry);
			},
		};
	}

	#tell(event: StoreEvent): void {
		const watchers = this.#watchers.get(event.collection);
		if (watchers !== undefined && watchers.size > 0) {
			const change = new ObjectChange(event);
			for (const watcher of watchers) watcher.observe(change);
		}
		for (const entry of this.#waiting) {
			if (entry.revision <= event.revision) entry.begin();
		}
	}

	#watchersOf(collection: string): Set<Watcher> {
		let watchers = this.#watchers.get(collection);
		if (watchers === undefined) {
			watchers = new Set();
			this.#watchers.set(collection, watchers);
		}
		return watchers;
	}

	#duration(seconds: number): number {
		return seconds > 0 ? Math.min(seconds * 1000, longestTimer) : leastDuration * (1 + this.#options.random.next() / 2 ** 32);
	}
}

function visibility(resource: ServedResource, prefix: string, { fields, labels }: WatchOptions): Shows {
	const matchesFields = fieldMatcher(resource, fields);
	return ({ key, state }) =>
		key.startsWith(prefix) &&
		(labels === undefined || labels(state.metadata.labels)) &&
		(matchesFields === undefined || matchesFields(state));
}
