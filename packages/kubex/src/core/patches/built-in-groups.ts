const groups = [
	"",
	"admissionregistration.k8s.io",
	"apiextensions.k8s.io",
	"apiregistration.k8s.io",
	"apps",
	"authentication.k8s.io",
	"authorization.k8s.io",
	"autoscaling",
	"batch",
	"certificates.k8s.io",
	"coordination.k8s.io",
	"discovery.k8s.io",
	"events.k8s.io",
	"flowcontrol.apiserver.k8s.io",
	"internal.apiserver.k8s.io",
	"lifecycle.k8s.io",
	"networking.k8s.io",
	"node.k8s.io",
	"policy",
	"rbac.authorization.k8s.io",
	"resource.k8s.io",
	"scheduling.k8s.io",
	"storage.k8s.io",
	"storagemigration.k8s.io",
] as const;

/** The groups of the kinds that a server of its own knows, in any release; all others come from custom resources or further servers. */
export const builtInGroups: ReadonlySet<string> = /* @__PURE__ */ new Set<string>(groups);

/** The `apiVersion` of a built-in kind. */
export type BuiltInApiVersion = `v${number}` | `${Exclude<(typeof groups)[number], "">}/${string}`;
