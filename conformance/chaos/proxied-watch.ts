import type { IncomingMessage, ServerResponse } from "node:http";
import { PlannedFault } from "./planned-fault.ts";
import { statusOf, type WatchFault } from "./proxy-fault.ts";

const newline = 0x0a;

/** What a {@link ProxiedWatch} connects. */
export interface ProxiedWatchOptions {
	/** Path and query. */
	readonly path: string;
	/** The server's answer. */
	readonly incoming: IncomingMessage;
	/** The answer to the client, whose head is written. */
	readonly response: ServerResponse;
	/** Resets the client's connection. */
	readonly reset: () => void;
}

/** A watch on its way through the proxy, line by line, at the pace at which the client reads. */
export class ProxiedWatch {
	/** Path and query of the request. */
	readonly path: string;
	readonly #options: ProxiedWatchOptions;
	#planned: PlannedFault<WatchFault> | undefined;
	/** How many lines pass before the fault. */
	#before = 0;
	/** The line that the next one overtakes. */
	#overtaken: Buffer | undefined;
	#over = false;
	#resumed: Promise<void> | undefined;
	#resume: (() => void) | undefined;
	#written: (() => void) | undefined;

	constructor(options: ProxiedWatchOptions) {
		this.path = options.path;
		this.#options = options;
		options.response.once("close", () => this.#leave());
	}

	/** Has a fault happen to it; one that has not happened yet is replaced. */
	suffer(fault: WatchFault): PlannedFault<WatchFault> {
		const planned = new PlannedFault({}, fault);
		this.expect(planned);
		return planned;
	}

	/** As {@link ProxiedWatch.suffer}, for a fault that was planned before. */
	expect(planned: PlannedFault<WatchFault>): void {
		this.heal();
		this.#planned = planned;
		this.#before = planned.fault.afterFrames ?? 0;
		this.#strike();
	}

	/** Takes back what has not happened. */
	heal(): void {
		this.#planned = undefined;
		const overtaken = this.#overtaken;
		this.#overtaken = undefined;
		if (overtaken !== undefined && !this.#over) this.#options.response.write(overtaken);
	}

	/** Passes everything on; settles at the end, whichever it is. */
	async run(): Promise<void> {
		// The largest object of the storage bounds it.
		let unfinished = Buffer.alloc(0);
		const { incoming, response, reset } = this.#options;
		try {
			for await (const chunk of incoming as AsyncIterable<Buffer>) {
				const text = Buffer.concat([unfinished, chunk]);
				const end = text.lastIndexOf(newline) + 1;
				unfinished = text.subarray(end);
				await this.#pass(linesOf(text.subarray(0, end)));
				if (this.#over) return;
			}
		} catch {
			// The server's end is broken; so is the client's.
			if (!this.#over) reset();
			return;
		}
		await this.#resumed;
		this.heal();
		if (!this.#over) response.end(unfinished);
	}

	async #pass(lines: readonly Buffer[]): Promise<void> {
		let given: Buffer[] = [];
		for (const line of lines) {
			await this.#resumed;
			if (this.#over) return;
			const { broken, instead } = this.#disturbed(line);
			given.push(...instead);
			if (broken === undefined && !this.#isDue) continue;
			await this.#write(given);
			given = [];
			if (broken === undefined) this.#strike();
			else this.#end(broken);
		}
		await this.#resumed;
		if (!this.#over) await this.#write(given);
	}

	/** What is passed on instead of a line, and how it ends thereafter. */
	#disturbed(line: Buffer): { readonly instead: readonly Buffer[]; readonly broken?: "reset" | "close" } {
		const planned = this.#planned;
		if (planned === undefined) return { instead: [line] };
		if (this.#before > 0) {
			this.#before -= 1;
			return { instead: [line] };
		}
		const { fault } = planned;
		if (fault.type === "reorder" && this.#overtaken === undefined) {
			this.#overtaken = line;
			return { instead: [] };
		}
		const overtaken = this.#overtaken ?? line;
		this.#overtaken = undefined;
		this.#planned = undefined;
		planned.happened = true;
		return fault.type === "truncate"
			? { instead: [line.subarray(0, line.length >>> 1)], broken: fault.end }
			: { instead: [line, overtaken] };
	}

	/** Whether the fault happens now, without another line. */
	get #isDue(): boolean {
		const type = this.#planned?.fault.type;
		return this.#before === 0 && (type === "reset" || type === "stall" || type === "close" || type === "error");
	}

	#strike(): void {
		const planned = this.#planned;
		if (planned === undefined || !this.#isDue || this.#over) return;
		this.#planned = undefined;
		planned.happened = true;
		const { fault } = planned;
		if (fault.type === "reset") this.#end("reset");
		else if (fault.type === "stall" && fault.milliseconds !== undefined) this.#pause(fault.milliseconds);
		else if (fault.type === "stall") this.#leave();
		else {
			if (fault.type === "error") {
				this.#options.response.write(`${JSON.stringify({ type: "ERROR", object: statusOf(fault) })}\n`);
			}
			this.#end("close");
		}
	}

	#end(how: "reset" | "close"): void {
		this.#leave();
		if (how === "reset") this.#options.reset();
		else this.#options.response.end();
	}

	/** Has no more to do with the server; the client's connection stays as it is. */
	#leave(): void {
		this.#over = true;
		this.#options.incoming.destroy();
		this.#resume?.();
		this.#written?.();
	}

	#pause(milliseconds: number): void {
		this.#resumed = new Promise((resolve) => {
			const timer = setTimeout(resolve, milliseconds);
			this.#resume = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	/** Settles when the client's side has room for more. */
	async #write(lines: readonly Buffer[]): Promise<void> {
		if (lines.length === 0) return;
		await new Promise<void>((resolve) => {
			this.#written = resolve;
			this.#options.response.write(Buffer.concat(lines), () => resolve());
		});
	}
}

function linesOf(text: Buffer): Buffer[] {
	const lines: Buffer[] = [];
	let start = 0;
	while (start < text.length) {
		const end = text.indexOf(newline, start) + 1;
		lines.push(text.subarray(start, end));
		start = end;
	}
	return lines;
}
