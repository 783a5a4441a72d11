// The least that a client over JSON can do: undici's dispatch, one concatenation, one parse.
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
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
	 * @param {(body: Buffer) => void} resolve
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
		const body = Buffer.concat(this.#chunks);
		if (this.#status < 300) this.#resolve(body);
		else this.#reject(new Error(`status ${this.#status}: ${body.toString()}`));
	}
}

class LineReader {
	/** @type {Buffer[]} The beginning of a line. */
	#begun = [];
	#status = 0;
	#take;
	#end;

	/**
	 * @param {(event: any) => boolean} take Whether it wants no more.
	 * @param {(problem?: unknown) => void} end
	 */
	constructor(take, end) {
		this.#take = take;
		this.#end = end;
	}

	onRequestStart() {}

	/**
	 * @param {unknown} _controller
	 * @param {number} status
	 */
	onResponseStart(_controller, status) {
		this.#status = status;
	}

	/**
	 * @param {import("undici").Dispatcher.DispatchController} controller
	 * @param {Buffer} chunk
	 */
	onResponseData(controller, chunk) {
		const whole = chunk.lastIndexOf(10) + 1;
		if (whole === 0) {
			this.#begun.push(chunk);
			return;
		}
		const text = Buffer.concat([...this.#begun, chunk.subarray(0, whole - 1)]).toString();
		this.#begun = whole < chunk.length ? [chunk.subarray(whole)] : [];
		if (this.#status >= 300) {
			this.#end(new Error(`status ${this.#status}: ${text}`));
			return;
		}
		for (const line of text.split("\n")) {
			if (!this.#take(JSON.parse(line))) continue;
			this.#end();
			controller.abort(new Error("enough"));
			return;
		}
	}

	onResponseEnd() {
		this.#end(new Error("the server has ended the watch"));
	}

	/**
	 * @param {unknown} _controller
	 * @param {Error} error
	 */
	onResponseError(_controller, error) {
		this.#end(error);
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
	/**
	 * @param {"GET" | "POST" | "PATCH" | "DELETE"} method
	 * @param {string} path
	 * @param {object} [body]
	 * @param {string} [contentType]
	 * @returns {Promise<Buffer>}
	 */
	const send = (method, path, body, contentType = "application/json") =>
		new Promise((resolve, reject) => {
			pool.dispatch(
				body === undefined
					? { method, path, headers }
					: { method, path, headers: { ...headers, "content-type": contentType }, body: JSON.stringify(body) },
				new Collector(resolve, reject),
			);
		});
	/** @type {(...request: Parameters<typeof send>) => Promise<any>} */
	const call = async (...request) => JSON.parse((await send(...request)).toString());
	/** The bodies of a list in pages. @param {string} path */
	const pages = async function* (path) {
		let token = "";
		do {
			const body = await send("GET", `${path}?limit=500${token === "" ? "" : `&continue=${encodeURIComponent(token)}`}`);
			yield body;
			// Its metadata comes first.
			[, token = ""] = /"continue":"([^"]*)"/.exec(body.toString("latin1", 0, body.indexOf('"items"'))) ?? [];
		} while (token !== "");
	};
	/**
	 * @param {string} path
	 * @param {(event: any) => boolean} take Whether it wants no more.
	 */
	const readEvents = (path, take) =>
		new Promise((resolve, reject) => {
			const end = (/** @type {unknown} */ problem) => (problem === undefined ? resolve(undefined) : reject(problem));
			pool.dispatch({ method: "GET", path, headers }, new LineReader(take, end));
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
		async patchPod(namespace, name, label) {
			const patch = { metadata: { labels: { bench: label } } };
			const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
			return (await call("PATCH", path, patch, "application/merge-patch+json")).metadata.labels.bench;
		},
		async applyConfigMap(namespace, name, value) {
			const configuration = { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { key: value } };
			const path = `/api/v1/namespaces/${namespace}/configmaps/${name}?fieldManager=bench`;
			return (await call("PATCH", path, configuration, "application/apply-patch+yaml")).data.key;
		},
		async discover() {
			const accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
			const read = (/** @type {string} */ path) =>
				new Promise((resolve, reject) => {
					pool.dispatch({ method: "GET", path, headers: { ...headers, accept } }, new Collector(resolve, reject));
				});
			const documents = await Promise.all(["/api", "/apis"].map(read));
			const items = documents.flatMap((body) => JSON.parse(String(body)).items);
			const versions = items.flatMap((/** @type {any} */ item) => item.versions);
			return { resources: versions.flatMap((/** @type {any} */ version) => version.resources ?? []).length, requests: 2 };
		},
		async watch({ resource, namespace, resourceVersion, labelSelector, count }) {
			const query = new URLSearchParams({
				watch: "true",
				resourceVersion,
				...(labelSelector !== undefined && { labelSelector }),
			});
			let seen = 0;
			await readEvents(`/api/v1/namespaces/${namespace}/${resource}?${query.toString()}`, () => ++seen === count);
			return seen;
		},
		async sync(namespace, streamed) {
			const path = `/api/v1/namespaces/${namespace}/pods`;
			const objects = new Map();
			const keep = (/** @type {any} */ pod) => void objects.set(`${pod.metadata.namespace}/${pod.metadata.name}`, pod);
			if (streamed) {
				const query = "watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
				await readEvents(`${path}?${query}`, ({ type, object }) => {
					if (type === "ADDED") keep(object);
					return type === "BOOKMARK";
				});
			} else for await (const body of pages(path)) JSON.parse(body.toString()).items.forEach(keep);
			return { size: objects.size, close: async () => objects.clear() };
		},
		async fetchPages(namespace) {
			/** @type {Buffer[]} */
			const bodies = [];
			for await (const body of pages(`/api/v1/namespaces/${namespace}/pods`)) bodies.push(body);
			return {
				async parse() {
					/** @type {unknown[]} */
					const objects = [];
					for (const body of bodies) {
						objects.push(...JSON.parse(body.toString()).items);
						// As when pages come one after the other.
						await setImmediate();
					}
					return { size: objects.length, close: async () => void objects.splice(0) };
				},
			};
		},
		close: () => pool.destroy(),
	};
}

/** @param {string | undefined} data */
function decode(data) {
	return data === undefined ? undefined : Buffer.from(data, "base64");
}
