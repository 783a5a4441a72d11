import type { ClusterConfig } from "../config/cluster-config.ts";
import { ConfigurationError } from "../core/errors/configuration-error.ts";

// What a configuration can say and the transport does not do yet. To leave it out silently would send requests another way,
// or as somebody else, than the user has asked for.
const fields = {
	insecureSkipTlsVerify: "insecure-skip-tls-verify",
	proxyUrl: "proxy-url",
} as const satisfies Partial<Record<keyof ClusterConfig, string>>;

/** @throws ConfigurationError for a configuration that asks for what is not built. */
export function refuseUnwired(config: ClusterConfig): void {
	for (const [field, name] of Object.entries(fields)) {
		const value = config[field as keyof typeof fields];
		if (value !== undefined && value !== false) throw new ConfigurationError(`${name} is not supported by this version of kubex`);
	}
}
