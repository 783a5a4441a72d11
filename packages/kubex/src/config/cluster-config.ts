import type { Credentials } from "./credentials.ts";

/** Where an API server is and how it is spoken to: what a kubeconfig's context, or a Pod's environment, comes down to. */
export interface ClusterConfig {
	/** The server's address, such as `https://10.0.0.1:6443`; a path is kept as a prefix of every request. */
	readonly server: string;
	/** PEM certificates that the server's certificate is checked against. Default: those of the system. */
	readonly certificateAuthority?: string | undefined;
	/** The name that the server's certificate must have. Default: the host of `server`. */
	readonly serverName?: string | undefined;
	readonly credentials: Credentials;
	/** The namespace of calls that name none. Default: `default`. */
	readonly namespace?: string | undefined;
}
