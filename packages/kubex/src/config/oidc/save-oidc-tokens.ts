import { isRecord } from "../is-record.ts";
import { loadKubeconfig } from "../load-kubeconfig.ts";
import type { OidcTokens } from "./oidc-settings.ts";

/**
 * Writes new tokens into the kubeconfig that the former ones stand in, as kubectl does; the file is written anew, without its
 * comments.
 *
 * @throws ConfigurationError when the file cannot be read or written.
 *
 * @example
 * ```ts no-run: it needs an identity provider
 * const kubeconfig = await loadKubeconfig();
 * const client = await createClient({ config: await kubeconfig.clusterConfig({ oidc: { onTokens: saveOidcTokens } }) });
 * ```
 */
export async function saveOidcTokens({ file, user, idToken, refreshToken }: OidcTokens): Promise<void> {
	const kubeconfig = await loadKubeconfig({ path: file });
	const former = kubeconfig.user(user);
	const provider = former?.["auth-provider"];
	// Somebody has removed or replaced the user meanwhile.
	if (former === undefined || !isRecord(provider)) return;
	const config = { ...(isRecord(provider["config"]) && provider["config"]), "id-token": idToken, "refresh-token": refreshToken };
	await kubeconfig.withUser(user, { ...former, "auth-provider": { ...provider, config } }).save();
}
