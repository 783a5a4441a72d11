interface Listeners {
	readonly all: Set<() => void>;
	readonly callAll: () => void;
}

const known = new WeakMap<AbortSignal, Listeners>();

/**
 * Has a function called when a signal aborts. However many calls share a signal, it carries one listener: Node warns of a leak at the
 * eleventh.
 *
 * @returns Takes the function back; the last one leaves nothing on the signal.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
	let listeners = known.get(signal);
	if (listeners === undefined) {
		const all = new Set<() => void>();
		const callAll = (): void => {
			for (const each of all) each();
		};
		listeners = { all, callAll };
		known.set(signal, listeners);
	}
	const { all, callAll } = listeners;
	if (all.size === 0) signal.addEventListener("abort", callAll);
	all.add(listener);
	return () => {
		if (all.delete(listener) && all.size === 0) signal.removeEventListener("abort", callAll);
	};
}
