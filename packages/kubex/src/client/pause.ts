import { listenForAbort, stopListeningForAbort } from "../core/abort-listeners.ts";

/** Waits; ends early with the reason of whichever signal is aborted. */
export async function pause(milliseconds: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
	const given = signals.filter((signal) => signal !== undefined);
	const check = (): void => {
		for (const signal of given) signal.throwIfAborted();
	};
	check();
	await new Promise<void>((resolve) => {
		const end = (): void => {
			clearTimeout(timer);
			for (const signal of given) stopListeningForAbort(signal, end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds);
		for (const signal of given) listenForAbort(signal, end);
	});
	check();
}
