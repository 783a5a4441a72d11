import type { ListWatch } from "../../api/api.ts";
import { Backoff } from "../../core/backoff.ts";
import { KubexApiError } from "../../core/errors/kubex-api-error.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { apiVersionOf } from "../../core/resource.ts";
import { compareResourceVersions } from "../../core/resource-version.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Change } from "../store/change.ts";
import { Alarm } from "./alarm.ts";
import { clockPause } from "./clock-pause.ts";
import { CollectionReader } from "./collection-reader.ts";
import { EventReader } from "./event-reader.ts";
import type { FollowOptions } from "./follow-options.ts";
import { Interruption } from "./interruption.ts";
import { isServed } from "./resource-discovery.ts";
import type { StateSink } from "./state-sink.ts";
import { avoidStreaming, mayStream } from "./streaming-support.ts";
import { watchFailure } from "./watch-failure.ts";
import { begin, decide, newMemory, type WatchDecision, type WatchMemory } from "./watch-machine.ts";
import { WatchRecord } from "./watch-record.ts";
import type { WatchStatus } from "./watch-status.ts";
import type { WatchOutcome, WatchStep } from "./watch-step.ts";

/** What a {@link Reflector} is made from. */
export interface ReflectorOptions<K extends KubernetesObject, T> extends FollowOptions {
	readonly source: ListWatch<K>;
	/** `null` for all namespaces; `undefined` for a cluster-scoped kind. */
	readonly namespace: string | null | undefined;
	readonly sink: StateSink<K, T>;
	/** Told of each reflection in the very moment in which the state changes, before `run` gives it. It must not throw. */
	readonly onReflection?: ((reflection: Reflection<T>) => void) | undefined;
	readonly signal: AbortSignal;
}

/** Changes of the state that belong together. */
export interface Reflection<T> {
	readonly changes: readonly Change<T>[];
	/** Whether the state is complete with them, since they come from a list. */
	readonly complete: boolean;
}

// A state that is not complete so long after its last object never will be.
const markerTimeout = 10_000;
// Nor will one that goes on for ever: this long, and a millisecond more for each object.
const longestState = 60_000;
// An answer in one piece that takes longer has lost its connection.
const usualListTimeout = 60_000;
// How much later than asked a server may end a watch, and how much sooner it still counts as in time.
const latestClose = 5_000;
// Bookmarks come about each minute.
const usualSilence = 180_000;
const earliestClose = 1_000;

type StreamStep = Extract<WatchStep, { readonly io: "stream" | "watch" }>;
type AskStep = Exclude<WatchStep, StreamStep>;

/**
 * Reads the state of a collection into a sink and keeps it up to date, whatever happens on the way. It performs what the
 * machine decides; nothing is read from the server faster than the reflections are taken.
 */
export class Reflector<K extends KubernetesObject, T> {
	readonly #options: ReflectorOptions<K, T>;
	readonly #reader: CollectionReader<K>;
	readonly #clock: Clock;
	readonly #random: () => number;
	readonly #backoff: Backoff;
	readonly #expected: { readonly apiVersion: string; readonly kind: string };
	readonly #record: WatchRecord;
	#memory: WatchMemory;
	#collected: T[] = [];
	#interruption: Interruption | undefined;
	/** What the last step threw. */
	#error: unknown;
	/** Whether the server has sent bookmarks, so that their absence means something. */
	#bookmarks = false;

	constructor(options: ReflectorOptions<K, T>) {
		const { backoff = {}, clock = systemClock, listStrategy = "auto", onDiagnostic, random = Math.random, source } = options;
		this.#options = options;
		this.#reader = new CollectionReader(source, options.namespace, options);
		this.#clock = clock;
		this.#random = random;
		this.#backoff = new Backoff(backoff, random);
		this.#record = new WatchRecord(clock, onDiagnostic);
		this.#memory = newMemory(listStrategy);
		this.#expected =
			source.representation === "metadata"
				? { apiVersion: "meta.k8s.io/v1", kind: "PartialObjectMetadata" }
				: { apiVersion: apiVersionOf(source.resource), kind: source.resource.kind };
	}

	get status(): WatchStatus {
		return this.#record.status(this.#memory.resourceVersion);
	}

	/** Has the state read anew. */
	relist(): void {
		this.#interruption?.interrupt("relist");
	}

