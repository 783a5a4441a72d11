import { listenForAbort, stopListeningForAbort } from "../core/abort-listeners.ts";
import { TimeoutError } from "../core/errors/timeout-error.ts";

/**
 * Waits for work that cannot be stopped, such as reading credentials, no longer than a call may take.
 *
 * @param what - The work, for the message.
 * @throws TimeoutError when the time runs out, or the signal's reason.
 */
export async function withinDeadline<T>(
	work: Promise<T>,
	timeout: number | undefined,
	signal: AbortSignal | undefined,
	what: string,
): Promise<T> {
	signal?.throwIfAborted();
	let timer: NodeJS.Timeout | undefined;
	let onAbort: (() => void) | undefined;
	const end = new Promise<never>((_resolve, reject) => {
		if (timeout !== undefined)
			timer = setTimeout(
				() => reject(new TimeoutError(`${what} took more than ${Math.ceil(timeout)} ms`, { phase: "connect" })),
				timeout,
			);
		onAbort = () => reject(signal?.reason);
		if (signal !== undefined) listenForAbort(signal, onAbort);
	});
	try {
		return await Promise.race([work, end]);
	} finally {
		clearTimeout(timer);
		if (signal !== undefined && onAbort !== undefined) stopListeningForAbort(signal, onAbort);
	}
}
