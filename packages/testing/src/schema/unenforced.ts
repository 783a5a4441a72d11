/** Fields that the API descriptions call required and the server takes empty, because it fills them in, empty means something, or another check words it. */
const unenforced: ReadonlySet<string> = new Set([
	"io.k8s.api.core.v1.ContainerResizePolicy restartPolicy",
	"io.k8s.api.core.v1.ContainerStatus image",
	"io.k8s.api.core.v1.ContainerStatus imageID",
	"io.k8s.api.core.v1.HTTPHeader value",
	"io.k8s.api.core.v1.LimitRangeSpec limits",
	"io.k8s.api.core.v1.NodeSystemInfo architecture",
	"io.k8s.api.core.v1.NodeSystemInfo bootID",
	"io.k8s.api.core.v1.NodeSystemInfo containerRuntimeVersion",
	"io.k8s.api.core.v1.NodeSystemInfo kernelVersion",
	"io.k8s.api.core.v1.NodeSystemInfo kubeProxyVersion",
	"io.k8s.api.core.v1.NodeSystemInfo kubeletVersion",
	"io.k8s.api.core.v1.NodeSystemInfo machineID",
	"io.k8s.api.core.v1.NodeSystemInfo operatingSystem",
	"io.k8s.api.core.v1.NodeSystemInfo osImage",
	"io.k8s.api.core.v1.NodeSystemInfo systemUUID",
	"io.k8s.api.core.v1.Sysctl value",
	"io.k8s.api.discovery.v1.EndpointSlice endpoints",
	"io.k8s.api.rbac.v1.ClusterRoleBinding roleRef",
	"io.k8s.api.rbac.v1.PolicyRule verbs",
	"io.k8s.api.rbac.v1.RoleBinding roleRef",
	"io.k8s.api.rbac.v1.RoleRef apiGroup",
	"io.k8s.api.rbac.v1.RoleRef kind",
	"io.k8s.api.rbac.v1.RoleRef name",
	"io.k8s.api.rbac.v1.Subject kind",
	"io.k8s.api.rbac.v1.Subject name",
	"io.k8s.api.storage.v1.CSINodeSpec drivers",
	"io.k8s.api.storage.v1.TokenRequest audience",
	"io.k8s.apimachinery.pkg.apis.meta.v1.Condition message",
]);

/** Whether the server really refuses objects without a required field. */
export function isEnforced(definition: string, field: string): boolean {
	// Definitions of custom kinds have a validation of their own.
	return !definition.startsWith("io.k8s.apiextensions-apiserver.") && !unenforced.has(`${definition} ${field}`);
}
