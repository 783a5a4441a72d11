/**
 * Refuses to start where nobody could come with a client certificate.
 *
 * @param versions - Of the runtime and its parts, as `process.versions` has them.
 * @throws Error with what to do instead.
 */
export function checkRuntime(versions: Readonly<Record<string, string | undefined>>): void {
	if (versions["bun"] === undefined) return;
	throw new Error(
		"the server cannot run on Bun, whose HTTPS server does not show client certificates: start it with Node " +
			'(npx @kubex/testing --kubeconfig ./kubeconfig) or on Deno, and connect with createClient({ kubeconfig: "./kubeconfig" })',
	);
}
