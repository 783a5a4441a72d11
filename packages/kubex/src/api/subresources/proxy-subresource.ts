import type { ClientResponse } from "../../client/client.ts";
import type { CallOptions } from "../../core/call-options.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { ProxyRequest } from "../../core/proxy-request.ts";
import type { InNamespace } from "../capabilities.ts";

/** Reaches what objects of kind `K` serve, through the API server. */
export interface ProxySubresource<K extends KubernetesObject> {
	/**
	 * Sends an HTTP request to a service, a Pod or a node, with the rights that the user has for this. The answer is what is served
	 * there: its status, its headers, and its body as `Client.request` reads it.
	 *
	 * @throws KubexApiError for any answer but a success, whether it is of the API server or of what is behind it;
	 * ServiceUnavailableError when nobody is there.
	 *
	 * @example
	 * ```ts no-run: nothing is served in the embedded cluster
	 * import { Service } from "kubex/k8s/v1_35/core/v1";
	 *
	 * const services = new Api(Service, { client, namespace: "monitoring" });
	 * const { status, headers, body } = await services.proxy.request("prometheus", { port: "web", path: "/api/v1/query", query: { query: "up" } });
	 * ```
	 *
	 * @see https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls
	 */
	request(name: string, request?: ProxyRequest, options?: CallOptions & InNamespace<K>): Promise<ClientResponse>;
}
