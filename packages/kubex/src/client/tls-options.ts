/** What is asked of TLS beyond what the configuration says. */
export interface TlsOptions {
	/** The oldest version of TLS that is spoken. Default: `TLSv1.2`, the oldest that Kubernetes speaks. */
	readonly minVersion?: "TLSv1.2" | "TLSv1.3" | undefined;
}
