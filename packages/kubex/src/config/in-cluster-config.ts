import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { recordOrigins } from "./origins.ts";
import { rotatingText } from "./rotating-text.ts";
import { tokenFile } from "./token-file.ts";

const serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

const hostVariable = "KUBERNETES_SERVICE_HOST";
const portVariable = "KUBERNETES_SERVICE_PORT";

/** Whether the process runs in a Pod: Kubernetes sets the address of the API server there. */
export function isInCluster(): boolean {
	return (process.env[hostVariable] ?? "") !== "" && (process.env[portVariable] ?? "") !== "";
}

/** Where a Pod's configuration is looked for. */
export interface InClusterOptions {
	/** Where the service account's files are. Default: `/var/run/secrets/kubernetes.io/serviceaccount`. */
	readonly folder?: string | undefined;
}

/**
 * The configuration of a process that runs in a Pod: the service account's token and the cluster's certificate authority,
 * which are both read again as they rotate, and the Pod's namespace.
 *
 * @throws ConfigurationError outside of a Pod, or when one of the files is missing.
 *
 * @example
 * ```ts no-run: only a Pod has a service account
 * const client = await createClient({ config: await inClusterConfig() });
 * ```
 *
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export async function inClusterConfig(options: InClusterOptions = {}): Promise<ClusterConfig> {
	const host = process.env[hostVariable] ?? "";
	const port = process.env[portVariable] ?? "";
	const unset = [host === "" && hostVariable, port === "" && portVariable].filter((name) => name !== false);
	if (unset.length > 0) {
		throw new ConfigurationError(`not in a cluster: ${unset.join(" and ")} ${unset.length === 1 ? "is" : "are"} not set`);
	}
	const folder = options.folder ?? serviceAccountFolder;
	const file = (name: string): string => join(folder, name);
	const token = tokenFile(file("token"));
	const certificateAuthority = rotatingText(() => read(file("ca.crt")));
	// Fails here, with the file's name, rather than at the first request.
	await token.headers?.();
	await certificateAuthority();
	const namespace = await namespaceOf(file("namespace"));
	const server = `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
	return recordOrigins({ server, certificateAuthority, credentials: token, namespace }, [
		{ name: "server", value: server, from: `the variables ${hostVariable} and ${portVariable}` },
		{ name: "certificateAuthority", value: file("ca.crt"), from: file("ca.crt") },
		{ name: "credentials", value: `token of ${file("token")}`, from: file("token") },
		namespace === undefined
			? { name: "namespace", value: "default", from: "default" }
			: { name: "namespace", value: namespace, from: file("namespace") },
	]);
}

async function read(path: string): Promise<string> {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw new ConfigurationError(`${path} cannot be read; is a service account's token mounted into this Pod?`, { cause: error });
	}
}

/** A projected token comes without the namespace's file, and whoever names a namespace in every call needs none. */
async function namespaceOf(path: string): Promise<string | undefined> {
	try {
		const name = (await readFile(path, "utf8")).trim();
		return name === "" ? undefined : name;
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
		throw new ConfigurationError(`${path} cannot be read`, { cause: error });
	}
}
