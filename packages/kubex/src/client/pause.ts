/** Waits; ends early with the reason of whichever signal is aborted. */
export async function pause(milliseconds: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
	for (const signal of signals) signal?.throwIfAborted();
	let release: (() => void) | undefined;
	try {
		await new Promise<void>((resolve, reject) => {
			const timer = setTimeout(resolve, milliseconds);
			const listeners = signals.map((signal) => {
				const onAbort = (): void => reject(signal?.reason);
				signal?.addEventListener("abort", onAbort);
				return () => signal?.removeEventListener("abort", onAbort);
			});
			release = () => {
				clearTimeout(timer);
				for (const stop of listeners) stop();
			};
		});
	} finally {
		release?.();
	}
}
