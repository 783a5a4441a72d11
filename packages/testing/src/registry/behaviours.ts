import { inOrder } from "../admission/admission.ts";
import { defaultIngressClassAdmission, defaultStorageClassAdmission } from "../admission/default-class-admission.ts";
import { nodeAdmission } from "../admission/node-admission.ts";
import { overheadAdmission } from "../admission/overhead-admission.ts";
import { priorityAdmission, withPriority } from "../admission/priority-admission.ts";
import { protectionAdmission } from "../admission/protection-admission.ts";
import { serviceAccountAdmission } from "../admission/service-account-admission.ts";
import { tolerationAdmission, withTolerations } from "../admission/toleration-admission.ts";
import { clusterRoleBindingErrors, defaultBinding, roleBindingErrors } from "../authorization/rbac/binding.ts";
import { clusterRoleErrors, roleErrors } from "../authorization/rbac/rule-errors.ts";
import { withoutNotes } from "../conversion/autoscaler-conversion.ts";
import { formatWarnings } from "../custom/format-warnings.ts";
import { completeDefinition, markDefinition, prepareDefinition } from "../custom/prepare-definition.ts";
import { checkGroup } from "../custom/unsupported-features.ts";
import {
	definitionChangeErrors,
	definitionErrors,
	definitionNameErrors,
	definitionStatusErrors,
} from "../custom/validate-definition.ts";
import { autoscalerErrors, autoscalerStatusErrors, newAutoscalerErrors } from "../validation/autoscaler-errors.ts";
import { deploymentErrors } from "../validation/deployment-errors.ts";
import { eventErrors, eventReplacementErrors, newEventErrors } from "../validation/event-errors.ts";
import { isUncheckedVolume } from "../validation/volume-errors.ts";
import { type Behaviour, byPath, commonBehaviour } from "./behaviour.ts";
import { configMapErrors, secretData, secretErrors } from "./config-data.ts";
import { prepareDaemonSet, replaceDaemonSet } from "./daemon-sets.ts";
import { finalizePart } from "./finalize-namespace.ts";
import { prepareJob } from "./jobs.ts";
import { nameNamespace, prepareNamespace, replaceNamespace } from "./namespaces.ts";
import { preparePersistentVolume } from "./persistent-volumes.ts";
import { ephemeralContainersPart, resizePart } from "./pod/pod-parts.ts";
import { preparePod } from "./pod/prepare-pod.ts";
import { newPodErrors, podErrors, podReplacementErrors } from "./pod/validate-pod.ts";
import { allocateService } from "./service/allocate-service.ts";
import { balancerStatusErrors } from "./service/balancer-status-errors.ts";
import { prepareService, replaceService, settleService, showService } from "./service/prepare-service.ts";
import { serviceErrors, serviceReplacementErrors } from "./service/validate-service.ts";
import { shownForm } from "./shown-form.ts";
import { approvalPart } from "./signing-requests.ts";

const counted = { generation: "spec" } as const;
const conditional = { unconditionalUpdate: false } as const;
const creatable = { createOnUpdate: true } as const;
const returned = { deleteReturnsObject: true } as const;
const pathSegment = { nameRule: "pathSegment" } as const;

const referenceFields = ["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"];

/**
 * What differs from the common behaviour, by the qualified name of the resource: what a running server answered to a PUT
 * without resourceVersion, a PUT to a missing name, a DELETE, changes of each part, and selectors by each field.
 */
