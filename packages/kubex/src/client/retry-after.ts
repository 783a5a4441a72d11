import type { ResponseHeaders } from "./transport.ts";

/** Milliseconds that a `Retry-After` header asks to wait: it is a number of seconds or a date. */
export function retryAfterOf(headers: ResponseHeaders, now: number): number | undefined {
	const header = headers["retry-after"];
	const text = typeof header === "string" ? header : header?.[0];
	if (text === undefined) return undefined;
	const milliseconds = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
	return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
