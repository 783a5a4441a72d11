import type { ConnectionOptions } from "node:tls";
import { validityProblem } from "../config/certificate-validity.ts";
import type { ClientCertificate, Credentials } from "../config/credentials.ts";
import { knownCertificate } from "../config/known-certificate.ts";
import type { ProviderFetch } from "../config/provider-fetch.ts";
import type { ProxyServer } from "../config/proxy/proxy-server.ts";
import { TransportError } from "../core/errors/transport-error.ts";
import type { Connections } from "./connections.ts";
import { withinDeadline } from "./deadline.ts";
import { createDialer, type Dialer } from "./dialer.ts";
import type { PoolOptions } from "./pool-options.ts";
import { describeRequest } from "./request-summary.ts";
import { ResponseCollector } from "./response-collector.ts";
import { type ConnectionsFactory, loadConnections } from "./server-connections.ts";
import { proxyTls, type ServerTls, serverTls } from "./server-tls.ts";
import type { TlsIdentity } from "./tls-identity.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** How a server is reached and who says to be reaching it. */
export interface UndiciTransportOptions extends ServerTls {
	/** PEM, or what gives it, which is asked for each call. */
	readonly certificateAuthority?: string | (() => string | Promise<string>) | undefined;
	readonly credentials?: Pick<Credentials, "clientCertificate"> | undefined;
	/** What credentials may ask identity providers with. */
	readonly fetch?: ProviderFetch | undefined;
	readonly proxy?: ProxyServer | undefined;
	/** Milliseconds for a connection, its proxy's tunnel and its TLS handshakes. */
	readonly connectTimeout: number;
	readonly pool: PoolOptions;
	/** Milliseconds since 1970. */
	readonly now?: (() => number) | undefined;
}

/** The connections of one identity. */
interface Line extends TlsIdentity {
	readonly dialer: Dialer;
	readonly connections: Connections;
}

/**
 * Speaks HTTP over connections to one server that are kept alive between calls. When the client's certificate or the authority
 * changes, calls from then on use new connections; those in flight finish on the old ones.
 */
export class UndiciTransport implements Transport {
	readonly #options: UndiciTransportOptions;
	readonly #secure: boolean;
	readonly #known: (TlsIdentity & { readonly tls: ConnectionOptions }) | undefined;
	readonly #lines = new Set<Line>();
	#line: Line | undefined;
	#loading: Promise<ConnectionsFactory> | undefined;
	#closed = false;

	/** @throws ConfigurationError when the certificates or the key are known already and cannot be used. */
	constructor(options: UndiciTransportOptions) {
		this.#options = options;
		this.#secure = options.server.protocol === "https:";
		this.#known = this.#secure ? this.#setUpWhatIsKnown() : undefined;
	}

	async send(request: TransportRequest): Promise<TransportResponse> {
		const authority = this.#authority();
		const certificate = this.#certificate(request.signal);
		let line = this.#line;
		let timed = request;
		if (line === undefined || authority !== line.certificateAuthority || certificate !== line.clientCertificate) {
			const started = performance.now();
			line = await this.#lineOf(authority, certificate, request);
			const waited = authority instanceof Promise || certificate instanceof Promise;
			if (waited && request.timeout !== undefined) {
				timed = { ...request, timeout: Math.max(1, request.timeout - (performance.now() - started)) };
			}
		}
		request.signal?.throwIfAborted();
		if (this.#closed) throw closedBefore(request);
		const { connections, clientCertificate } = line;
		const response = await new Promise<TransportResponse>((resolve, reject) => {
			connections.dispatch(timed, new ResponseCollector(timed, resolve, reject));
		});
		if (response.status !== 401 || clientCertificate === undefined) return response;
		const hint = validityProblem(clientCertificate.certificate, (this.#options.now ?? Date.now)());
		return hint === undefined ? response : { ...response, hint };
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		// Those whose turn it is to open a line find the client closed.
		await this.#loading?.catch(() => {});
		const reason = new TransportError("the client was closed");
		await Promise.all(
			[...this.#lines].map(async ({ connections, dialer }) => {
				dialer.close();
				await connections.destroy(reason);
			}),
		);
	}

	#authority(): string | undefined | Promise<string> {
		if (!this.#secure) return undefined;
		const { certificateAuthority } = this.#options;
		return typeof certificateAuthority === "function" ? certificateAuthority() : certificateAuthority;
	}

	#certificate(signal: AbortSignal | undefined): ClientCertificate | undefined | Promise<ClientCertificate | undefined> {
		if (!this.#secure) return undefined;
		return this.#options.credentials?.clientCertificate?.({ signal, fetch: this.#options.fetch });
	}

	/** Complains when the client is made rather than at the first call, unless somebody would have to be asked. */
	#setUpWhatIsKnown(): TlsIdentity & { readonly tls: ConnectionOptions } {
		const { certificateAuthority, credentials = {} } = this.#options;
		const identity = {
			certificateAuthority: typeof certificateAuthority === "string" ? certificateAuthority : undefined,
			clientCertificate: knownCertificate(credentials),
		};
		return { ...identity, tls: serverTls(this.#options, identity) };
	}

	async #lineOf(
		authority: string | undefined | Promise<string>,
		certificate: ClientCertificate | undefined | Promise<ClientCertificate | undefined>,
		request: TransportRequest,
	): Promise<Line> {
		const { http2 = false, pool, server } = this.#options;
		this.#loading ??= loadConnections(server, http2 && this.#secure, pool);
		const reading = Promise.all([authority, certificate, this.#loading]);
		const what = `${describeRequest(request)}: getting the client's certificate`;
		const [certificateAuthority, clientCertificate, createConnections] = await withinDeadline(
			reading,
			request.timeout,
			request.signal,
			what,
		);
		const identity = { certificateAuthority, clientCertificate };
		const last = this.#line;
		// Another call may have been here first.
		if (last !== undefined && isSame(last, identity)) return last;
		if (this.#closed) throw closedBefore(request);
		const line = this.#createLine(createConnections, identity);
		this.#lines.add(line);
		this.#line = line;
		last?.connections.retire(() => this.#lines.delete(last));
		return line;
	}

	#tlsOf(identity: TlsIdentity): ConnectionOptions {
		return this.#known !== undefined && isSame(this.#known, identity) ? this.#known.tls : serverTls(this.#options, identity);
	}

	#createLine(createConnections: ConnectionsFactory, identity: TlsIdentity): Line {
		const { connectTimeout, proxy, server } = this.#options;
		const dialer = createDialer({
			server,
			proxy,
			connectTimeout,
			...(this.#secure && { tls: this.#tlsOf(identity) }),
			...(proxy?.protocol === "https" && { proxyTls: proxyTls(proxy, this.#options, identity) }),
		});
		return { ...identity, dialer, connections: createConnections(dialer) };
	}
}

function isSame(one: TlsIdentity, other: TlsIdentity): boolean {
	return one.certificateAuthority === other.certificateAuthority && one.clientCertificate === other.clientCertificate;
}

function closedBefore(request: TransportRequest): TransportError {
	return new TransportError(`${describeRequest(request)}: the client is closed`, { sent: false });
}
