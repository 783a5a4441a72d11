import { ProtocolError } from "./errors/protocol-error.ts";

const newline = 10;
const carriageReturn = 13;

/** How lines are split. */
export interface LineSplitterOptions {
	/** At most so many bytes a line, its end not counted. Default: 64 MiB, many times what the API server stores of an object. */
	readonly maxLength?: number | undefined;
	/** Whether lines without anything in them are lines. Default: false. */
	readonly emptyLines?: boolean | undefined;
}

/**
 * Splits bytes that come in pieces into lines of text. A line may end with `\r\n`; empty lines are left out, unless they are asked for.
 * `push` never gives what follows the last end of a line: a server that is cut off leaves half a line behind.
 *
 * Every byte is looked at, copied and decoded once, however many pieces a line comes in.
 */
export class LineSplitter {
	readonly #maxLength: number;
	readonly #emptyLines: boolean;
	// Without its marker a text would begin differently in the first line than in the others.
	readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
	/** The beginning of a line whose end has not come, as it came. */
	#parts: Uint8Array[] = [];
	#length = 0;

	constructor(options: LineSplitterOptions = {}) {
		this.#maxLength = options.maxLength ?? 64 * 2 ** 20;
		this.#emptyLines = options.emptyLines ?? false;
	}

	/**
	 * The lines that end in a piece.
	 *
	 * @param chunk - Kept until the line that it begins has ended, so it must not change.
	 * @throws ProtocolError for a line that is too long.
	 */
	push(chunk: Uint8Array): readonly string[] {
		const last = chunk.lastIndexOf(newline);
		if (last === -1) {
			this.#keep(chunk);
			return [];
		}
		const whole = this.#length === 0 ? chunk.subarray(0, last) : this.#join(chunk.subarray(0, last));
		this.#check(whole);
		if (last + 1 < chunk.byteLength) this.#keep(chunk.subarray(last + 1));
		const lines = this.#decoder.decode(whole).split("\n");
		if (!lines.some(isUnclean)) return lines;
		const clean = lines.map(withoutReturn);
		return this.#emptyLines ? clean : clean.filter((line) => line !== "");
	}

	/** What follows the last end of a line, where the bytes have come to their end: one line, or none. */
	end(): readonly string[] {
		return this.#length === 0 ? [] : [this.#decoder.decode(this.#join(new Uint8Array(0)))];
	}

	#keep(part: Uint8Array): void {
		if (part.byteLength === 0) return;
		this.#parts.push(part);
		this.#length += part.byteLength;
		// One byte more may be the `\r` of the end.
		if (this.#length > this.#maxLength + 1) throw this.#tooLong();
	}

	#join(end: Uint8Array): Uint8Array {
		const whole = new Uint8Array(this.#length + end.byteLength);
		let offset = 0;
		for (const part of this.#parts) {
			whole.set(part, offset);
			offset += part.byteLength;
		}
		whole.set(end, offset);
		this.#parts = [];
		this.#length = 0;
		return whole;
	}

	/** Looks at single lines only where there is enough for one that is too long. */
	#check(lines: Uint8Array): void {
		if (lines.byteLength <= this.#maxLength) return;
		for (let start = 0; start <= lines.byteLength; ) {
			const found = lines.indexOf(newline, start);
			const next = found === -1 ? lines.byteLength : found;
			const end = next > start && lines[next - 1] === carriageReturn ? next - 1 : next;
			if (end - start > this.#maxLength) throw this.#tooLong();
			start = next + 1;
		}
	}

	#tooLong(): ProtocolError {
		return new ProtocolError(`a line is longer than ${this.#maxLength} bytes`);
	}
}

function isUnclean(line: string): boolean {
	return line === "" || line.endsWith("\r");
}

function withoutReturn(line: string): string {
	return line.endsWith("\r") ? line.slice(0, -1) : line;
}
