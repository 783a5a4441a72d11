import type { IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { Kubeconfig } from "kubex";
import type { TestCluster } from "../src/test-cluster.ts";

/** A request as it is sent, without a client in between. */
export interface RawRequest {
	readonly method?: string;
	/** Relative to the server's URL. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	/** Who sends it. Default: the administrator, by certificate. */
	readonly as?: "admin" | "anonymous" | { readonly certificate: string; readonly key: string };
}

/** The answer as it came. */
export interface RawAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly bytes: Buffer;
	readonly text: string;
}

/** Sends a request over a connection of its own. */
export async function rawRequest(cluster: TestCluster, request: RawRequest): Promise<RawAnswer> {
	const config = await (await Kubeconfig.parse(cluster.kubeconfig)).clusterConfig();
	const { as = "admin", body } = request;
	const certificate = as === "admin" ? await config.credentials.clientCertificate?.() : as === "anonymous" ? undefined : as;
	const url = new URL(config.server);
	return await new Promise((resolve, reject) => {
		const outgoing = httpsRequest({
			host: url.hostname,
			port: url.port,
			path: url.pathname.replace(/\/$/, "") + request.path,
			method: request.method ?? "GET",
			headers: {
				"user-agent": "raw/1",
				...request.headers,
				...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
			},
			...(typeof config.certificateAuthority === "string" ? { ca: config.certificateAuthority } : {}),
			...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.key }),
			agent: false,
		});
		outgoing.once("error", reject);
		outgoing.once("response", (answer) => {
			const chunks: Buffer[] = [];
			answer.on("data", (chunk: Buffer) => chunks.push(chunk));
			answer.once("error", reject);
			answer.once("end", () => {
				const bytes = Buffer.concat(chunks);
				resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, text: bytes.toString("utf8") });
			});
		});
		outgoing.end(body);
	});
}
