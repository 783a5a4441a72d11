interface Listeners {
	readonly all: Set<() => void>;
	readonly notify: () => void;
}

const known = /* @__PURE__ */ new WeakMap<AbortSignal, Listeners>();

/**
 * Has a function called when a signal aborts. However many calls share a signal, it carries one listener of theirs: runtimes
 * warn of a leak at the eleventh, and look through all of them at each further one.
 */
export function listenForAbort(signal: AbortSignal, listener: () => void): void {
	let listeners = known.get(signal);
	if (listeners === undefined) {
		const all = new Set<() => void>();
		const notify = (): void => {
			for (const each of all) each();
		};
		listeners = { all, notify };
		known.set(signal, listeners);
	}
	if (listeners.all.size === 0) signal.addEventListener("abort", listeners.notify);
	listeners.all.add(listener);
}

/** Undoes {@link listenForAbort}; the last one leaves nothing on the signal. */
export function stopListeningForAbort(signal: AbortSignal, listener: () => void): void {
	const listeners = known.get(signal);
	if (listeners?.all.delete(listener) === true && listeners.all.size === 0) {
		signal.removeEventListener("abort", listeners.notify);
	}
}
