/** Collects lines of source text, indented with tabs. */
export class TextWriter {
	readonly #lines: string[] = [];
	#depth = 0;

	/** Adds lines at the present depth; an empty text makes an empty line. */
	line(...texts: readonly string[]): this {
		for (const text of texts) this.#lines.push(text === "" ? "" : `${"\t".repeat(this.#depth)}${text}`);
		return this;
	}

	/** Adds `open`, what `body` adds one level deeper, and `close`. */
	block(open: string, close: string, body: () => void): this {
		this.line(open);
		this.#depth++;
		body();
		this.#depth--;
		return this.line(close);
	}

	/** The lines, each with its end. */
	toString(): string {
		return `${this.#lines.join("\n")}\n`;
	}
}
