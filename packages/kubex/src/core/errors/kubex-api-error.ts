import type { Status } from "../meta/status.ts";
import { brand, KubexError } from "./kubex-error.ts";

/** Which request an error answers; it holds nothing secret. */
export interface RequestSummary {
	readonly method: string;
	/** The path without its query. */
	readonly path: string;
}

/** What an API error is made of. */
export interface ApiErrorInit {
	readonly status: Status;
	/** The HTTP status. */
	readonly code: number;
	readonly request: RequestSummary;
	/** Milliseconds that the server asked to wait for. */
	readonly retryAfter?: number | undefined;
	/** What the client knows of the reason and the server did not say; the message ends with it. */
	readonly hint?: string | undefined;
	/** Whether it came as an event of a watch. */
	readonly inStream?: boolean | undefined;
	readonly cause?: unknown;
}

/**
 * The API server refused a request. Each common HTTP status has a class below this one; any other status is this class.
 *
 *
 * @example
 * ```ts
 * try {
 *   await pods.get("nope");
 * } catch (error) {
 *   if (error instanceof KubexApiError) console.error(error.code, error.reason, error.request.path);
 * }
 * ```
 */
export class KubexApiError extends KubexError {
	static {
		brand(this, "KubexApiError");
	}

	/** The server's Status; made of the HTTP status and the body's text when the server, or a proxy, sent none. */
	readonly status: Status;
	/** The HTTP status. */
	readonly code: number;
	/** A word for programs, such as `NotFound`; empty when none was given. */
	readonly reason: string;
	/** Milliseconds that the server asked to wait for before another try. */
	readonly retryAfter: number | undefined;
	/** Which request was refused. */
	readonly request: RequestSummary;
	/** Whether it came as an event of a watch that had begun well; the HTTP status was 200 then. */
	readonly inStream: boolean;

	constructor(init: ApiErrorInit) {
		const { code, hint, request, status } = init;
		const reason = status.reason ?? "";
		super(
			`${request.method} ${request.path}: ${code}${reason === "" ? "" : ` ${reason}`}: ${status.message ?? "no message"}${hint === undefined ? "" : ` (${hint})`}`,
			init.cause === undefined ? undefined : { cause: init.cause },
		);
		this.status = status;
		this.code = code;
		this.reason = reason;
		this.retryAfter = init.retryAfter;
		this.request = request;
		this.inStream = init.inStream ?? false;
	}
}
