import { STATUS_CODES } from "node:http";
import { inspect } from "node:util";
import type { Transport, TransportRequest, TransportResponse } from "kubex";
import { highlight } from "./highlight.ts";
import { paint } from "./paint.ts";
import { abridged, summary, wrapped } from "./summary.ts";

/** Where a tour is printed. */
export interface Page {
	/** Columns. */
	readonly width: number;
	/** Prints one line. */
	print(line: string): void;
}

/** What a tour came to. */
export interface TourCount {
	readonly steps: number;
	readonly requests: number;
}

const longBody = 400;

/** Prints the steps of a tour: what a user writes, what it sends and what comes back. */
export class Tour {
	readonly #listing: ReadonlyMap<string, readonly string[]>;
	readonly #page: Page;
	#steps = 0;
	#requests = 0;
	#title = "";
	#shown = 0;

	constructor(listing: ReadonlyMap<string, readonly string[]>, page: Page) {
		this.#listing = listing;
		this.#page = page;
	}

	/** Begins a part of the tour. */
	chapter(title: string): void {
		this.#endStep();
		const rule = "─".repeat(Math.max(3, this.#page.width - title.length - 4));
		this.#page.print(`\n${paint("──", "dim")} ${paint(title, "bold", "cyan")} ${paint(rule, "dim")}`);
	}

	/** Begins a step: its title, a sentence about it, and the code that follows the call in the source. */
	step(title: string, note?: string): void {
		this.#endStep();
		const code = this.#listing.get(title);
		if (code === undefined) throw new Error(`the source has no step ${JSON.stringify(title)}`);
		this.#title = title;
		this.#page.print(`\n${paint(String(++this.#steps).padStart(2), "cyan")}  ${paint(title, "bold")}`);
		if (note !== undefined) for (const line of wrapped(note, this.#page.width - 4)) this.#page.print(`    ${paint(line, "dim")}`);
		this.#page.print("");
		for (const line of code) this.#page.print(`    ${highlight(line)}`);
		this.#page.print("");
	}

	/** Ends the tour. */
	end(): TourCount {
		this.#endStep();
		return { steps: this.#steps, requests: this.#requests };
	}

	/** Prints an expression and its value. */
	readonly show = (expression: () => unknown): void => {
		this.#shown++;
		const name = expression.toString().replace(/^\(\) => /, "");
		const value = inspect(expression(), { breakLength: this.#page.width - name.length - 12, depth: 4 });
		const [first = "", ...rest] = wrapped(`${name} = ${value}`, this.#page.width - 6);
		this.#page.print(`    ${paint("•", "yellow")} ${highlight(name)} = ${paint(first.slice(name.length + 3), "yellow")}`);
		for (const line of rest) this.#page.print(`      ${paint(line, "yellow")}`);
	};

	/** Shows what goes over a transport, and passes it on. */
	readonly watch = (inner: Transport): Transport => ({
		send: async (request) => {
			this.#sent(request);
			const start = performance.now();
			const response = await inner.send(request);
			this.#received(response, performance.now() - start);
			return response;
		},
		close: () => inner.close(),
	});

	/** A step that shows nothing went another way than its code says, such as past a `catch`. */
	#endStep(): void {
		if (this.#title !== "" && this.#shown === 0) throw new Error(`nothing came of the step ${JSON.stringify(this.#title)}`);
		this.#title = "";
		this.#shown = 0;
	}

	#sent({ method, path, body }: TransportRequest): void {
		this.#requests++;
		const { width } = this.#page;
		const [address = "", query] = path.split("?");
		// As it is meant, not as it is escaped.
		const parameters = query
			?.split("&")
			.map((parameter) => abridged(decodeURIComponent(parameter), 60))
			.join(" &");
		const line = `${paint("→", "blue")} ${paint(method, "bold")} ${address}`;
		const short = method.length + address.length + (parameters?.length ?? 0) + 9 <= width;
		this.#page.print(`    ${line}${parameters !== undefined && short ? paint(` ?${parameters}`, "blue") : ""}`);
		if (parameters !== undefined && !short) this.#page.print(`      ${paint(`?${parameters}`, "blue")}`);
		if (typeof body !== "string") return;
		const text = body.length > longBody ? `${summary(body)} (${body.length} bytes)` : body;
		this.#page.print(`      ${paint(abridged(text, width - 6), "dim")}`);
	}

	#received({ status, bytes }: TransportResponse, milliseconds: number): void {
		const colour = status < 300 ? "green" : "red";
		const code = `${status} ${STATUS_CODES[status] ?? ""}`.trimEnd();
		const cost = `${bytes.byteLength} bytes, ${milliseconds.toFixed(1)} ms`;
		const text = abridged(summary(new TextDecoder().decode(bytes)), this.#page.width - code.length - cost.length - 11);
		this.#page.print(`    ${paint("←", colour)} ${paint(code, "bold", colour)}  ${text} ${paint(`(${cost})`, "dim")}`);
	}
}
