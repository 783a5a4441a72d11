import { createHash } from "node:crypto";
import { ConfigurationError } from "../../core/errors/configuration-error.ts";
import type { Credentials } from "../credentials.ts";
import { holdOf, IssuedCredentials } from "../issued-credentials.ts";
import { SharedCredentials } from "../shared-credentials.ts";
import { readExecCredential } from "./exec-credential.ts";
import { isInteractive } from "./exec-info.ts";
import type { ExecOptions, ExecPlugin } from "./exec-plugin.ts";
import { runExecPlugin } from "./run-exec-plugin.ts";

const shared = /* @__PURE__ */ new SharedCredentials();

/**
 * Credentials of an exec plugin. Nothing runs before the first request; one process serves all who wait, and what it gave is
 * shared by all whose kubeconfigs name the same plugin in the same way.
 */
export function execCredentials(plugin: ExecPlugin, options: ExecOptions = {}, now: () => number = Date.now): Credentials {
	const { allow } = options;
	const credentials = shared.get(keyOf(plugin, options), () => {
		return new IssuedCredentials(async ({ signal }) => {
			const interactive = isInteractive(plugin, options.interactive ?? terminal());
			const timeout = options.timeout ?? (interactive ? 600_000 : 60_000);
			return readExecCredential(await runExecPlugin(plugin, { interactive, timeout, signal }), plugin, now());
		}, now);
	});
	if (allow === undefined) return holdOf(credentials, "both");
	return guarded(holdOf(credentials, "both"), plugin, allow);
}

// Asked even where another client's plugin has run already: what one may use another need not.
function guarded(inner: Credentials, plugin: ExecPlugin, allow: NonNullable<ExecOptions["allow"]>): Credentials {
	let allowed = false;
	const check = async (): Promise<void> => {
		const { command, args, env } = plugin;
		if (!(await allow({ command, args, env: env.map(({ name }) => name) }))) {
			throw new ConfigurationError(`${plugin.place}: ${command} is not allowed to run`);
		}
		allowed = true;
	};
	return Object.freeze({
		...inner,
		headers: (call) => (allowed ? (inner.headers?.(call) ?? {}) : check().then(() => inner.headers?.(call) ?? {})),
		clientCertificate: (call) =>
			allowed ? inner.clientCertificate?.(call) : check().then(() => inner.clientCertificate?.(call)),
	} satisfies Credentials);
}

function keyOf(plugin: ExecPlugin, { interactive, timeout }: ExecOptions): string {
	return createHash("sha256")
		.update(JSON.stringify([plugin, interactive, timeout]))
		.digest("hex");
}

// A stream that is no terminal has no such member, although its type says so.
function terminal(): boolean {
	return "isTTY" in process.stdin && process.stdin.isTTY;
}
