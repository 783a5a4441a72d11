import type { ResponseHeaders } from "./transport.ts";

/** Holds back the rest of an answer's body. */
export interface FlowControl {
	pause(): void;
	resume(): void;
}

/**
 * undici's control of an answer, where it is safe to use: when the connection of a paused answer is reset, undici's parser
 * asserts and takes the process with it, unless the connection was to be kept. Whether it is, only a body in chunks tells for sure.
 */
export function holdableFlow(controller: FlowControl, headers: ResponseHeaders): FlowControl | undefined {
	const isKept = headers["transfer-encoding"] === "chunked" && !/\bclose\b/i.test(String(headers["connection"] ?? ""));
	return isKept ? controller : undefined;
}
