import { connect, createServer } from "node:net";

// The first byte of a TLS handshake record.
const handshakeRecord = 0x16;

/**
 * Forwards connections to a server and counts the TLS handshakes that clients begin.
 *
 * @param {URL} server
 */
export async function startCountingProxy(server) {
	let handshakes = 0;
	const listener = createServer((incoming) => {
		const outgoing = connect(Number(server.port === "" ? 443 : server.port), server.hostname.replace(/^\[(.*)\]$/, "$1"));
		incoming.setNoDelay(true);
		outgoing.setNoDelay(true);
		incoming.once("data", (chunk) => {
			if (chunk[0] === handshakeRecord) handshakes++;
		});
		incoming.pipe(outgoing).pipe(incoming);
		incoming.on("error", () => outgoing.destroy());
		outgoing.on("error", () => incoming.destroy());
	});
	await new Promise((resolve) => listener.listen(0, "127.0.0.1", () => resolve(undefined)));
	const address = listener.address();
	if (address === null || typeof address === "string") throw new Error("the proxy has no port");
	return {
		url: `https://127.0.0.1:${address.port}`,
		/** The handshakes since the last call. */
		take() {
			const taken = handshakes;
			handshakes = 0;
			return taken;
		},
		close: () => void listener.close(),
	};
}
