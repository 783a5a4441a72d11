import { brand, KubexError } from "./kubex-error.ts";

/** The configuration cannot be used: a kubeconfig, an option or the environment is missing something or contradicts itself. */
export class ConfigurationError extends KubexError {
	static {
		brand(this, "ConfigurationError");
	}
}
