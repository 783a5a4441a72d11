import { listenForAbort, stopListeningForAbort } from "../core/abort-listeners.ts";

/** Waits; ends early with the reason of whichever signal is aborted. */
export async function pause(milliseconds: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
	const given = signals.filter((signal) => signal !== undefined);
	const check = (): void => {
		for (const signal of given) signal.throwIfAborted();
	};
	check();
	let timer: NodeJS.Timeout | undefined;
	let end: () => void = () => {};
	try {
		await new Promise<void>((resolve) => {
			end = resolve;
			timer = setTimeout(resolve, milliseconds);
			for (const signal of given) listenForAbort(signal, resolve);
		});
	} finally {
		clearTimeout(timer);
		for (const signal of given) stopListeningForAbort(signal, end);
	}
	check();
}
