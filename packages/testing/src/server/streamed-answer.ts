import type { ServerResponse as OutgoingMessage } from "node:http";

/** An answer whose body is written as it comes, no faster than the client reads. */
export class StreamedAnswer {
	readonly #response: OutgoingMessage;
	readonly #chunks: AsyncIterator<Uint8Array>;
	/** Whether the client has yet to read what was written. */
	#blocked = false;

	/** @param response Its head is written, and is sent at once. */
	constructor(response: OutgoingMessage, chunks: AsyncIterator<Uint8Array>) {
		this.#response = response;
		this.#chunks = chunks;
		response.flushHeaders();
		// A client that leaves ends the source as well.
		response.once("close", () => void chunks.return?.());
		void this.#write();
	}

	/** Ends it: cleanly, unless the client is behind and so may never read the end. */
	stop(): void {
		if (this.#blocked) this.#response.destroy();
		else void this.#chunks.return?.();
	}

	async #write(): Promise<void> {
		const response = this.#response;
		for (;;) {
			const { done, value } = await this.#chunks.next();
			if (response.destroyed) return;
			if (done === true) break;
			if (!response.write(value)) await this.#drained();
		}
		response.end();
	}

	async #drained(): Promise<void> {
		const response = this.#response;
		this.#blocked = true;
		await new Promise<void>((resolve) => {
			const settle = (): void => {
				response.off("drain", settle);
				response.off("close", settle);
				resolve();
			};
			response.once("drain", settle);
			response.once("close", settle);
		});
		this.#blocked = false;
	}
}
