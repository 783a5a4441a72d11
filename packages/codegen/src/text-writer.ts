const lineWidth = 130;
const tabWidth = 2;

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

	/** Adds a list on one line where it fits, else each of its items on a line of its own, ended with the separator. */
	list(open: string, items: readonly string[], close: string, separator: "," | ";", space = " "): this {
		const one = `${open}${space}${items.join(`${separator} `)}${space}${close}`;
		if (one.length + this.#depth * tabWidth <= lineWidth) return this.line(one);
		return this.block(open, close, () => this.line(...items.map((item) => `${item}${separator}`)));
	}

	/** Adds a member of an object type; a union that does not fit becomes a line for each of its members. */
	member(name: string, type: string): this {
		const one = `${name}: ${type};`;
		if (one.length + this.#depth * tabWidth <= lineWidth || !type.includes(" | ")) return this.line(one);
		const [, record = "", inner = type, list = ""] = /^(?:\(|(Record<string, ))(.*)(?:>|\)(\[\]))$/.exec(type) ?? [];
		const members = inner.split(" | ").map((text) => `| ${text}`);
		if (list !== "") return this.block(`${name}: (`, ")[];", () => this.line(...members));
		if (record !== "") return this.block(`${name}: Record<`, ">;", () => this.line("string,", ...members));
		members.push(`${members.pop()};`);
		this.line(`${name}:`);
		this.#depth++;
		this.line(...members);
		this.#depth--;
		return this;
	}

	/** The lines, each with its end. */
	toString(): string {
		return `${this.#lines.join("\n").trimEnd()}\n`;
	}
}
