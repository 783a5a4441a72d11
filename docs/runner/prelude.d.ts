// What every snippet finds, besides the names that are imported for it. Each runs in a cluster of its own: KUBECONFIG names
// kubeconfigs with the contexts dev and prod, and prelude.ts makes the objects. A snippet may declare a name of these itself.
import type { Api, Client, Transport } from "kubex";
import type { Deployment } from "kubex/k8s/v1_35/apps/v1";
import type { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";

declare global {
	/** A client of the cluster; what it sends is compared with the snippet's `// ->` lines. */
	const client: Client;
	/** Pods of the namespace `default`, in which there are `web` and `my-pod`, both with the label `app: nginx`. */
	const pods: Api<Pod>;
	/** ConfigMaps of the namespace `default`, in which there is `settings`. */
	const configMaps: Api<ConfigMap>;
	/** Deployments of the namespace `default`, in which there is `web`. */
	const deployments: Api<Deployment>;
	/** The Deployment `web`. */
	const deployment: Deployment;
	/** A signal that is not aborted. */
	const signal: AbortSignal;
	/** A transport to wrap. */
	const inner: Transport;
	/** A token that changes over time. */
	function currentToken(): string;
	/** What `expression; // => value` becomes. */
	function assertEqual(actual: unknown, expected: unknown, place: string): void;
}
