import { createGunzip, type Gunzip } from "node:zlib";
import type { Dispatcher } from "undici";
import { listenForAbort, stopListeningForAbort } from "../core/abort-listeners.ts";
import { TimeoutError, type TimeoutPhase } from "../core/errors/timeout-error.ts";
import { TransportError } from "../core/errors/transport-error.ts";
import { BodyStream } from "./body-stream.ts";
import { connectionProblem, isPermanent } from "./connection-problem.ts";
import { type FlowControl, holdableFlow } from "./flow-control.ts";
import { describeRequest } from "./request-summary.ts";
import type { ResponseHeaders, TransportRequest, TransportResponse } from "./transport.ts";

// With zlib's default of 16 KiB a gzipped list costs twice the time of a plain one; with this, as good as nothing.
const inflateChunk = 256 * 1024;
const longestTimer = 2 ** 31 - 1;
const noBytes = /* @__PURE__ */ new Uint8Array(0);

/** What a call holds of the pool; either member is called once. */
export interface Lease {
	/** The connection is free for another call. */
	release(): void;
	/** The call has ended before its answer did. */
	abandon(): void;
}

/**
 * Collects one answer of undici and settles the call exactly once: with the answer, with an error, or when its time is up.
 * A streamed answer settles the call when it begins; what happens from then on its stream tells.
 * One object per call and no promise per chunk, since this is on the path of every request.
 */
export class ResponseCollector implements Dispatcher.DispatchHandler {
	readonly #request: TransportRequest;
	readonly #resolve: (response: TransportResponse) => void;
	readonly #reject: (reason: unknown) => void;
	readonly #chunks: Buffer[] = [];
	#phase: TimeoutPhase = "connect";
	#status = 0;
	#headers: ResponseHeaders = {};
	#inflate: Gunzip | undefined;
	#stream: BodyStream | undefined;
	#timer: NodeJS.Timeout | undefined;
	#phaseTimer: NodeJS.Timeout | undefined;
	#settled = false;

	/** The connection, or the place among those that wait for one. */
	lease: Lease | undefined;
	/** What holds back a streamed body, where it is not undici. */
	flow: FlowControl | undefined;

