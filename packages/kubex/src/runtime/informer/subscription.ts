import type { Predicate } from "../predicates/predicate.ts";
import type { Change } from "../store/change.ts";
import type { MailboxOptions } from "./mailbox.ts";

/** How changes are handed to a subscriber. */
export interface SubscribeOptions<T> extends MailboxOptions {
	/** Which changes it is told of; they are judged as they are handed over. Default: all. */
	readonly predicate?: Predicate<T> | undefined;
	/**
	 * Milliseconds after which it is told of every object again, as an update from the object to itself, without a request.
	 * Default: never.
	 */
	readonly resync?: number | undefined;
	/**
	 * Told what the handler threw, and at which change; the next change follows all the same. With `every`, told of an
	 * `OverflowError`, too, which ends the subscription. Default: the informer's `onDiagnostic`.
	 */
	readonly onError?: ((error: unknown, change: Change<T> | undefined) => void) | undefined;
}

/** What a subscriber does with a change. The next one follows when the promise is settled. */
export type ChangeHandler<T> = (change: Change<T>) => void | Promise<void>;

/** A subscriber's hold on an informer; it ends with the informer, with `close()`, or with an `await using` block. */
export interface Subscription extends AsyncDisposable {
	/** Settles when the handler is done with every object that was there when the subscription began, or when the informer synced. */
	readonly synced: Promise<void>;
	/** How many changes wait for the handler: at most two for each key, unless it wants every one. */
	readonly pending: number;
	/**
	 * Ends it; settles when the handler is not running any more, after which it is not called again. The handler itself must not
	 * wait for it.
	 */
	close(): Promise<void>;
}
