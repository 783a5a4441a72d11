/** The end of something that many waits depend on; lighter than an AbortSignal, which warns of its eleventh listener. */
export class Closing {
	readonly #listeners = new Set<() => void>();
	#closed = false;

	/** Throws once it is closed. */
	check(): void {
		if (this.#closed) throw new DOMException("the client was closed", "AbortError");
	}

	add(listener: () => void): void {
		this.#listeners.add(listener);
	}

	delete(listener: () => void): void {
		this.#listeners.delete(listener);
	}

	close(): void {
		this.#closed = true;
		for (const listener of this.#listeners) listener();
		this.#listeners.clear();
	}
}
