import type { CallOptions } from "../../core/call-options.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { MergePatchBody } from "../../core/patches/merge-patch.ts";
import { mergePatch } from "../../core/patches/merge-patch.ts";
import { wholeNumber } from "../../core/read-options.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import { type Namespaced, SubresourceImplementation } from "./subresource-implementation.ts";

/** The scale of objects. */
export class ScaleImplementation extends SubresourceImplementation {
	async set(name: string, replicas: number, options: WriteOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		if (wholeNumber("replicas", replicas) === undefined) throw new TypeError("replicas must be a number");
		return await this.patch(name, mergePatch({ spec: { replicas } } as MergePatchBody<KubernetesObject>), options);
	}
}
