import type { Socket } from "node:net";
import { TimeoutError } from "../core/errors/timeout-error.ts";

/** One connection that is being opened, layer by layer; it ends once, with a socket or with a reason. */
export class DialAttempt {
	readonly #done: (error: Error | null, socket: Socket | null) => void;
	readonly #timer: NodeJS.Timeout;
	#socket: Socket | undefined;
	#problem: Error | undefined;
	#ended = false;

	constructor(server: URL, timeout: number, done: (error: Error | null, socket: Socket | null) => void) {
		this.#done = done;
		this.#timer = setTimeout(() => {
			this.end(new TimeoutError(`no connection to ${server.host} within ${timeout} ms`, { phase: "connect" }), null);
		}, timeout);
	}

	/** What the connection's sockets have failed with. */
	get problem(): Error | undefined {
		return this.#problem;
	}

	/** Waits for a layer of the connection. */
	async established(socket: Socket, event: "connect" | "secureConnect"): Promise<Socket> {
		this.#socket = socket;
		// Stays, since an error of which nobody hears would end the process.
		socket.on("error", this.#onError);
		await new Promise<void>((resolve, reject) => {
			const onClose = (): void => reject(this.#problem ?? new Error("the connection was closed before it was established"));
			socket.once("close", onClose);
			socket.once(event, () => {
				socket.off("close", onClose);
				resolve();
			});
			if (this.#ended) socket.destroy();
		});
		return socket;
	}

	/** Hands over the socket, unless it has failed meanwhile, or the reason why there is none. */
	end(error: Error | null, socket: Socket | null): void {
		if (this.#ended) return;
		this.#ended = true;
		clearTimeout(this.#timer);
		const reason = error ?? this.#problem ?? null;
		if (reason !== null) this.#socket?.destroy();
		this.#done(reason, reason === null ? socket : null);
		if (reason === null) socket?.off("error", this.#onError);
	}

	readonly #onError = (error: Error): void => {
		this.#problem ??= error;
	};
}
