import { apiError } from "../core/errors/api-errors.ts";
import type { KubexApiError, RequestSummary } from "../core/errors/kubex-api-error.ts";
import { isStatus, type Status } from "../core/meta/status.ts";
import { mediaTypeOf } from "./codec.ts";
import { jsonCodec } from "./json-codec.ts";
import { retryAfterOf } from "./retry-after.ts";
import type { TransportResponse } from "./transport.ts";

const longestQuote = 200;

/** The error that an answer without success stands for, whoever gave it: the API server, or a proxy in between. */
export function answerError(request: RequestSummary, response: TransportResponse): KubexApiError {
	const { status: code, headers, bytes } = response;
	const status = statusOf(code, mediaTypeOf(headers["content-type"]), bytes);
	const seconds = status.details?.retryAfterSeconds;
	return apiError({
		status,
		code,
		request,
		retryAfter: seconds === undefined ? retryAfterOf(headers, Date.now()) : seconds * 1000,
		hint: response.hint,
	});
}

function statusOf(code: number, mediaType: string, bytes: Uint8Array): Status {
	let message: string;
	if (bytes.byteLength === 0) message = "the answer is empty";
	else if (mediaType === jsonCodec.mediaType) {
		const value = decoded(bytes);
		if (isStatus(value)) return value;
		message =
			value === undefined
				? `the answer is broken JSON: ${quote(textOf(bytes))}`
				: `the answer is no Status: ${quote(textOf(bytes))}`;
	} else if (mediaType === "text/html")
		message = `the answer is an HTML page, not one of the API server: ${quote(titleOf(textOf(bytes)))}`;
	else message = abridged(textOf(bytes));
	return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, code };
}

function decoded(bytes: Uint8Array): unknown {
	try {
		return jsonCodec.decode(bytes);
	} catch {
		return undefined;
	}
}

function textOf(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes.subarray(0, 4096)).trim();
}

function titleOf(html: string): string {
	return (/<title[^>]*>([^<]*)</i.exec(html)?.[1] ?? html.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();
}

function abridged(text: string): string {
	return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}

function quote(text: string): string {
	return JSON.stringify(abridged(text));
}