	constructor(request: TransportRequest, resolve: (response: TransportResponse) => void, reject: (reason: unknown) => void) {
		this.#request = request;
		this.#resolve = resolve;
		this.#reject = reject;
		if (request.signal !== undefined) listenForAbort(request.signal, this.#onAbort);
		if (request.timeout !== undefined && request.timeout <= longestTimer) {
			this.#timer = setTimeout(this.#onTimeout, request.timeout, request.timeout);
		}
		this.#limitPhase(request.connectTimeout);
	}

	onRequestStart(): void {
		this.#phase = "headers";
		this.#limitPhase(this.#request.headersTimeout);
	}

	onResponseStart(controller: FlowControl, status: number, headers: ResponseHeaders): void {
		// An informational answer (1xx) precedes the real one.
		if (status < 200) return;
		this.#phase = "total";
		this.#limitPhase(undefined);
		this.#status = status;
		this.#headers = headers;
		if (headers["content-encoding"] === "gzip") this.#inflate = this.#createInflate();
		if (this.#request.streamed === true && status < 300) this.#openStream(this.flow ?? holdableFlow(controller, headers));
	}

	onResponseData(_controller: unknown, chunk: Buffer): void {
		if (this.#inflate === undefined) this.#take(chunk);
		else this.#inflate.write(chunk);
	}

	onResponseEnd(): void {
		this.#release();
		if (this.#inflate === undefined) this.#complete();
		else this.#inflate.end();
	}

	onResponseError(_controller: unknown, error: Error): void {
		this.#release();
		this.fail(error);
	}

	/** Settles the call with a connection's error, which the message puts into a sentence. */
	fail(error: Error): void {
		const what = describeRequest(this.#request);
		this.#fail(
			error instanceof TimeoutError
				? new TimeoutError(`${what}: ${error.message}`, { phase: error.phase, cause: error })
				: new TransportError(`${what}: ${connectionProblem(error)}`, {
						cause: error,
						sent: this.#phase !== "connect" && !isUnread(error),
						permanent: isPermanent(error),
					}),
		);
	}

	/** From here on the connection may carry another call, which this one must not disturb any more. */
	#release(): void {
		const { lease } = this;
		this.lease = undefined;
		lease?.release();
	}

	#take(chunk: Buffer): void {
		if (this.#stream === undefined) this.#chunks.push(chunk);
		else this.#stream.push(chunk);
	}

	#openStream(flow: FlowControl | undefined): void {
		const { idleTimeout, timeoutUntil } = this.#request;
		if (timeoutUntil === "begin") clearTimeout(this.#timer);
		const inflate = this.#inflate;
		this.#stream = new BodyStream({
			idleTimeout,
			pause: flow && (() => [inflate, flow].forEach((each) => each?.pause())),
			resume: flow && (() => [inflate, flow].forEach((each) => each?.resume())),
			leave: () => {
				this.#end();
				this.#stop();
			},
			silence: (limit) => {
				this.#phase = "idle";
				this.#onTimeout(limit);
			},
		});
		this.#resolve({ status: this.#status, headers: this.#headers, bytes: noBytes, stream: this.#stream });
	}

	#createInflate(): Gunzip {
		const inflate = createGunzip({ chunkSize: inflateChunk });
		inflate.on("data", (chunk: Buffer) => this.#take(chunk));
		inflate.on("end", () => this.#complete());
		inflate.on("error", (error) => {
			this.#fail(new TransportError(`${describeRequest(this.#request)}: the answer's gzip encoding is broken`, { cause: error }));
			this.lease?.abandon();
		});
		return inflate;
	}

	#complete(): void {
		if (!this.#end()) return;
		if (this.#stream !== undefined) {
			this.#stream.end();
			return;
		}
		const chunks = this.#chunks;
		const [only] = chunks;
		this.#resolve({
			status: this.#status,
			headers: this.#headers,
			bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks),
		});
	}

	/** @param atOnce - Whether the reader of a stream is to get nothing more, not even what has come already. */
	#fail(reason: unknown, atOnce = false): void {
		if (!this.#end()) return;
		if (this.#stream === undefined) this.#reject(reason);
		else this.#stream.fail(reason, atOnce);
	}

	/** Releases what the call holds; false when it has ended already. */
	#end(): boolean {
		if (this.#settled) return false;
		this.#settled = true;
		if (this.#timer !== undefined) clearTimeout(this.#timer);
		this.#limitPhase(undefined);
		if (this.#request.signal !== undefined) stopListeningForAbort(this.#request.signal, this.#onAbort);
		return true;
	}

	readonly #onAbort = (): void => {
		this.#fail(this.#request.signal?.reason, true);
		this.#stop();
	};

	readonly #onTimeout = (limit: number): void => {
		this.#fail(this.#timedOut(limit), true);
		this.#stop();
	};

	#limitPhase(limit: number | undefined): void {
		if (this.#phaseTimer !== undefined) clearTimeout(this.#phaseTimer);
		this.#phaseTimer =
			limit === undefined || limit > longestTimer || this.#settled ? undefined : setTimeout(this.#onTimeout, limit, limit);
	}

	#stop(): void {
		this.#inflate?.destroy();
		this.lease?.abandon();
	}

	#timedOut(limit: number): TimeoutError {
		const reached = { connect: "no connection", headers: "no answer", total: "no complete answer", idle: "not a byte" }[
			this.#phase
		];
		return new TimeoutError(`${describeRequest(this.#request)}: ${reached} within ${Math.ceil(limit)} ms`, {
			phase: this.#phase,
		});
	}
}

/** Whether it is known that the server has not read the request. */
function isUnread(error: Error): boolean {
	if (error instanceof TransportError) return !error.sent;
	// With TLS 1.3 the server looks at the client's certificate after the client has sent its first request, and before it reads that.
	return "code" in error && typeof error.code === "string" && /^ERR_SSL_.*_ALERT_/.test(error.code);
}
