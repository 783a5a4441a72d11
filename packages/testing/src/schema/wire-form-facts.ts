/**
 * The wire forms of the fields of built-in kinds whose form is not the usual one, as the servers' own types have them: after
 * a line with a package, a line per definition with its fields, and lines with a dash for definitions without such fields.
 * `?` marks a pointer to a scalar, `=` a structure that is no pointer, `!` a value that is written although it is empty.
 */
export const wireFormFacts: string = `
api.admissionregistration.v1
- ParamKind TypeChecking ValidatingAdmissionPolicyBindingSpec ValidatingAdmissionPolicyStatus
AuditAnnotation key! valueExpression!
ExpressionWarning fieldRef! warning!
MatchCondition name! expression!
MatchResources matchPolicy?
MutatingWebhook name! clientConfig= failurePolicy? sideEffects?! timeoutSeconds? admissionReviewVersions! matchPolicy? reinvocationPolicy?
MutatingWebhookConfiguration metadata=
NamedRuleWithOperations =
ParamRef parameterNotFoundAction?
RuleWithOperations scope?
ServiceReference namespace! name! path? port?
ValidatingAdmissionPolicy metadata= spec= status=
ValidatingAdmissionPolicyBinding metadata= spec=
ValidatingAdmissionPolicySpec failurePolicy?
ValidatingWebhook name! clientConfig= failurePolicy? sideEffects?! timeoutSeconds? admissionReviewVersions! matchPolicy?
ValidatingWebhookConfiguration metadata=
Validation expression! reason?
Variable name! expression!
WebhookClientConfig url?

api.apps.v1
- DaemonSetUpdateStrategy DeploymentStrategy RollingUpdateDaemonSet RollingUpdateDeployment
- StatefulSetPersistentVolumeClaimRetentionPolicy StatefulSetUpdateStrategy
ControllerRevision metadata= data= revision!
DaemonSet metadata= spec= status=
DaemonSetCondition type! status! lastTransitionTime=
DaemonSetSpec selector! template= updateStrategy= revisionHistoryLimit?
DaemonSetStatus currentNumberScheduled! numberMisscheduled! desiredNumberScheduled! numberReady! collisionCount?
Deployment metadata= spec= status=
DeploymentCondition type! status! lastUpdateTime= lastTransitionTime=
DeploymentSpec replicas? selector! template= strategy= revisionHistoryLimit? progressDeadlineSeconds?
DeploymentStatus collisionCount? terminatingReplicas?
ReplicaSet metadata= spec= status=
ReplicaSetCondition type! status! lastTransitionTime=
ReplicaSetSpec replicas? selector! template=
ReplicaSetStatus replicas! terminatingReplicas?
RollingUpdateStatefulSetStrategy partition?
StatefulSet metadata= spec= status=
StatefulSetCondition type! status! lastTransitionTime=
StatefulSetOrdinals start!
StatefulSetSpec replicas? selector! template= serviceName! updateStrategy= revisionHistoryLimit?
StatefulSetStatus replicas! collisionCount? availableReplicas!

api.autoscaling.v1
- ScaleSpec
CrossVersionObjectReference kind! name!
HorizontalPodAutoscaler metadata= spec= status=
HorizontalPodAutoscalerSpec scaleTargetRef= minReplicas? maxReplicas! targetCPUUtilizationPercentage?
HorizontalPodAutoscalerStatus observedGeneration? currentReplicas! desiredReplicas! currentCPUUtilizationPercentage?
Scale metadata= spec= status=
ScaleStatus replicas!

api.autoscaling.v2
- HorizontalPodAutoscalerBehavior
ContainerResourceMetricSource name! target= container!
ContainerResourceMetricStatus name! current= container!
CrossVersionObjectReference kind! name!
ExternalMetricSource metric= target=
ExternalMetricStatus metric= current=
HPAScalingPolicy type! value! periodSeconds!
HPAScalingRules selectPolicy? stabilizationWindowSeconds?
HorizontalPodAutoscaler metadata= spec= status=
HorizontalPodAutoscalerCondition type! status! lastTransitionTime=
HorizontalPodAutoscalerSpec scaleTargetRef= minReplicas? maxReplicas!
HorizontalPodAutoscalerStatus observedGeneration? desiredReplicas! currentMetrics!
MetricIdentifier name!
MetricSpec type!
MetricStatus type!
MetricTarget type! averageUtilization?
MetricValueStatus averageUtilization?
ObjectMetricSource describedObject= target= metric=
ObjectMetricStatus metric= current= describedObject=
PodsMetricSource metric= target=
PodsMetricStatus metric= current=
ResourceMetricSource name! target=
ResourceMetricStatus name! current=

api.batch.v1
- CronJobStatus UncountedTerminatedPods
CronJob metadata= spec= status=
CronJobSpec schedule! startingDeadlineSeconds? suspend? jobTemplate= successfulJobsHistoryLimit? failedJobsHistoryLimit? timeZone?
Job metadata= spec= status=
JobCondition type! status! lastProbeTime= lastTransitionTime=
JobSpec parallelism? completions? activeDeadlineSeconds? manualSelector? template= backoffLimit? ttlSecondsAfterFinished? completionMode? suspend? backoffLimitPerIndex? maxFailedIndexes? podReplacementPolicy? managedBy?
JobStatus ready? failedIndexes? terminating?
JobTemplateSpec metadata= spec=
PodFailurePolicy rules!
PodFailurePolicyOnExitCodesRequirement containerName? operator! values!
PodFailurePolicyOnPodConditionsPattern type! status!
PodFailurePolicyRule action!
SuccessPolicy rules!
SuccessPolicyRule succeededIndexes? succeededCount?

api.certificates.v1
- CertificateSigningRequestStatus
CertificateSigningRequest metadata= spec= status=
CertificateSigningRequestCondition type! lastUpdateTime= lastTransitionTime= status!
CertificateSigningRequestSpec request! signerName! expirationSeconds?

api.coordination.v1
Lease metadata= spec=
LeaseSpec holderIdentity? leaseDurationSeconds? leaseTransitions? strategy? preferredHolder?

api.core.v1
- Affinity Capabilities ContainerRestartRule ContainerRestartRuleOnExitCodes ContainerState ContainerStateWaiting
- ContainerUser DownwardAPIProjection EmptyDirVolumeSource EndpointSubset EnvFromSource EnvVarSource EphemeralVolumeSource
- EventSource ExecAction FlockerVolumeSource ImageVolumeSource LifecycleHandler LoadBalancerStatus LocalObjectReference
- NamespaceSpec NamespaceStatus NodeAffinity NodeConfigSource NodeConfigStatus NodeSelectorTerm NodeSpec ObjectReference
- PersistentVolumeStatus PodAffinity PodAntiAffinity PodDNSConfig PodStatus ResourceQuotaSpec ResourceQuotaStatus
- ResourceRequirements SELinuxOptions ScopeSelector SecretReference SessionAffinityConfig StorageOSPersistentVolumeSource
- StorageOSVolumeSource TopologySelectorTerm VolumeNodeAffinity VolumeProjection VolumeResourceRequirements
AWSElasticBlockStoreVolumeSource volumeID!
AppArmorProfile type! localhostProfile?
AttachedVolume name! devicePath!
AzureDiskVolumeSource diskName! diskURI! cachingMode? fsType? readOnly? kind?
AzureFilePersistentVolumeSource secretName! shareName! secretNamespace?!
AzureFileVolumeSource secretName! shareName!
Binding metadata= target=
CSIPersistentVolumeSource driver! volumeHandle!
CSIVolumeSource driver! readOnly? fsType?
CephFSPersistentVolumeSource monitors!
CephFSVolumeSource monitors!
CinderPersistentVolumeSource volumeID!
CinderVolumeSource volumeID!
ClientIPConfig timeoutSeconds?
ClusterTrustBundleProjection name? signerName? path! optional?
ComponentCondition type! status!
ComponentStatus metadata=
ConfigMap metadata= immutable?
ConfigMapEnvSource optional?
ConfigMapKeySelector key! optional?
ConfigMapNodeConfigSource namespace! name! kubeletConfigKey!
ConfigMapProjection optional?
ConfigMapVolumeSource defaultMode? optional?
Container name! resources= restartPolicy?
ContainerExtendedResourceRequest containerName! resourceName! requestName!
ContainerImage names!
ContainerPort containerPort!
ContainerResizePolicy resourceName! restartPolicy!
ContainerStateRunning startedAt=
ContainerStateTerminated exitCode! startedAt= finishedAt=
ContainerStatus name! state= lastState= ready! restartCount! image! imageID! started? stopSignal?
DaemonEndpoint Port!
DownwardAPIVolumeFile path! mode?
DownwardAPIVolumeSource defaultMode?
EndpointAddress ip! nodeName?
EndpointPort port! appProtocol?
Endpoints metadata=
EnvVar name!
EphemeralContainer name! resources= restartPolicy?
Event metadata= involvedObject= source= firstTimestamp= lastTimestamp= eventTime= reportingComponent! reportingInstance!
EventSeries lastObservedTime=
FCVolumeSource lun?
FileKeySelector volumeName! path! key! optional?
FlexPersistentVolumeSource driver!
FlexVolumeSource driver!
GCEPersistentDiskVolumeSource pdName!
GRPCAction port! service?!
GitRepoVolumeSource repository!
GlusterfsPersistentVolumeSource endpoints! path! endpointsNamespace?
GlusterfsVolumeSource endpoints! path!
HTTPGetAction port=
HTTPHeader name! value!
HostAlias ip!
HostIP ip!
HostPathVolumeSource path! type?
ISCSIPersistentVolumeSource targetPortal! iqn! lun! initiatorName?
ISCSIVolumeSource targetPortal! iqn! lun! initiatorName?
KeyToPath key! path! mode?
Lifecycle stopSignal?
LimitRange metadata= spec=
LimitRangeItem type!
LimitRangeSpec limits!
LinuxContainerUser uid! gid!
LoadBalancerIngress ipMode?
LocalVolumeSource path! fsType?
ModifyVolumeStatus status!
NFSVolumeSource server! path!
Namespace metadata= spec= status=
NamespaceCondition type! status! lastTransitionTime=
Node metadata= spec= status=
NodeAddress type! address!
NodeCondition type! status! lastHeartbeatTime= lastTransitionTime=
NodeDaemonEndpoints kubeletEndpoint=
NodeFeatures supplementalGroupsPolicy?
NodeRuntimeHandler name!
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts? userNamespaces?
NodeSelector nodeSelectorTerms!
NodeSelectorRequirement key! operator!
NodeStatus daemonEndpoints= nodeInfo=
NodeSwapStatus capacity?
NodeSystemInfo machineID! systemUUID! bootID! kernelVersion! osImage! containerRuntimeVersion! kubeletVersion! kubeProxyVersion! operatingSystem! architecture!
ObjectFieldSelector fieldPath!
PersistentVolume metadata= spec= status=
PersistentVolumeClaim metadata= spec= status=
PersistentVolumeClaimCondition type! status! lastProbeTime= lastTransitionTime=
PersistentVolumeClaimSpec resources= storageClassName? volumeMode? volumeAttributesClassName?
PersistentVolumeClaimStatus currentVolumeAttributesClassName?
PersistentVolumeClaimTemplate metadata= spec=
PersistentVolumeClaimVolumeSource claimName!
PersistentVolumeSpec volumeMode? volumeAttributesClassName?
PhotonPersistentDiskVolumeSource pdID!
Pod metadata= spec= status=
PodAffinityTerm topologyKey!
PodCertificateProjection maxExpirationSeconds?
PodCondition type! status! lastProbeTime= lastTransitionTime=
PodDNSConfigOption value?
PodExtendedResourceClaimStatus requestMappings! resourceClaimName!
PodIP ip!
PodOS name!
PodReadinessGate conditionType!
PodResourceClaim name! resourceClaimName? resourceClaimTemplateName?
PodResourceClaimStatus name! resourceClaimName?
PodSchedulingGate name!
PodSecurityContext runAsUser? runAsNonRoot? fsGroup? runAsGroup? fsGroupChangePolicy? supplementalGroupsPolicy? seLinuxChangePolicy?
PodSpec containers! terminationGracePeriodSeconds? activeDeadlineSeconds? automountServiceAccountToken? priority? shareProcessNamespace? runtimeClassName? enableServiceLinks? preemptionPolicy? setHostnameAsFQDN? hostUsers? hostnameOverride?
PodTemplate metadata= template=
PodTemplateSpec metadata= spec=
PortStatus port! protocol! error?
PortworxVolumeSource volumeID!
PreferredSchedulingTerm weight! preference=
Probe terminationGracePeriodSeconds?
ProjectedVolumeSource sources! defaultMode?
QuobyteVolumeSource registry! volume!
RBDPersistentVolumeSource monitors! image!
RBDVolumeSource monitors! image!
ReplicationController metadata= spec= status=
ReplicationControllerCondition type! status! lastTransitionTime=
ReplicationControllerSpec replicas?
ReplicationControllerStatus replicas!
ResourceClaim name!
ResourceFieldSelector resource! divisor=
ResourceHealth resourceID!
ResourceQuota metadata= spec= status=
ResourceStatus name!
ScaleIOPersistentVolumeSource gateway! system! secretRef!
ScaleIOVolumeSource gateway! system! secretRef!
ScopedResourceSelectorRequirement scopeName! operator!
SeccompProfile type! localhostProfile?
Secret metadata= immutable?
SecretEnvSource optional?
SecretKeySelector key! optional?
SecretProjection optional?
SecretVolumeSource defaultMode? optional?
SecurityContext privileged? runAsUser? runAsNonRoot? readOnlyRootFilesystem? allowPrivilegeEscalation? runAsGroup? procMount?
Service metadata= spec= status=
ServiceAccount metadata= automountServiceAccountToken?
ServiceAccountTokenProjection expirationSeconds? path!
ServicePort port! targetPort= appProtocol?
ServiceSpec ipFamilyPolicy? allocateLoadBalancerNodePorts? loadBalancerClass? internalTrafficPolicy? trafficDistribution?
ServiceStatus loadBalancer=
SleepAction seconds!
Sysctl name! value!
TCPSocketAction port=
Taint key! effect!
Toleration tolerationSeconds?
TopologySelectorLabelRequirement key! values!
TopologySpreadConstraint maxSkew! topologyKey! whenUnsatisfiable! minDomains? nodeAffinityPolicy? nodeTaintsPolicy?
TypedLocalObjectReference apiGroup?! kind! name!
TypedObjectReference apiGroup?! kind! name! namespace?
Volume name!
VolumeDevice name! devicePath!
VolumeMount name! mountPath! mountPropagation? recursiveReadOnly?
VolumeMountStatus name! mountPath! recursiveReadOnly?
VsphereVirtualDiskVolumeSource volumePath!
WeightedPodAffinityTerm weight! podAffinityTerm=
WindowsSecurityContextOptions gmsaCredentialSpecName? gmsaCredentialSpec? runAsUserName? hostProcess?
WorkloadReference name! podGroup!

api.discovery.v1
- EndpointHints
Endpoint addresses! conditions= hostname? nodeName? zone?
EndpointConditions ready? serving? terminating?
EndpointPort name? protocol? port? appProtocol?
EndpointSlice metadata= endpoints! ports! addressType!
ForNode name!
ForZone name!

api.events.v1
Event metadata= eventTime= regarding= deprecatedSource= deprecatedFirstTimestamp= deprecatedLastTimestamp=
EventSeries count! lastObservedTime=

api.flowcontrol.v1
- FlowSchemaStatus PriorityLevelConfigurationStatus
ExemptPriorityLevelConfiguration nominalConcurrencyShares? lendablePercent?
FlowDistinguisherMethod type!
FlowSchema metadata= spec= status=
FlowSchemaCondition lastTransitionTime=
FlowSchemaSpec priorityLevelConfiguration= matchingPrecedence!
GroupSubject name!
LimitResponse type!
LimitedPriorityLevelConfiguration nominalConcurrencyShares?! limitResponse= lendablePercent? borrowingLimitPercent?
NonResourcePolicyRule verbs! nonResourceURLs!
PolicyRulesWithSubjects subjects!
PriorityLevelConfiguration metadata= spec= status=
PriorityLevelConfigurationCondition lastTransitionTime=
PriorityLevelConfigurationReference name!
PriorityLevelConfigurationSpec type!
QueuingConfiguration queues! handSize! queueLengthLimit!
ResourcePolicyRule verbs! apiGroups! resources! namespaces!
ServiceAccountSubject namespace! name!
Subject kind!
UserSubject name!

api.networking.v1
- IPAddressSpec IngressBackend IngressClassSpec IngressLoadBalancerIngress IngressLoadBalancerStatus IngressRule IngressTLS
- NetworkPolicyEgressRule NetworkPolicyIngressRule NetworkPolicyPeer ParentReference ServiceBackendPort ServiceCIDRSpec
- ServiceCIDRStatus
HTTPIngressPath backend= pathType?!
HTTPIngressRuleValue paths!
IPAddress metadata= spec=
IPBlock cidr!
Ingress metadata= spec= status=
IngressClass metadata= spec=
IngressClassParametersReference apiGroup? kind! name! scope?! namespace?
IngressPortStatus port! protocol! error?
IngressServiceBackend name! port=
IngressSpec ingressClassName?
IngressStatus loadBalancer=
NetworkPolicy metadata= spec=
NetworkPolicyPort protocol? endPort?
NetworkPolicySpec podSelector=
ServiceCIDR metadata= spec= status=

api.node.v1
- Overhead Scheduling
RuntimeClass metadata= handler!

api.policy.v1
Eviction metadata=
PodDisruptionBudget metadata= spec= status=
PodDisruptionBudgetSpec unhealthyPodEvictionPolicy?
PodDisruptionBudgetStatus disruptionsAllowed! currentHealthy! desiredHealthy! expectedPods!

api.rbac.v1
- AggregationRule
ClusterRole metadata= rules!
ClusterRoleBinding metadata= roleRef=
PolicyRule verbs!
Role metadata= rules!
RoleBinding metadata= roleRef=
RoleRef apiGroup! kind! name!
Subject kind! name!

api.resource.v1
- CapacityRequestPolicyRange CapacityRequirements DeviceAllocationResult DeviceClaimConfiguration DeviceClassConfiguration
- DeviceSelector NetworkDeviceData ResourceClaimStatus
AllocatedDeviceStatus driver! pool! device! conditions! shareID?
AllocationResult devices=
CELDeviceSelector expression!
CapacityRequestPolicy default!
Counter value=
CounterSet name!
Device name! nodeName? allNodes? bindsToNode? allowMultipleAllocations?
DeviceAllocationConfiguration source!
DeviceAttribute int? bool? string? version?
DeviceCapacity value=
DeviceClaim requests!
DeviceClass metadata= spec=
DeviceClassSpec extendedResourceName?
DeviceConstraint matchAttribute? distinctAttribute?
DeviceCounterConsumption counterSet!
DeviceRequest name!
DeviceRequestAllocationResult request! driver! pool! device! adminAccess? shareID?
DeviceSubRequest name! deviceClassName!
DeviceTaint key! effect!
DeviceToleration tolerationSeconds?
ExactDeviceRequest deviceClassName! adminAccess?
OpaqueDeviceConfiguration driver! parameters=
ResourceClaim metadata= spec= status=
ResourceClaimConsumerReference resource! name! uid!
ResourceClaimSpec devices=
ResourceClaimTemplate metadata= spec=
ResourceClaimTemplateSpec metadata= spec=
ResourcePool name! generation! resourceSliceCount!
ResourceSlice metadata= spec=
ResourceSliceSpec driver! pool= nodeName? allNodes? perDeviceNodeSelection?

api.scheduling.v1
PriorityClass metadata= value! preemptionPolicy?

api.storage.v1
CSIDriver metadata= spec=
CSIDriverSpec attachRequired? podInfoOnMount? storageCapacity? fsGroupPolicy? requiresRepublish? seLinuxMount? nodeAllocatableUpdatePeriodSeconds? serviceAccountTokenInSecrets?
CSINode metadata= spec=
CSINodeDriver name! nodeID! topologyKeys!
CSINodeSpec drivers!
CSIStorageCapacity metadata= storageClassName!
StorageClass metadata= provisioner! reclaimPolicy? allowVolumeExpansion? volumeBindingMode?
TokenRequest audience! expirationSeconds?
VolumeAttachment metadata= spec= status=
VolumeAttachmentSource persistentVolumeName?
VolumeAttachmentSpec attacher! source= nodeName!
VolumeAttachmentStatus attached!
VolumeAttributesClass metadata= driverName!
VolumeError time= errorCode?
VolumeNodeResources count?

apiextensions-apiserver.pkg.apis.apiextensions.v1
- CustomResourceSubresourceStatus CustomResourceSubresources CustomResourceValidation ExternalDocumentation
CustomResourceColumnDefinition name! type! jsonPath!
CustomResourceConversion strategy!
CustomResourceDefinition metadata= spec= status=
CustomResourceDefinitionCondition type! status! lastTransitionTime=
CustomResourceDefinitionNames plural! kind!
CustomResourceDefinitionSpec group! names= scope! versions!
CustomResourceDefinitionStatus conditions! acceptedNames= storedVersions!
CustomResourceDefinitionVersion name! served! storage! deprecationWarning?
CustomResourceSubresourceScale specReplicasPath! statusReplicasPath! labelSelectorPath?
JSON -!
JSONSchemaProps $ref? default? example? additionalProperties? additionalItems? maximum? minimum? maxLength? minLength? maxItems? minItems? multipleOf? maxProperties? minProperties? x-kubernetes-preserve-unknown-fields? x-kubernetes-list-type? x-kubernetes-map-type?
JSONSchemaPropsOrArray ! !
JSONSchemaPropsOrBool ! !
JSONSchemaPropsOrStringArray ! !
SelectableField jsonPath!
ServiceReference namespace! name! path? port?
ValidationRule rule! reason? optionalOldSelf?
WebhookClientConfig url?
WebhookConversion conversionReviewVersions!

apimachinery.pkg.api.resource
- Quantity

apimachinery.pkg.apis.meta.v1
- LabelSelector ManagedFieldsEntry MicroTime Time
APIResource name! namespaced! kind! verbs= singularName!
APIResourceList groupVersion! resources!
APIVersions versions! serverAddressByClientCIDRs!
Condition type! status! lastTransitionTime= reason! message!
FieldSelectorRequirement key! operator!
FieldsV1 -!
GroupResource group! resource!
GroupVersionForDiscovery groupVersion! version!
LabelSelectorRequirement key! operator!
OwnerReference kind! name! uid! apiVersion! controller? blockOwnerDeletion?
Preconditions uid? resourceVersion?
ServerAddressByClientCIDR clientCIDR! serverAddress!

apimachinery.pkg.runtime
RawExtension -!

apimachinery.pkg.util.intstr
IntOrString ! ! !

kube-aggregator.pkg.apis.apiregistration.v1
- APIServiceStatus
APIService metadata= spec= status=
APIServiceCondition type! status! lastTransitionTime=
APIServiceSpec groupPriorityMinimum! versionPriority!
ServiceReference port?
`;
