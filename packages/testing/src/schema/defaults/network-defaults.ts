import type { DefaultsTable } from "./defaults.ts";

/** What becomes of the kinds of networking.k8s.io. */
export const networkDefaults: DefaultsTable = {
	"networking.v1.IngressClassParametersReference": { values: { scope: "Cluster" } },
	"networking.v1.NetworkPolicyPort": { values: { protocol: "TCP" } },
	"networking.v1.NetworkPolicySpec": {
		derive: ({ policyTypes, egress }) => ({
			policyTypes: policyTypes ?? (egress === undefined ? ["Ingress"] : ["Ingress", "Egress"]),
		}),
	},
};
