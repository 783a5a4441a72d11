// An API server that only repeats what it has prepared, so that what is measured is the reader. A namespace's name says what it
// holds: `paged-500-2000` has 500 objects and a watch of 2,000 events; `streamed-…` can also stream its list.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { renderEvents, renderObjects, resourceVersionOf } from "../fixtures/replayed.mjs";

/** @typedef {import("../fixtures/replayed.mjs").Plural} Plural */
/** @typedef {{ readonly plural: Plural, readonly namespace: string, readonly streams: boolean, readonly objects: number, readonly events: number }} Collection */

// What a server writes at a time.
const chunkSize = 64 * 1024;

const { key, cert } = makeCertificate();
const server = createServer({ key, cert, ALPNProtocols: ["http/1.1"] }, (request, response) => {
	const { pathname, searchParams } = new URL(request.url ?? "/", "https://replay");
	const collection = collectionOf(pathname);
	if (collection === undefined) return refuse(response, 404, "NotFound");
	if (searchParams.get("watch") !== "true" && searchParams.get("watch") !== "1")
		return answerList(response, collection, searchParams);
	const isStreamed = searchParams.get("sendInitialEvents") === "true";
	// As a server answers that does not know the parameter.
	if (isStreamed && !collection.streams) return refuse(response, 422, "Invalid");
	void answerWatch(response, collection, isStreamed);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
const address = server.address();
if (address === null || typeof address === "string") throw new Error("the server has no port");

process.on("message", (/** @type {string} */ path) => {
	const collection = collectionOf(path);
	if (collection !== undefined) {
		renderObjects(collection);
		renderEvents(collection);
	}
	process.send?.("prepared");
});
process.on("disconnect", () => process.exit());
process.send?.({ url: `https://127.0.0.1:${address.port}`, authority: cert });

/** @param {string} path @returns {Collection | undefined} */
function collectionOf(path) {
	const [, namespace = "", mode, objects, events, plural] =
		/^\/api\/v1\/namespaces\/((paged|streamed)-(\d+)-(\d+))\/(pods|configmaps)$/.exec(path) ?? [];
	if (plural !== "pods" && plural !== "configmaps") return undefined;
	return { plural, namespace, streams: mode === "streamed", objects: Number(objects), events: Number(events) };
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Collection} collection
 * @param {URLSearchParams} query
 */
function answerList(response, collection, query) {
	const { bytes, ends } = renderObjects(collection);
	const from = Number(query.get("continue") ?? 0);
	const to = Math.min(ends.length, from + Number(query.get("limit") ?? ends.length));
	const { kind, resourceVersion } = resourceVersionOf(collection);
	const metadata = { resourceVersion, ...(to < ends.length && { continue: String(to), remainingItemCount: ends.length - to }) };
	const head = `{"kind":"${kind}List","apiVersion":"v1","metadata":${JSON.stringify(metadata)},"items":[`;
	const begin = from === 0 ? 0 : (ends[from - 1] ?? 0) + 1;
	const items = bytes.subarray(begin, to === 0 ? 0 : ends[to - 1]);
	const tail = "]}\n";
	response.writeHead(200, {
		"content-type": "application/json",
		"content-length": head.length + items.length + tail.length,
	});
	response.write(head);
	response.write(items);
	response.end(tail);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Collection} collection
 * @param {boolean} isStreamed
 */
async function answerWatch(response, collection, isStreamed) {
	response.writeHead(200, { "content-type": "application/json" });
	response.flushHeaders();
	if (isStreamed) for (const chunk of initialEvents(collection)) await written(response, chunk);
	const events = renderEvents(collection);
	for (let at = 0; at < events.length; at += chunkSize) await written(response, events.subarray(at, at + chunkSize));
	// The connection stays open, as that of a server where nothing happens.
}

/** A streaming list, in chunks. @param {Collection} collection */
function* initialEvents(collection) {
	const { kind, resourceVersion } = resourceVersionOf(collection);
	const { bytes, ends } = renderObjects(collection);
	const head = Buffer.from(`{"type":"ADDED","object":{"kind":"${kind}","apiVersion":"v1",`);
	const tail = Buffer.from("}\n");
	/** @type {Uint8Array[]} */
	let pending = [];
	let size = 0;
	let begin = 0;
	for (const end of ends) {
		// Without its own opening brace.
		const object = bytes.subarray(begin + 1, end);
		pending.push(head, object, tail);
		size += head.length + object.length + tail.length;
		begin = end + 1;
		if (size < chunkSize) continue;
		yield Buffer.concat(pending);
		pending = [];
		size = 0;
	}
	const metadata = { resourceVersion, annotations: { "k8s.io/initial-events-end": "true" } };
	const bookmark = { type: "BOOKMARK", object: { kind, apiVersion: "v1", metadata } };
	yield Buffer.concat([...pending, Buffer.from(`${JSON.stringify(bookmark)}\n`)]);
}

/**
 * Writes, and waits until the reader has taken enough, or is gone.
 *
 * @param {import("node:http").ServerResponse} response
 * @param {Uint8Array} chunk
 */
function written(response, chunk) {
	if (response.destroyed || response.write(chunk)) return undefined;
	return new Promise((resolve) => {
		const goOn = () => {
			response.off("drain", goOn).off("close", goOn);
			resolve(undefined);
		};
		response.on("drain", goOn).on("close", goOn);
	});
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} code
 * @param {string} reason
 */
function refuse(response, code, reason) {
	const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message: reason, reason, code };
	response.writeHead(code, { "content-type": "application/json" });
	response.end(JSON.stringify(status));
}

/** A certificate for this process only. */
function makeCertificate() {
	const folder = mkdtempSync(join(tmpdir(), "kubex-replay-"));
	const files = { key: join(folder, "key.pem"), cert: join(folder, "cert.pem") };
	try {
		const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
		const subject = ["-subj", "/CN=replay", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
		execFileSync("openssl", ["req", "-x509", ...curve, ...subject, "-keyout", files.key, "-out", files.cert], {
			stdio: "ignore",
		});
		return { key: readFileSync(files.key, "utf8"), cert: readFileSync(files.cert, "utf8") };
	} finally {
		rmSync(folder, { recursive: true });
	}
}
