import type { ClientCertificate } from "../config/credentials.ts";

/** Whom a connection trusts and who it says it is; another one needs other connections. */
export interface TlsIdentity {
	/** PEM; `undefined` for the authorities of the system. */
	readonly certificateAuthority: string | undefined;
	readonly clientCertificate: ClientCertificate | undefined;
}