	/** Runs until the signal aborts, which ends it quietly, or until something happens after which it must not go on. */
	async *run(): AsyncGenerator<Reflection<T>, void, undefined> {
		const { signal } = this.#options;
		try {
			let decision = begin(this.#memory, this.#mayStream());
			while (!signal.aborted) {
				const reflection = this.#obey(decision);
				if (reflection !== undefined) yield reflection;
				const outcome = yield* this.#perform(decision);
				if (outcome === undefined) break;
				decision = decide(this.#memory, outcome, this.#mayStream());
			}
		} catch (error) {
			this.#record.phase = "failed";
			throw error;
		} finally {
			this.#collected = [];
			if (this.#record.phase !== "failed") this.#record.phase = "stopped";
		}
	}

	#mayStream(): boolean {
		const { client, resource } = this.#options.source;
		return mayStream(client, resource, this.#clock);
	}

	/** Takes a decision over; the change of the state that it means, if any. */
	#obey(decision: WatchDecision): Reflection<T> | undefined {
		const { sink, source } = this.#options;
		const changes: Change<T>[] = [];
		this.#memory = decision.memory;
		if (decision.noStreaming === true) avoidStreaming(source.client, source.resource, this.#clock);
		if (decision.collected === "swap") {
			sink.replace(this.#collected, changes);
			sink.touch(decision.memory.resourceVersion);
			this.#complete(decision.memory.resourceVersion);
		} else if (decision.vanished === true) sink.replace([], changes);
		if (decision.collected !== "keep") this.#collected = [];
		return this.#reflection(changes, decision.collected === "swap");
	}

	#reflection(changes: readonly Change<T>[], complete: boolean): Reflection<T> | undefined {
		if (!complete && changes.length === 0) return undefined;
		const reflection = { changes, complete };
		this.#options.onReflection?.(reflection);
		return reflection;
	}

	#complete(resourceVersion: string): void {
		this.#backoff.succeed(this.#clock.now());
		this.#record.sync(resourceVersion);
	}

	/** Waits as long as a decision says, and does what it says. `undefined` when the watcher ends. */
	async *#perform(decision: WatchDecision): AsyncGenerator<Reflection<T>, WatchOutcome | undefined, undefined> {
		const { step } = decision;
		if (step === undefined) throw new TypeError("the stream that was to go on has ended");
		const delay = this.#restart(decision);
		const interruption = new Interruption(this.#options.signal);
		this.#interruption = interruption;
		try {
			if (delay > 0) {
				this.#record.phase = decision.vanished === true ? "unavailable" : "waiting";
				await clockPause(this.#clock, delay, interruption.signal);
			}
			interruption.signal.throwIfAborted();
			if (step.io === "stream" || step.io === "watch") return yield* this.#stream(step, interruption);
			this.#record.phase = step.io === "list" ? "listing" : "probing";
			return await this.#ask(step, interruption);
		} catch (error) {
			return this.#failed(error, interruption);
		} finally {
			interruption.end();
		}
	}

	/** Tells of a restart. @returns how long to wait before it, in milliseconds. @throws what happened when it must not go on. */
	#restart({ cause, delay, fatal }: WatchDecision): number {
		if (cause === undefined) return 0;
		const error = this.#error;
		this.#error = undefined;
		const throws = fatal === true || (this.#options.onPermanentError === "throw" && delay === "longest");
		if (throws && error !== undefined) throw error;
		const asked = error instanceof KubexApiError ? (error.retryAfter ?? 0) : 0;
		const own = delay === "none" ? 0 : delay === "longest" ? this.#backoff.longest() : this.#backoff.fail(this.#clock.now());
		const milliseconds = Math.max(asked, own);
		this.#record.restart({ cause, error, delay: milliseconds });
		return milliseconds;
	}

	/** A request with an answer of its own. */
	async #ask(step: AskStep, interruption: Interruption): Promise<WatchOutcome> {
		const { signal } = interruption;
		const { listTimeout = usualListTimeout } = this.#options;
		const alarm = new Alarm(this.#clock, listTimeout, () => interruption.interrupt("late"));
		try {
			if (step.io === "discover") {
				const { client, resource } = this.#options.source;
				return { kind: "discovered", served: await isServed(client, resource, { signal, retry: false, timeout: false }) };
			}
			if (step.io === "probe") {
				const order = compareResourceVersions(await this.#reader.newest(signal), this.#memory.resourceVersion);
				return { kind: "probed", order };
			}
			const { items, metadata } = await this.#reader.list(step, signal);
			for (const item of items) if (this.#isExpected(item)) this.#collected.push(this.#options.sink.prepare(item));
			return { kind: "page", resourceVersion: metadata.resourceVersion ?? "", continueToken: metadata.continue };
		} finally {
			alarm.stop();
			this.#record.hear();
		}
	}

	/** Reads a watch to its end. */
	async *#stream(
		step: StreamStep,
		interruption: Interruption,
	): AsyncGenerator<Reflection<T>, WatchOutcome | undefined, undefined> {
		const initial = step.io === "stream";
		const seconds = this.#timeoutSeconds();
		const started = this.#clock.now();
		const events = new EventReader({
			sink: this.#options.sink,
			isExpected: (object: K) => this.#isExpected(object),
			resourceVersion: step.resourceVersion ?? "",
			initial,
		});
		const patience = (): number => (events.collecting ? this.#markerPatience() : this.#patience(seconds));
		const alarm = new Alarm(this.#clock, patience(), () => interruption.interrupt(events.collecting ? "late" : "silent"));
		this.#record.phase = initial ? "listing" : "watching";
		try {
			for await (const batch of this.#reader.batches(step, seconds, interruption.signal)) {
				alarm.hear();
				this.#record.hear();
				const changes: Change<T>[] = [];
				const wasCollecting = events.collecting;
				const inOrder = events.read(batch, changes);
				const complete = wasCollecting && !events.collecting;
				const reflection = this.#reflection(changes, complete);
				if (complete) {
					this.#memory = decide(this.#memory, { kind: "marker", resourceVersion: events.resourceVersion }, true).memory;
					this.#complete(events.resourceVersion);
					this.#record.phase = "watching";
				} else if (batch.length > 0) this.#backoff.succeed(this.#clock.now());
				this.#bookmarks ||= events.sawBookmark;
				if (reflection !== undefined) {
					// Whoever takes the changes may take his time.
					alarm.pause();
					yield reflection;
				}
				alarm.wait(patience());
				if (!inOrder) return { kind: "unordered" };
				if (!events.collecting) this.#memory = { ...this.#memory, resourceVersion: events.resourceVersion };
				else if (this.#clock.now() - started > longestState + events.frames) return { kind: "markerLate" };
			}
			const lived = this.#clock.now() - started;
			return { kind: "closed", lived, frames: events.frames, early: lived < seconds * 1000 - earliestClose };
		} finally {
			alarm.stop();
		}
	}

	/** Reads what a step threw. @throws it when it is no failure of the server or of the way to it. */
	#failed(error: unknown, interruption: Interruption): WatchOutcome | undefined {
		switch (interruption.cause) {
			case "stop":
				return undefined;
			case "relist":
				return { kind: "relist" };
			case "silent":
				return { kind: "silent" };
			case "late":
				return this.#memory.phase === "stream" ? { kind: "markerLate" } : { kind: "failed", failure: "overload" };
		}
		const failure = this.#options.source.client.closed ? undefined : watchFailure(error);
		if (failure === undefined) throw error;
		this.#error = error;
		return { kind: "failed", failure };
	}

	/** Leaves out what the server was not asked for. */
	#isExpected({ apiVersion, kind }: K): boolean {
		const expected = this.#expected;
		if (kind === expected.kind && apiVersion === expected.apiVersion) return true;
		this.#record.skip({ apiVersion, kind });
		return false;
	}

	/** How long a state that is being streamed may be silent before it is complete. */
	#markerPatience(): number {
		return Math.min(markerTimeout, this.#options.silenceTimeout ?? markerTimeout);
	}

	/** How long a watch may be silent. */
	#patience(seconds: number): number {
		const longest = seconds * 1000 + latestClose;
		const { silenceTimeout = this.#bookmarks ? usualSilence : longest } = this.#options;
		return Math.min(silenceTimeout, longest);
	}

	#timeoutSeconds(): number {
		const { min, max } = this.#options.watchTimeout ?? { min: 300_000, max: 600_000 };
		return Math.max(1, Math.round((min + (max - min) * this.#random()) / 1000));
	}
}
