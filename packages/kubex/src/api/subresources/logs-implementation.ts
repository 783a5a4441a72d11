import type { ResponseStream } from "../../client/response-stream.ts";
import type { CallOptions } from "../../core/call-options.ts";
import { ProtocolError } from "../../core/errors/protocol-error.ts";
import { type FollowOptions, type LogOptions, logRequest } from "../../core/log-options.ts";
import type { SubresourceTarget } from "../../core/object-request.ts";
import { LogLineReader } from "./log-line-reader.ts";
import type { LogLines } from "./logs-subresource.ts";
import type { Namespaced, SubresourceContext } from "./subresource-implementation.ts";

/** What containers have written. */
export class LogsImplementation {
	readonly #context: SubresourceContext;

	constructor(_target: SubresourceTarget, context: SubresourceContext) {
		this.#context = context;
	}

	async text(name: string, options: LogOptions & FollowOptions & CallOptions & Namespaced = {}): Promise<string> {
		if (options.follow === true) throw new TypeError("follow: a log that goes on has no whole text; lines and bytes follow it");
		const request = logRequest(this.#context.scope(options), name, options);
		const { body } = await this.#context.client.request(request, options);
		if (typeof body === "string") return body;
		if (body instanceof Uint8Array) return new TextDecoder().decode(body);
		// Nothing runs yet, or nothing was written.
		if (body === undefined) return "";
		throw new ProtocolError(`GET ${request.path}: the answer is no text`);
	}

	lines(name: string, options: LogOptions & FollowOptions & CallOptions & Namespaced = {}): LogLines {
		const request = logRequest(this.#context.scope(options), name, options);
		const open = async (signal: AbortSignal): Promise<ResponseStream> =>
			(await this.#context.client.stream(request, { ...options, signal })).body;
		return new LogLineReader({ open, signal: options.signal });
	}

	async bytes(name: string, options: LogOptions & FollowOptions & CallOptions & Namespaced = {}): Promise<ResponseStream> {
		const request = logRequest(this.#context.scope(options), name, options);
		return (await this.#context.client.stream(request, options)).body;
	}
}
