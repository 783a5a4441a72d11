import type { CallOptions } from "../../core/call-options.ts";
import type { Input } from "../../core/input.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import type { InNamespace } from "../capabilities.ts";

/**
 * Asks something of an object of kind `K` by sending another one, which is not stored.
 *
 * @typeParam S - What is sent.
 * @typeParam Answer - What comes back.
 */
export interface SubresourceCreator<K extends KubernetesObject, S extends KubernetesObject, Answer> {
	/**
	 * Sends an object to the subresource; `apiVersion`, `kind` and `metadata.name` are filled in.
	 *
	 * @throws NotFoundError when there is no object of this name, UnprocessableEntityError when what is sent is invalid.
	 *
	 * @example
	 * ```ts
	 * import { ServiceAccount } from "kubex/k8s/v1_35/core/v1";
	 *
	 * const serviceAccounts = new Api(ServiceAccount, { client });
	 * const { status } = await serviceAccounts.token.create("default", { spec: { audiences: [], expirationSeconds: 600 } });
	 * status?.token; // a JSON web token
	 * ```
	 */
	create(name: string, object: SubresourceInput<S>, options?: WriteOptions & CallOptions & InNamespace<K>): Promise<Answer>;
}

/** What is sent to a subresource; its name is that of the object. */
export type SubresourceInput<S extends KubernetesObject> = Omit<Input<S>, "metadata"> & Partial<Pick<Input<S>, "metadata">>;
