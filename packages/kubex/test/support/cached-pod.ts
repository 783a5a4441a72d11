import type { ObjectMeta } from "kubex";
import type { Pod } from "kubex/k8s/v1_35/core/v1";

/** A Pod as a watch would tell of it: `default/web` of the first uid at version 1, unless `metadata` says otherwise. */
export function cachedPod(metadata: ObjectMeta = {}, nodeName?: string): Pod {
	return {
		apiVersion: "v1",
		kind: "Pod",
		metadata: {
			name: "web",
			namespace: "default",
			uid: "u1",
			resourceVersion: "1",
			creationTimestamp: "2026-01-01T00:00:00Z",
			...metadata,
		},
		spec: { containers: [{ name: "main", image: "nginx" }], ...(nodeName !== undefined && { nodeName }) },
	} as Pod;
}