const differences: Readonly<Record<string, Partial<Behaviour>>> = {
	configmaps: {
		freezable: ["data", "binaryData"],
		validate: configMapErrors,
		changesFirst: true,
		metadataAgain: true,
	},
	endpoints: { ...creatable, warning: "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice" },
	events: {
		...creatable,
		...pathSegment,
		fieldLabels: {
			...byPath(...referenceFields.map((field) => `involvedObject.${field}`), "reason", "reportingComponent", "type"),
			source: "source.component",
		},
		described: () => false,
		metadataLast: true,
		validate: eventErrors("reportingComponent"),
	},
	limitranges: creatable,
	namespaces: {
		...returned,
		nameRule: "label",
		fieldLabels: byPath("status.phase"),
		initialStatus: { phase: "Active" },
		prepareNew: prepareNamespace,
		prepareReplacement: replaceNamespace,
		convert: nameNamespace,
		parts: { finalize: finalizePart },
	},
	nodes: { fieldLabels: byPath("spec.unschedulable"), statusFromClient: true, admitNew: nodeAdmission },
	persistentvolumeclaims: {
		...returned,
		initialStatus: { phase: "Pending" },
		admitNew: inOrder(protectionAdmission("kubernetes.io/pvc-protection"), defaultStorageClassAdmission),
	},
	persistentvolumes: {
		...returned,
		initialStatus: { phase: "Pending" },
		admitNew: protectionAdmission("kubernetes.io/pv-protection"),
		prepareNew: preparePersistentVolume,
	},
	pods: {
		...returned,
		...counted,
		graceful: true,
		initialStatus: { phase: "Pending" },
		statusKeeps: ["ownerReferences"],
		admitNew: inOrder(serviceAccountAdmission, tolerationAdmission, priorityAdmission),
		admitValid: overheadAdmission,
		prepareNew: preparePod,
		prepareReplacement: (next, current) => withTolerations(withPriority(next, current)),
		described: isUncheckedVolume,
		validate: podErrors,
		metadataAgain: true,
		validateNew: newPodErrors,
		validateReplacement: podReplacementErrors,
		parts: { ephemeralcontainers: ephemeralContainersPart, resize: resizePart },
		fieldLabels: {
			...byPath("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork"),
			...byPath("status.phase", "status.podIP", "status.nominatedNodeName"),
			"spec.host": "spec.nodeName",
			"status.podIPs": undefined,
		},
	},
	podtemplates: { ...returned, generation: "content" },
	replicationcontrollers: { ...counted, defaultPropagation: "Orphan", fieldLabels: byPath("status.replicas") },
	resourcequotas: returned,
	secrets: {
		fieldLabels: byPath("type"),
		freezable: ["data"],
		immutable: ["type"],
		changesFirst: true,
		convert: secretData,
		validate: secretErrors,
	},
	serviceaccounts: returned,
	services: {
		...creatable,
		...returned,
		nameRule: "serviceLabel",
		fieldLabels: byPath("spec.clusterIP", "spec.type"),
		prepareNew: prepareService,
		prepareReplacement: replaceService,
		described: () => false,
		validate: serviceErrors,
		validateStatus: balancerStatusErrors,
		changesFirst: true,
		validateReplacement: serviceReplacementErrors,
		allocate: allocateService,
		settle: settleService,
		shows: shownForm(showService),
	},
	"controllerrevisions.apps": { immutable: ["data"] },
	"daemonsets.apps": {
		...counted,
		immutable: ["spec.selector"],
		prepareNew: prepareDaemonSet,
		prepareReplacement: replaceDaemonSet,
	},
	"deployments.apps": {
		generation: "specOrAnnotations",
		immutable: ["spec.selector"],
		statusKeeps: ["labels"],
		described: isUncheckedVolume,
		validate: deploymentErrors,
	},
	"replicasets.apps": { ...counted, immutable: ["spec.selector"] },
	"statefulsets.apps": { ...counted, nameRule: "label", immutable: ["spec.selector"] },
	"horizontalpodautoscalers.autoscaling": {
		convert: withoutNotes,
		described: () => false,
		validateNew: newAutoscalerErrors,
		validateReplacement: autoscalerErrors,
		validateStatus: autoscalerStatusErrors,
	},
	"cronjobs.batch": counted,
	"jobs.batch": {
		...counted,
		defaultPropagation: "Orphan",
		fieldLabels: { "status.successful": "status.succeeded" },
		unknownFieldText: "unsupportedForKind",
		immutable: ["spec.selector", "spec.template"],
		prepareNew: prepareJob,
	},
	"ingresses.networking.k8s.io": { ...counted, admitNew: defaultIngressClassAdmission },
	"ingressclasses.networking.k8s.io": { ...counted, immutable: ["spec.controller"] },
	"networkpolicies.networking.k8s.io": counted,
	"poddisruptionbudgets.policy": { ...counted, ...conditional, ...pathSegment },
	"leases.coordination.k8s.io": { ...conditional, ...creatable },
	"endpointslices.discovery.k8s.io": { generation: "contentOrLabels", immutable: ["addressType"] },
	"events.events.k8s.io": {
		...creatable,
		...pathSegment,
		fieldLabels: {
			...Object.fromEntries(referenceFields.map((field) => [`regarding.${field}`, `involvedObject.${field}`])),
			...byPath("reason", "type"),
			reportingController: "reportingComponent",
		},
		described: () => false,
		metadataLast: true,
		validate: eventErrors("reportingController"),
		validateNew: newEventErrors,
		validateReplacement: eventReplacementErrors,
	},
	componentstatuses: { refused: "component statuses" },
	"roles.rbac.authorization.k8s.io": { ...creatable, ...pathSegment, validate: roleErrors },
	"rolebindings.rbac.authorization.k8s.io": {
		...creatable,
		...pathSegment,
		immutable: ["roleRef"],
		prepareNew: defaultBinding,
		prepareReplacement: defaultBinding,
		validate: roleBindingErrors,
	},
	"clusterroles.rbac.authorization.k8s.io": { ...creatable, ...pathSegment, validate: clusterRoleErrors },
	"clusterrolebindings.rbac.authorization.k8s.io": {
		...creatable,
		...pathSegment,
		immutable: ["roleRef"],
		prepareNew: defaultBinding,
		prepareReplacement: defaultBinding,
		validate: clusterRoleBindingErrors,
	},
	"storageclasses.storage.k8s.io": {
		...returned,
		immutable: ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
	},
	"csidrivers.storage.k8s.io": { ...conditional, ...returned, generation: "specOnceChanged" },
	"csinodes.storage.k8s.io": { ...conditional, ...returned },
	"csistoragecapacities.storage.k8s.io": conditional,
	"volumeattachments.storage.k8s.io": { ...conditional, ...returned },
	"volumeattributesclasses.storage.k8s.io": returned,
	"priorityclasses.scheduling.k8s.io": { generation: "constant", immutable: ["value"] },
	"runtimeclasses.node.k8s.io": { ...conditional, ...creatable, immutable: ["handler"] },
	"certificatesigningrequests.certificates.k8s.io": {
		...pathSegment,
		fieldLabels: byPath("spec.signerName"),
		immutable: ["spec"],
		unowned: ["spec"],
		parts: { approval: approvalPart, status: { unowned: ["status.conditions"] } },
	},
	"mutatingadmissionpolicies.admissionregistration.k8s.io": { refusedWrites: "mutating admission policies" },
	"mutatingadmissionpolicybindings.admissionregistration.k8s.io": { refusedWrites: "mutating admission policies" },
	"mutatingwebhookconfigurations.admissionregistration.k8s.io": { refusedWrites: "admission webhooks" },
	"validatingadmissionpolicies.admissionregistration.k8s.io": { refusedWrites: "validating admission policies" },
	"validatingadmissionpolicybindings.admissionregistration.k8s.io": { refusedWrites: "validating admission policies" },
	"validatingwebhookconfigurations.admissionregistration.k8s.io": { refusedWrites: "admission webhooks" },
	"customresourcedefinitions.apiextensions.k8s.io": {
		...counted,
		...conditional,
		convert: completeDefinition,
		prepareNew: prepareDefinition,
		prepareReplacement: prepareDefinition,
		nameErrors: definitionNameErrors,
		validate: definitionErrors,
		validateReplacement: definitionChangeErrors,
		remark: formatWarnings,
		allocate: checkGroup,
		markDeleted: markDefinition,
		freeFinalizers: true,
		validateStatus: definitionStatusErrors,
		parts: { status: { unowned: ["metadata"] } },
	},
	"apiservices.apiregistration.k8s.io": { refusedWrites: "API services" },
	"flowschemas.flowcontrol.apiserver.k8s.io": counted,
	"prioritylevelconfigurations.flowcontrol.apiserver.k8s.io": counted,
	"deviceclasses.resource.k8s.io": { ...counted, ...returned },
	"resourceclaims.resource.k8s.io": { ...returned, immutable: ["spec"] },
	"resourceclaimtemplates.resource.k8s.io": { ...returned, immutable: ["spec"] },
	"resourceslices.resource.k8s.io": {
		...counted,
		...returned,
		fieldLabels: byPath("spec.driver", "spec.nodeName"),
		unknownFieldText: "unsupportedForGroupKind",
	},
};

/** How the server treats the objects of a built-in resource. */
export function behaviourOf(group: string, plural: string): Behaviour {
	const own = differences[group === "" ? plural : `${plural}.${group}`];
	return own === undefined ? commonBehaviour : { ...commonBehaviour, ...own };
}
