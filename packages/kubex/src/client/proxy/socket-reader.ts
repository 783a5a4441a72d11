import type { Socket } from "node:net";

// What a proxy says before the tunnel is open is a few hundred bytes.
const longestHead = 64 * 1024;

/** Reads what a proxy says before the tunnel is open; what came after it stays in the socket. */
export class SocketReader {
	readonly #socket: Socket;
	#bytes: Buffer = Buffer.alloc(0);

	constructor(socket: Socket) {
		this.#socket = socket;
	}

	/** So many bytes. */
	async exactly(length: number): Promise<Buffer> {
		while (this.#bytes.length < length) await this.#more();
		return this.#take(length);
	}

	/** The bytes up to a mark, which is taken as well. */
	async until(mark: string): Promise<string> {
		for (;;) {
			const end = this.#bytes.indexOf(mark);
			if (end !== -1) return this.#take(end + mark.length).toString("latin1");
			if (this.#bytes.length > longestHead) throw new Error("it says more than a proxy says");
			await this.#more();
		}
	}

	/** Leaves to the socket what was read too far. */
	release(): void {
		if (this.#bytes.length > 0) this.#socket.unshift(this.#bytes);
	}

	#take(length: number): Buffer {
		const taken = this.#bytes.subarray(0, length);
		this.#bytes = this.#bytes.subarray(length);
		return taken;
	}

	async #more(): Promise<void> {
		const socket = this.#socket;
		const chunk = socket.read() as Buffer | null;
		if (chunk !== null) {
			this.#bytes = Buffer.concat([this.#bytes, chunk]);
			return;
		}
		await new Promise<void>((resolve, reject) => {
			const stop = (): void => {
				socket.off("readable", onReadable).off("end", onEnd).off("close", onEnd);
			};
			const onReadable = (): void => {
				stop();
				resolve();
			};
			const onEnd = (): void => {
				stop();
				reject(new Error("it closed the connection"));
			};
			socket.on("readable", onReadable).on("end", onEnd).on("close", onEnd);
			if (socket.destroyed || socket.readableEnded) onEnd();
		});
	}
}
