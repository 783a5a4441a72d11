/** What was written at once. */
interface Piece {
	/** Milliseconds since the Unix epoch. */
	readonly time: number;
	/** One line with its end, or the beginning of one. */
	readonly bytes: Uint8Array;
}

/** Which part of a log is read. */
export interface LogSelection {
	/** Milliseconds since the Unix epoch; everything unless given. */
	readonly since?: number | undefined;
	readonly tailLines?: number | undefined;
	readonly limitBytes?: number | undefined;
	readonly timestamps: boolean;
}

/** How many bytes a log keeps, as a kubelet does before it turns to a new file. */
const limit = 10 * 1024 * 1024;
const newline = 10;

/** What one instance of a container has written. */
export class ContainerLog {
	#pieces: Piece[] = [];
	#bytes = 0;
	/** How many pieces were dropped. */
	#dropped = 0;
	#closed = false;
	readonly #readers = new Set<() => void>();

	/** Whether nothing more will be written. */
	get closed(): boolean {
		return this.#closed;
	}

	/** How many pieces were ever written. */
	get length(): number {
		return this.#dropped + this.#pieces.length;
	}

	/** Writes a text; what follows its last end of a line is continued by the next one. */
	write(text: string | Uint8Array, time: number): void {
		const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
		for (let start = 0; start < bytes.byteLength; ) {
			const found = bytes.indexOf(newline, start);
			const end = found === -1 ? bytes.byteLength : found + 1;
			this.#pieces.push({ time, bytes: bytes.slice(start, end) });
			start = end;
		}
		this.#bytes += bytes.byteLength;
		while (this.#bytes > limit && this.#pieces.length > 1) {
			this.#bytes -= this.#pieces.shift()?.bytes.byteLength ?? 0;
			this.#dropped++;
		}
		this.#tell();
	}

	/** Ends it: those who follow it come to their end. */
	close(): void {
		this.#closed = true;
		this.#tell();
	}

	/** What is chosen of all that was written so far. */
	read({ since = 0, tailLines, limitBytes, timestamps }: LogSelection, from = 0): Uint8Array {
		const all = this.#pieces.slice(Math.max(0, from - this.#dropped));
		const chosen = all.filter((piece) => piece.time >= since);
		const parts: Uint8Array[] = [];
		let begins = true;
		for (const { time, bytes } of lastLines(chosen, tailLines)) {
			if (timestamps && begins) parts.push(Buffer.from(`${new Date(time).toISOString().slice(0, -1)}000000Z `));
			parts.push(bytes);
			begins = bytes.at(-1) === newline;
		}
		const whole = Buffer.concat(parts);
		return limitBytes === undefined ? whole : whole.subarray(0, limitBytes);
	}

	/** Calls a function once, when something was written or the log has ended. */
	onChange(listener: () => void): () => void {
		this.#readers.add(listener);
		return () => void this.#readers.delete(listener);
	}

	#tell(): void {
		const readers = [...this.#readers];
		this.#readers.clear();
		for (const reader of readers) reader();
	}
}

function lastLines(pieces: readonly Piece[], count: number | undefined): readonly Piece[] {
	if (count === undefined) return pieces;
	let lines = 0;
	for (let index = pieces.length - 1; index >= 0; index--) {
		const isEnd = index === pieces.length - 1 || pieces[index]?.bytes.at(-1) === newline;
		if (isEnd && ++lines > count) return pieces.slice(index + 1);
	}
	return pieces;
}
