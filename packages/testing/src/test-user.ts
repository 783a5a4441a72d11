/** A user to be known to a cluster; RBAC says what the user may do, which is little without a binding. */
export interface TestUserOptions {
	readonly name: string;
	/** Besides `system:authenticated`, which everybody is in. Default: none. */
	readonly groups?: readonly string[] | undefined;
	/** Lets the user come with name and password too, which no real server has known since 1.19. Default: none. */
	readonly password?: string | undefined;
	/** When the certificate ends, by the machine's time; may be in the past. Default: in ten years. */
	readonly certificateNotAfter?: Date | undefined;
}

/** The credentials of a user; each of them alone proves who comes. */
export interface TestUser {
	/** A bearer token that does not expire. */
	readonly token: string;
	/** The client certificate in PEM. */
	readonly certificate: string;
	/** The certificate's private key in PEM. */
	readonly key: string;
	/** The contexts `kubex` with the certificate, `kubex-token` with the token, and `kubex-basic` with the password where there is one. */
	readonly kubeconfig: string;
}
