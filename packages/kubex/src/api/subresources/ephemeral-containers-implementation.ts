import type { CallOptions } from "../../core/call-options.ts";
import { strategicMergePatchType } from "../../core/patches/strategic-merge-patch.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import { type Namespaced, SubresourceImplementation } from "./subresource-implementation.ts";

/** The ephemeral containers of Pods. */
export class EphemeralContainersImplementation extends SubresourceImplementation {
	async add(name: string, container: object, options: WriteOptions & CallOptions & Namespaced = {}): Promise<unknown> {
		// Merged by their names, so that those of others stay.
		const body = { spec: { ephemeralContainers: [container] } };
		return await this.patch(name, { mediaType: strategicMergePatchType, body }, options);
	}
}
