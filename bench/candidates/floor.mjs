// The least that a client over JSON can do: undici's dispatch, one concatenation, one parse.
import { readFile } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { Pool } from "undici/index.js";

class Collector {
	/** @type {Buffer[]} */
	#chunks = [];
	/** @type {import("node:zlib").Gunzip | undefined} */
	#inflate;
	#status = 0;
	#resolve;
	#reject;

	/**
	 * @param {(value: any) => void} resolve
	 * @param {(reason: unknown) => void} reject
	 */
	constructor(resolve, reject) {
		this.#resolve = resolve;
		this.#reject = reject;
	}

	onRequestStart() {}

	/**
	 * @param {unknown} _controller
	 * @param {number} status
	 * @param {import("node:http").IncomingHttpHeaders} headers
	 */
	onResponseStart(_controller, status, headers) {
		this.#status = status;
		if (headers["content-encoding"] !== "gzip") return;
		this.#inflate = createGunzip({ chunkSize: 256 * 1024 });
		this.#inflate.on("data", (chunk) => this.#chunks.push(chunk));
		this.#inflate.on("end", () => this.#complete());
	}

	/**
	 * @param {unknown} _controller
	 * @param {Buffer} chunk
	 */
	onResponseData(_controller, chunk) {
		if (this.#inflate === undefined) this.#chunks.push(chunk);
		else this.#inflate.write(chunk);
	}

	onResponseEnd() {
		if (this.#inflate === undefined) this.#complete();
		else this.#inflate.end();
	}

	/**
	 * @param {unknown} _controller
	 * @param {Error} error
	 */
	onResponseError(_controller, error) {
		this.#reject(error);
	}

	#complete() {
		const text = Buffer.concat(this.#chunks).toString();
		if (this.#status < 300) this.#resolve(JSON.parse(text));
		else this.#reject(new Error(`status ${this.#status}: ${text}`));
	}
}

/** @type {import("./candidate.d.ts").Candidate["connect"]} */
export async function connect(kubeconfig, { compression }) {
	const { clusters, users } = JSON.parse(await readFile(kubeconfig, "utf8"));
	const { cluster } = clusters[0];
	const { user } = users[0];
	const pool = new Pool(cluster.server, {
		connections: 64,
		keepAliveTimeout: 60_000,
		keepAliveMaxTimeout: 60_000,
		headersTimeout: 0,
		bodyTimeout: 0,
		connect: {
			ca: decode(cluster["certificate-authority-data"]),
			cert: decode(user["client-certificate-data"]),
			key: decode(user["client-key-data"]),
			servername: cluster["tls-server-name"],
		},
	});
	const headers = {
		accept: "application/json",
		"user-agent": "kubex/0.1.0",
		...(compression && { "accept-encoding": "gzip" }),
		...(user.token !== undefined && { authorization: `Bearer ${user.token}` }),
	};
	const bodyHeaders = { ...headers, "content-type": "application/json" };
	/**
	 * @param {"GET" | "POST" | "DELETE"} method
	 * @param {string} path
	 * @param {object} [body]
	 * @returns {Promise<any>}
	 */
	const call = (method, path, body) =>
		new Promise((resolve, reject) => {
			pool.dispatch(
				body === undefined ? { method, path, headers } : { method, path, headers: bodyHeaders, body: JSON.stringify(body) },
				new Collector(resolve, reject),
			);
		});
	return {
		listPods: async (namespace) => (await call("GET", `/api/v1/namespaces/${namespace}/pods`)).items.length,
		keepPods: (namespace) => call("GET", `/api/v1/namespaces/${namespace}/pods`),
		async pageConfigMaps(namespace, limit) {
			let count = 0;
			let token = "";
			do {
				const query = `?limit=${limit}${token === "" ? "" : `&continue=${encodeURIComponent(token)}`}`;
				const page = await call("GET", `/api/v1/namespaces/${namespace}/configmaps${query}`);
				count += page.items.length;
				token = page.metadata.continue ?? "";
			} while (token !== "");
			return count;
		},
		getPod: async (namespace, name) => (await call("GET", `/api/v1/namespaces/${namespace}/pods/${name}`)).metadata.name,
		async createConfigMap(namespace, name) {
			const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { key: "value" } };
			await call("POST", `/api/v1/namespaces/${namespace}/configmaps`, object);
		},
		async deleteConfigMap(namespace, name) {
			await call("DELETE", `/api/v1/namespaces/${namespace}/configmaps/${name}`);
		},
		close: () => pool.destroy(),
	};
}

/** @param {string | undefined} data */
function decode(data) {
	return data === undefined ? undefined : Buffer.from(data, "base64");
}
