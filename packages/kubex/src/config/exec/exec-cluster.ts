import { isRecord } from "../is-record.ts";
import type { Entry } from "../kubeconfig-entry.ts";

const extensionName = "client.authentication.k8s.io/exec";

/** What a cluster is to a plugin. */
export interface ExecClusterFacts {
	readonly server: string;
	readonly serverName: string | undefined;
	readonly insecureSkipTlsVerify: boolean;
	readonly certificateAuthority: string | undefined;
	readonly proxyUrl: string | undefined;
	readonly disableCompression: boolean;
}

/** The member `spec.cluster` of what a plugin is told; members and their order as kubectl writes them. */
export function execCluster(cluster: Entry, facts: ExecClusterFacts): Readonly<Record<string, unknown>> {
	const { certificateAuthority, proxyUrl, serverName } = facts;
	const extensions = cluster.value["extensions"];
	const extension: unknown = Array.isArray(extensions)
		? extensions.find((item) => isRecord(item) && item["name"] === extensionName)
		: undefined;
	const config = isRecord(extension) ? extension["extension"] : undefined;
	return {
		server: facts.server,
		...(serverName !== undefined && { "tls-server-name": serverName }),
		...(facts.insecureSkipTlsVerify && { "insecure-skip-tls-verify": true }),
		...(certificateAuthority !== undefined && {
			"certificate-authority-data": Buffer.from(certificateAuthority, "utf8").toString("base64"),
		}),
		...(proxyUrl !== undefined && { "proxy-url": proxyUrl }),
		...(facts.disableCompression && { "disable-compression": true }),
		// kubectl says so even where there is none.
		config: config ?? null,
	};
}
