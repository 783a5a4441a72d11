/** A small answer of an identity provider. */
export interface ProviderAnswer {
	readonly status: number;
	readonly text: string;
}

/** What is asked of an identity provider. */
export interface ProviderRequest {
	readonly method: "GET" | "POST";
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | undefined;
	/** PEM certificates that the provider's certificate is checked against. Default: those of the system. */
	readonly certificateAuthority?: string | undefined;
	/** Ends the request. */
	readonly signal?: AbortSignal | undefined;
}

/** Speaks to an identity provider. Credentials are given one, since they open no connections themselves. */
export type ProviderFetch = (url: string, request: ProviderRequest) => Promise<ProviderAnswer>;
