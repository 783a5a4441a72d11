/** What stands under a context's name. */
export interface KubeconfigContext {
	/** The name of a cluster. */
	readonly cluster?: string | undefined;
	/** The name of a user; anonymous without one. */
	readonly user?: string | undefined;
	readonly namespace?: string | undefined;
	readonly [field: string]: unknown;
}

/** What stands under a cluster's name. */
export interface KubeconfigCluster {
	readonly server?: string | undefined;
	readonly "certificate-authority"?: string | undefined;
	/** PEM in base64. */
	readonly "certificate-authority-data"?: string | undefined;
	readonly "tls-server-name"?: string | undefined;
	readonly "insecure-skip-tls-verify"?: boolean | undefined;
	readonly "proxy-url"?: string | undefined;
	readonly "disable-compression"?: boolean | undefined;
	readonly [field: string]: unknown;
}

/** What stands under a user's name. */
export interface KubeconfigUser {
	readonly token?: string | undefined;
	readonly tokenFile?: string | undefined;
	readonly username?: string | undefined;
	readonly password?: string | undefined;
	readonly "client-certificate"?: string | undefined;
	/** PEM in base64. */
	readonly "client-certificate-data"?: string | undefined;
	readonly "client-key"?: string | undefined;
	/** PEM in base64. */
	readonly "client-key-data"?: string | undefined;
	readonly as?: string | undefined;
	readonly "as-uid"?: string | undefined;
	readonly "as-groups"?: readonly string[] | undefined;
	readonly "as-user-extra"?: Readonly<Record<string, readonly string[]>> | undefined;
	readonly [field: string]: unknown;
}
