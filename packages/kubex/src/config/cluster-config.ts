import type { Impersonation } from "../core/impersonation.ts";
import type { Credentials } from "./credentials.ts";

/** Where an API server is and how it is spoken to: what a kubeconfig's context, or a Pod's environment, comes down to. */
export interface ClusterConfig {
	/** The server's address, such as `https://10.0.0.1:6443`; a path is kept as a prefix of every request. */
	readonly server: string;
	/**
	 * PEM certificates that the server's certificate is checked against, or a function that gives them where the file rotates.
	 * Default: those of the system.
	 */
	readonly certificateAuthority?: string | (() => string | Promise<string>) | undefined;
	/** The name that the server's certificate must have. Default: the host of `server`. */
	readonly serverName?: string | undefined;
	/** Takes any certificate for the server's; whoever is on the way can then read and change everything. */
	readonly insecureSkipTlsVerify?: boolean | undefined;
	/** The proxy for this server: `http://`, `https://` or `socks5://`. */
	readonly proxyUrl?: string | undefined;
	/** Asks for answers that are not compressed. */
	readonly disableCompression?: boolean | undefined;
	/** Whom every request acts as. */
	readonly impersonate?: Impersonation | undefined;
	readonly credentials: Credentials;
	/** The namespace of calls that name none. Default: `default`. */
	readonly namespace?: string | undefined;
}
