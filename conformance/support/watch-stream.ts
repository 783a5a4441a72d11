import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request } from "node:https";
import type { Target } from "../target.ts";

/** One line of a watch. */
export interface WatchLine {
	readonly type: string;
	readonly object: {
		readonly kind: string;
		readonly apiVersion: string;
		readonly metadata: {
			readonly name?: string;
			readonly namespace?: string;
			readonly resourceVersion: string;
			readonly labels?: Readonly<Record<string, string>>;
			readonly annotations?: Readonly<Record<string, string>>;
		};
		readonly data?: Readonly<Record<string, string>>;
		readonly [field: string]: unknown;
	};
}

/** A watch as it comes over its own connection, without a client in between. */
export interface WatchStream extends AsyncDisposable {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** The next line; `undefined` after the last one, when the server has ended the body properly. */
	next(): Promise<WatchLine | undefined>;
	/** As many lines as are asked for. */
	take(count: number): Promise<readonly WatchLine[]>;
	/** All lines up to the end. */
	rest(): Promise<readonly WatchLine[]>;
}

/** Opens a watch; settles when its headers have come. */
export async function openWatch(
	target: Pick<Target, "clusterConfig">,
	path: string,
	headers: Record<string, string> = {},
): Promise<WatchStream> {
	const { server, certificateAuthority, credentials } = await target.clusterConfig();
	const { certificate, key } = (await credentials.clientCertificate?.()) ?? {};
	const answer = await new Promise<IncomingMessage>((resolve, reject) => {
		request(server.replace(/\/$/, "") + path, {
			agent: false,
			headers: { "user-agent": "kubex-conformance/1", ...headers },
			...(typeof certificateAuthority === "string" ? { ca: certificateAuthority } : {}),
			...(certificate === undefined ? {} : { cert: certificate, key }),
		})
			.once("response", resolve)
			.once("error", reject)
			.end();
	});
	const events = linesOf(answer);
	const next = async (): Promise<WatchLine | undefined> => {
		const { done, value } = await events.next();
		return done === true ? undefined : value;
	};
	return {
		status: answer.statusCode ?? 0,
		headers: answer.headers,
		next,
		async take(count) {
			const taken: WatchLine[] = [];
			while (taken.length < count) {
				const line = await next();
				if (line === undefined) throw new Error(`the watch ended after ${JSON.stringify(taken)}`);
				taken.push(line);
			}
			return taken;
		},
		async rest() {
			const lines: WatchLine[] = [];
			for (let line = await next(); line !== undefined; line = await next()) lines.push(line);
			return lines;
		},
		async [Symbol.asyncDispose]() {
			answer.destroy();
		},
	};
}

async function* linesOf(answer: IncomingMessage): AsyncGenerator<WatchLine, void> {
	let text = "";
	for await (const chunk of answer.setEncoding("utf8") as AsyncIterable<string>) {
		const parts = (text + chunk).split("\n");
		text = parts.pop() ?? "";
		for (const part of parts) yield JSON.parse(part);
	}
	if (text !== "") yield JSON.parse(text);
}
