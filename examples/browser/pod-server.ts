import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Pod } from "kubex/k8s/v1_35/core/v1";
import type { Change, DeepReadonly, InformerView } from "kubex/runtime";
import { page } from "./page.ts";

/** Shows the Pods of an informer to browsers, by server-sent events. */
export class PodServer implements AsyncDisposable {
	readonly #server: Server;
	readonly #leaving = new AbortController();

	private constructor(server: Server) {
		this.#server = server;
	}

	/** @param port - 0 for any free one. */
	static async start(informer: InformerView<Pod>, port: number): Promise<PodServer> {
		const server = createServer();
		const started = new PodServer(server);
		server.on("request", ({ url }, response: ServerResponse) => {
			if (url === "/events") void started.#stream(informer, response);
			else if (url === "/") response.setHeader("Content-Type", "text/html; charset=utf-8").end(page);
			else response.writeHead(404).end();
		});
		await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
		return started;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#leaving.abort();
		const closed = new Promise<void>((resolve) => void this.#server.close(() => resolve()));
		this.#server.closeAllConnections();
		await closed;
	}

	/** A browser that reads slowly is told the difference when it goes on: changes wait in the informer, merged. */
	async #stream(informer: InformerView<Pod>, response: ServerResponse): Promise<void> {
		response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" }).flushHeaders();
		const changes = informer.changes({ signal: this.#leaving.signal });
		response.once("close", () => void changes.return?.());
		for await (const change of changes) {
			if (!response.write(eventOf(change))) await drained(response);
		}
		response.end();
	}
}

async function drained(response: ServerResponse): Promise<void> {
	await new Promise<void>((resolve) => {
		response.once("drain", resolve).once("close", resolve);
	});
}

function eventOf({ key, object, type }: Change<DeepReadonly<Pod>>): string {
	if (type === "delete") return `event: delete\ndata: ${JSON.stringify({ key })}\n\n`;
	const row = { key, name: object.metadata.name, phase: object.status?.phase ?? "" };
	return `event: put\ndata: ${JSON.stringify(row)}\n\n`;
}
