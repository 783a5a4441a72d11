import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { TimeoutError, type TimeoutPhase, TransportError, type TransportRequest, type TransportResponse } from "kubex";
import type { Clock, ClockTimer } from "../clock.ts";
import { onAbort } from "./abort-listeners.ts";
import type { Connection, ServerResponse } from "./exchange.ts";
import { InMemoryStream } from "./in-memory-stream.ts";

const decompress = promisify(gunzip);
const nothing = new Uint8Array(0);
/** What a timer of the machine can wait at most; it would fire at once for more. */
const longestTimer = 2 ** 31 - 1;

/** What a call that ran out of time has waited for in vain. */
const missing: Readonly<Record<TimeoutPhase, string>> = {
	connect: "no connection",
	headers: "no answer",
	total: "no complete answer",
	idle: "not a byte",
};

/** One call of the in-memory transport, from its request to the end of its answer. */
export class InMemoryCall implements Connection {
	readonly #request: TransportRequest;
	readonly #clock: Clock;
	readonly #onEnd: (call: InMemoryCall) => void;
	readonly #timers = new Set<ClockTimer>();
	#total: ClockTimer | undefined;
	#headers: ClockTimer | undefined;
	#silence: ClockTimer | undefined;
	#forgetSignal: (() => void) | undefined;
	#reject: ((reason: unknown) => void) | undefined;
	#stream: InMemoryStream | undefined;
	#ended = false;

	/** @param onEnd Told once, when the call holds nothing any more. */
	constructor(request: TransportRequest, clock: Clock, onEnd: (call: InMemoryCall) => void) {
		this.#request = request;
		this.#clock = clock;
		this.#onEnd = onEnd;
	}

	/** Settles with the answer, or when the call is ended before there is one. */
	send(exchange: (connection: Connection) => Promise<ServerResponse | undefined>): Promise<TransportResponse> {
		const { signal, timeout, headersTimeout } = this.#request;
		return new Promise((resolve, reject) => {
			this.#reject = reject;
			if (signal !== undefined) this.#forgetSignal = onAbort(signal, () => this.end(signal.reason));
			this.#total = this.#limit(timeout);
			this.#headers = this.#limit(headersTimeout);
			void this.#settle(this.#receive(exchange(this)), resolve, reject);
		});
	}

	/** Ends the call, whose answer is then not wanted any more. */
	end(reason: unknown): void {
		if (this.#ended) return;
		this.#release();
		this.#reject?.(reason);
		this.#stream?.fail(reason);
	}

	/** Ends the call along with its transport. */
	close(): void {
		this.end(new TransportError(`${this.#what}: the transport was closed`));
	}

	reset(): void {
		this.end(new TransportError(`${this.#what}: the connection was reset`));
	}

	get #what(): string {
		const { method, path } = this.#request;
		const end = path.indexOf("?");
		return `${method} ${end === -1 ? path : path.slice(0, end)}`;
	}

	async #settle(
		received: Promise<TransportResponse | undefined>,
		resolve: (response: TransportResponse) => void,
		reject: (reason: unknown) => void,
	): Promise<void> {
		try {
			const response = await received;
			if (response !== undefined) resolve(response);
		} catch (error) {
			reject(error);
		}
	}

	/** The answer; `undefined` when the call has ended in the meantime. */
	async #receive(answered: Promise<ServerResponse | undefined>): Promise<TransportResponse | undefined> {
		const answer = await answered;
		if (answer === undefined) return undefined;
		if (this.#ended) {
			await answer.chunks?.return?.();
			return undefined;
		}
		this.#headers?.cancel();
		const { status } = answer;
		const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
		const streamed = this.#request.streamed === true && status >= 200 && status < 300;
		if (answer.chunks === undefined && !streamed) {
			const bytes = headers["content-encoding"] === "gzip" ? await decompress(answer.body) : answer.body;
			if (this.#ended) return undefined;
			this.#release();
			return { status, headers, bytes };
		}
		const encoded = headers["content-encoding"] === "gzip";
		const stream = this.#open(answer.chunks ?? wholeBody(encoded ? await decompress(answer.body) : answer.body));
		if (streamed && this.#request.timeoutUntil === "begin") this.#total?.cancel();
		if (streamed) return { status, headers, bytes: nothing, stream };
		const parts: Uint8Array[] = [];
		for await (const part of stream) parts.push(part);
		return { status, headers, bytes: Buffer.concat(parts) };
	}

	#open(chunks: AsyncIterator<Uint8Array>): InMemoryStream {
		const { idleTimeout, streamed } = this.#request;
		const stream = new InMemoryStream({
			chunks,
			onWait: () => {
				if (streamed === true) this.#silence = this.#limit(idleTimeout, "idle");
			},
			onProgress: () => {
				if (this.#silence === undefined) return;
				this.#silence.cancel();
				this.#timers.delete(this.#silence);
			},
			onEnd: () => this.#release(),
		});
		this.#stream = stream;
		return stream;
	}

	#limit(timeout: number | undefined, phase?: TimeoutPhase): ClockTimer | undefined {
		if (timeout === undefined || timeout > longestTimer) return undefined;
		const timer = this.#clock.after(timeout, () => {
			const reached = phase ?? (this.#stream === undefined ? "headers" : "total");
			this.end(new TimeoutError(`${this.#what}: ${missing[reached]} within ${timeout} ms`, { phase: reached }));
		});
		this.#timers.add(timer);
		return timer;
	}

	#release(): void {
		if (this.#ended) return;
		this.#ended = true;
		for (const timer of this.#timers) timer.cancel();
		this.#forgetSignal?.();
		this.#onEnd(this);
	}
}

async function* wholeBody(bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined, undefined> {
	if (bytes.length > 0) yield bytes;
	return undefined;
}
