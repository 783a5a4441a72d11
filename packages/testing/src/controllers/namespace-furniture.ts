import type { Services } from "../registry/services.ts";
import { timestamp } from "../registry/timestamp.ts";
import { orderMetadata } from "../storage/object-state.ts";

const description =
	"Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

/** Gives a namespace what a control plane's controllers put into each: the default ServiceAccount and the ConfigMap with its CA. */
export function furnishNamespace(services: Services, namespace: string): void {
	const { store, random, clock } = services;
	const creationTimestamp = timestamp(clock.now());
	if (store.get("/configmaps", `${namespace}/kube-root-ca.crt`) === undefined) {
		const annotations = { "kubernetes.io/description": description };
		const metadata = orderMetadata({ name: "kube-root-ca.crt", namespace, uid: random.uuid(), creationTimestamp, annotations });
		store.put(
			"/configmaps",
			`${namespace}/kube-root-ca.crt`,
			{ metadata, data: { "ca.crt": services.certificateAuthority } },
			undefined,
		);
	}
	if (store.get("/serviceaccounts", `${namespace}/default`) === undefined) {
		const metadata = orderMetadata({ name: "default", namespace, uid: random.uuid(), creationTimestamp });
		store.put("/serviceaccounts", `${namespace}/default`, { metadata }, undefined);
	}
}
