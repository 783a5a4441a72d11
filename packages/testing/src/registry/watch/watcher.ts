import type { Clock, ClockTimer } from "../../clock.ts";
import type { EventForm } from "./event-form.ts";
import type { ObjectChange, Shows } from "./object-change.ts";

/** How far a reader may fall behind, in bytes, before its watch ends. */
const backlogLimit = 8 * 1024 * 1024;
/** How much of the initial events is written at a time, in bytes. */
const portion = 64 * 1024;
const bookmarkInterval = 60_000;
/** How long before the end the last bookmark comes. */
const lastBookmark = 2_000;

/** What a {@link Watcher} is made from. */
export interface WatcherOptions {
	readonly clock: Clock;
	readonly form: EventForm;
	readonly shows: Shows;
	/** Milliseconds until the server ends it. */
	readonly duration: number;
	readonly bookmarks: boolean;
	/** The revision of the store. */
	readonly revision: () => number;
	/** Told once, when it has ended. */
	readonly onEnd: () => void;
}

/** One watch: the lines of its events as its reader asks for them. Those of the initial state are written only then. */
export class Watcher implements AsyncIterableIterator<Uint8Array> {
	readonly #options: WatcherOptions;
	readonly #deadline: number;
	readonly #end: ClockTimer;
	#bookmark: ClockTimer | undefined;
	/** Changes up to this revision are no news; all of them until {@link begin}. */
	#after: number = Number.POSITIVE_INFINITY;
	#initial: Iterator<Uint8Array> | undefined;
	#backlog: Uint8Array[] = [];
	#backlogBytes = 0;
	#reader: ((result: IteratorResult<Uint8Array>) => void) | undefined;
	/** Whether the first line has been read. */
	#opened = false;
	#ended = false;

	constructor(options: WatcherOptions) {
		this.#options = options;
		this.#deadline = options.clock.now() + options.duration;
		this.#end = options.clock.after(options.duration, () => this.end());
	}

	/**
	 * Starts: first what `initial` gives, then the changes after a revision.
	 *
	 * @param initial Lines; each is asked for when there is somebody to read it.
	 */
	begin(after: number, initial: Iterable<Uint8Array>): void {
		this.#after = after;
		this.#initial = this.#options.form.writable ? initial[Symbol.iterator]() : undefined;
		if (this.#options.bookmarks) this.#scheduleBookmark();
		this.#serve();
	}

	/** Takes note of a change. */
	observe(change: ObjectChange): void {
		if (change.revision <= this.#after) return;
		const { shows, form } = this.#options;
		const line = change.seenBy(shows, form);
		if (line !== undefined) this.#add(line);
	}

	/** Ends with a last line. */
	fail(line: Uint8Array): void {
		this.#add(line);
		this.end();
	}

	/** Ends after what was added before. */
	end(): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#end.cancel();
		this.#bookmark?.cancel();
		this.#options.onEnd();
		this.#serve();
	}

	next(): Promise<IteratorResult<Uint8Array>> {
		return new Promise((resolve) => {
			this.#reader = resolve;
			this.#serve();
		});
	}

	/** Ends at once; what was not read is dropped. */
	return(): Promise<IteratorResult<Uint8Array>> {
		this.#drop();
		this.end();
		return Promise.resolve({ done: true, value: undefined });
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#add(line: Uint8Array): void {
		if (this.#ended) return;
		this.#backlog.push(line);
		this.#backlogBytes += line.length;
		this.#serve();
		if (this.#backlogBytes <= backlogLimit) return;
		// The reader resumes from the last event that it got, so leaving out the rest loses nothing.
		this.#drop();
		this.end();
	}

	#drop(): void {
		this.#initial = undefined;
		this.#backlog = [];
		this.#backlogBytes = 0;
	}

	#serve(): void {
		const reader = this.#reader;
		if (reader === undefined) return;
		const chunk = this.#take();
		if (chunk === undefined && !this.#ended) return;
		this.#reader = undefined;
		reader(chunk === undefined ? { done: true, value: undefined } : { done: false, value: chunk });
	}

	#take(): Uint8Array | undefined {
		const lines: Uint8Array[] = [];
		let length = 0;
		while (this.#initial !== undefined && length < portion) {
			const { done, value } = this.#initial.next();
			if (done === true) this.#initial = undefined;
			else {
				lines.push(value);
				length += value.length;
			}
		}
		if (this.#initial === undefined) {
			for (const line of this.#backlog) lines.push(line);
			this.#backlog = [];
			this.#backlogBytes = 0;
		}
		const [first] = lines;
		if (first === undefined) return undefined;
		if (!this.#opened) {
			this.#opened = true;
			lines[0] = this.#options.form.first?.(first) ?? first;
		}
		return lines.length < 2 ? lines[0] : Buffer.concat(lines);
	}

	#scheduleBookmark(): void {
		const { clock, form, revision } = this.#options;
		const left = this.#deadline - lastBookmark - clock.now();
		if (left <= 0) return;
		this.#bookmark = clock.after(Math.min(bookmarkInterval, left), () => {
			// A watch that starts in the future has nothing to say before it is reached.
			if (revision() >= this.#after) this.#add(form.bookmark(revision(), false));
			this.#scheduleBookmark();
		});
	}
}
