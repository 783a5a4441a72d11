import type { IncomingMessage } from "node:http";
import type { Client } from "kubex";
import { json, serve } from "./http-server.ts";
import { clientOf } from "./test-client.ts";

/** A request as a server saw it. */
export interface SentRequest {
	/** Method and path, with the query. */
	readonly line: string;
	readonly contentType: string | undefined;
	/** The value of its JSON; `undefined` for none. */
	readonly body: unknown;
}

/**
 * A server that remembers what it is sent, and a client of it.
 *
 * @param answer - The JSON of every answer, or what makes it of a request.
 */
export async function recorder(
	answer: object | ((request: SentRequest, index: number) => { readonly status?: number; readonly body: object }),
): Promise<{ readonly client: Client; readonly sent: readonly SentRequest[] }> {
	const sent: SentRequest[] = [];
	const server = await serve(
		(request, response) =>
			void (async () => {
				const text = await textOf(request);
				const one: SentRequest = {
					line: `${request.method} ${decodeURIComponent(request.url ?? "")}`,
					contentType: request.headers["content-type"],
					body: text === "" ? undefined : JSON.parse(text),
				};
				sent.push(one);
				const { body, status = 200 } = typeof answer === "function" ? answer(one, sent.length - 1) : { body: answer };
				json(body, status)(request, response);
			})(),
	);
	return { client: await clientOf(server.url), sent };
}

async function textOf(request: IncomingMessage): Promise<string> {
	let text = "";
	for await (const chunk of request) text += String(chunk);
	return text;
}
