import { listenForAbort, stopListeningForAbort } from "../../core/abort-listeners.ts";
import type { Clock } from "../clock.ts";

/** Waits by a clock; settles early, without an error, when the signal aborts. */
export async function clockPause(clock: Clock, delay: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise<void>((resolve) => {
		const end = (): void => {
			timer.cancel();
			stopListeningForAbort(signal, end);
			resolve();
		};
		const timer = clock.after(delay, end);
		listenForAbort(signal, end);
	});
}
