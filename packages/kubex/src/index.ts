export {
	Api,
	type ApiBase,
	type ApiConstructor,
	type ApiOptions,
	type ListWatch,
	type MetadataApi,
	type MetadataReading,
} from "./api/api.ts";
export type {
	CollectionDeleter,
	Creator,
	Deleter,
	Getter,
	InNamespace,
	InNamespaces,
	Lister,
	Replacer,
} from "./api/capabilities.ts";
export { type CreateOrUpdateResult, createOrUpdate } from "./api/create-or-update.ts";
export { diff } from "./api/diff.ts";
export { DynamicApi, type DynamicApiConstructor } from "./api/dynamic-api.ts";
export { ensureDeleted } from "./api/ensure-deleted.ts";
export { addFinalizer, type FinalizerOptions, removeFinalizer } from "./api/finalizers.ts";
export type { Page, PageOptions } from "./api/pages.ts";
export type { Applier, Patcher } from "./api/patching.ts";
export type { ConflictRetryOptions } from "./api/repeat-after-races.ts";
export { retryOnConflict } from "./api/retry-on-conflict.ts";
export type { Desired, Revised } from "./api/revise.ts";
export type { ApprovalSubresource, Decision } from "./api/subresources/approval-subresource.ts";
export type {
	EphemeralContainerOf,
	EphemeralContainersSubresource,
} from "./api/subresources/ephemeral-containers-subresource.ts";
export type { DisruptionBudgetPatience, EvictionOptions, EvictionSubresource } from "./api/subresources/eviction-subresource.ts";
export type { LogLines, LogsSubresource } from "./api/subresources/logs-subresource.ts";
export type { ProxySubresource } from "./api/subresources/proxy-subresource.ts";
export type { ScaleSubresource } from "./api/subresources/scale-subresource.ts";
export type { Subresource } from "./api/subresources/subresource.ts";
export type { SubresourceCreator, SubresourceInput } from "./api/subresources/subresource-creator.ts";
export type { AnySubresource, NamedSubresource, ObjectSubresource } from "./api/subresources/subresource-types.ts";
export { type UpdateOptions, update } from "./api/update.ts";
export type { Watch, Watchable } from "./api/watch.ts";
export type { ApiWarning } from "./client/api-warning.ts";
export {
	Client,
	type ClientParts,
	type ClientResponse,
	type ClientStream,
	type HealthOptions,
	type VersionInfo,
} from "./client/client.ts";
export { type ClientOptions, createClient } from "./client/create-client.ts";
export type { Discovery, DiscoveryOptions } from "./client/discovery/discovery.ts";
export type { OpenApiDocument, OpenApiDocuments } from "./client/openapi-documents.ts";
export type { PoolOptions } from "./client/pool-options.ts";
export type { RequestEvent, RequestHook, ResponseEvent } from "./client/request-hook.ts";
export type { ResponseStream } from "./client/response-stream.ts";
export type { TlsOptions } from "./client/tls-options.ts";
export type { ResponseHeaders, Transport, TransportRequest, TransportResponse } from "./client/transport.ts";
export type { ClusterConfig } from "./config/cluster-config.ts";
export {
	anonymous,
	basicCredentials,
	type ClientCertificate,
	type Credentials,
	type CredentialsCall,
	staticCertificate,
	staticToken,
} from "./config/credentials.ts";
export { type ConfigDescription, type DescribeOptions, describeConfig } from "./config/describe-config.ts";
export type { ExecOptions, ExecPluginSummary } from "./config/exec/exec-plugin.ts";
export { type InClusterOptions, inClusterConfig } from "./config/in-cluster-config.ts";
export { type ContextOptions, Kubeconfig } from "./config/kubeconfig.ts";
export type { KubeconfigCluster, KubeconfigContext, KubeconfigUser } from "./config/kubeconfig-values.ts";
export { loadKubeconfig } from "./config/load-kubeconfig.ts";
export type { OidcOptions, OidcTokens } from "./config/oidc/oidc-settings.ts";
export { saveOidcTokens } from "./config/oidc/save-oidc-tokens.ts";
export type { Origin } from "./config/origins.ts";
export type { ProviderAnswer, ProviderFetch, ProviderRequest } from "./config/provider-fetch.ts";
export { tokenFile } from "./config/token-file.ts";
export type { UserCredentialsOptions } from "./config/user-credentials.ts";
export type { CallOptions } from "./core/call-options.ts";
export type { CallTimeout, TimeoutPhases } from "./core/call-timeout.ts";
export type { CustomObject, CustomTraits } from "./core/custom-object.ts";
export { defineResource, type ResourceAddress, type ResourceDefinition } from "./core/define-resource.ts";
export type { DeletionOptions } from "./core/deletion-options.ts";
export { type Difference, differences, formatDifferences } from "./core/differences.ts";
export type {
	DiscoveredApi,
	DiscoveredGroup,
	DiscoveredResource,
	DiscoveredSubresource,
	DiscoveredVersion,
	DiscoveryProblem,
} from "./core/discovery/discovered-api.ts";
export type { ResourceQuery } from "./core/discovery/resource-query.ts";
export type { DynamicObject, DynamicSubresources } from "./core/dynamic-object.ts";
export { AlreadyOwnedError } from "./core/errors/already-owned-error.ts";
export {
	AlreadyExistsError,
	BadRequestError,
	ConflictError,
	ExpiredError,
	ForbiddenError,
	GatewayTimeoutError,
	GoneError,
	InternalServerError,
	MethodNotAllowedError,
	NotAcceptableError,
	NotFoundError,
	RequestEntityTooLargeError,
	ServiceUnavailableError,
	TooManyRequestsError,
	UnauthorizedError,
	UnprocessableEntityError,
	UnsupportedMediaTypeError,
} from "./core/errors/api-errors.ts";
export { ConfigurationError } from "./core/errors/configuration-error.ts";
export { type ApiErrorInit, KubexApiError, type RequestSummary } from "./core/errors/kubex-api-error.ts";
export { KubexError } from "./core/errors/kubex-error.ts";
export { NoMatchError } from "./core/errors/no-match-error.ts";
export { ProtocolError } from "./core/errors/protocol-error.ts";
export { TimeoutError, type TimeoutPhase } from "./core/errors/timeout-error.ts";
export { TransportError, type TransportErrorOptions } from "./core/errors/transport-error.ts";
export { UnsupportedOperationError } from "./core/errors/unsupported-operation-error.ts";
export type { FieldQuery, FieldRequirement } from "./core/field-query.ts";
export { formatFieldQuery } from "./core/field-query.ts";
export type { HealthCheck, HealthReport } from "./core/health-report.ts";
export type { Impersonation } from "./core/impersonation.ts";
export { formatLabelQuery, type LabelQuery, type LabelRequirement } from "./core/label-query.ts";
export type { FollowOptions, LogOptions } from "./core/log-options.ts";
export type { NotAllowed } from "./core/not-allowed.ts";
export { controllerOf } from "./core/owners/controller-of.ts";
export { type OwnerReferenceOptions, ownerReference } from "./core/owners/owner-reference.ts";
export { type Ownable, withOwner } from "./core/owners/with-owner.ts";
export { withoutOwner } from "./core/owners/without-owner.ts";
export { type ApplyConflict, applyConflicts } from "./core/ownership/apply-conflicts.ts";
export { type ExtractOptions, extract } from "./core/ownership/extract.ts";
export { type MigrateManagedFieldsOptions, migrateManagedFields } from "./core/ownership/migrate-managed-fields.ts";
export type { PartialObjectMetadata, Representation } from "./core/partial-object-metadata.ts";
export type {
	ApplyConfiguration,
	ApplyMeta,
	ApplyObject,
	ApplyValue,
	SubresourceConfiguration,
} from "./core/patches/apply-configuration.ts";
export { type ApplyPatch, applyPatch } from "./core/patches/apply-patch.ts";
export type { BuiltInApiVersion } from "./core/patches/built-in-groups.ts";
export { type JsonPatch, type JsonPatchOperation, jsonPatch } from "./core/patches/json-patch.ts";
export type {
	JsonPatchPath,
	JsonPatchPlace,
	JsonPatchRemoval,
	JsonPatchTarget,
	JsonPatchValue,
} from "./core/patches/json-patch-path.ts";
export { type JsonPointer, type PointedTo, type PointerEnd, pointer } from "./core/patches/json-pointer.ts";
export {
	type MergePatch,
	type MergePatchBody,
	type MergePatchObject,
	type MergePatchValue,
	mergePatch,
} from "./core/patches/merge-patch.ts";
export type { Patch, patched } from "./core/patches/patch.ts";
export type { ApplyOptions, PatchOptions } from "./core/patches/patch-options.ts";
export {
	type BuiltInObject,
	type StrategicDirectives,
	type StrategicMergePatch,
	type StrategicMergePatchBody,
	type StrategicMergePatchObject,
	type StrategicMergePatchValue,
	strategicMergePatch,
} from "./core/patches/strategic-merge-patch.ts";
export type { ProxyRequest } from "./core/proxy-request.ts";
export type { GetOptions, ListOptions, SelectorOptions } from "./core/read-options.ts";
export type { ApiRequest, HttpMethod, Query } from "./core/request.ts";
export { compareResourceVersions } from "./core/resource-version.ts";
export type { RetryOptions } from "./core/retry-policy.ts";
export type { RateLimit } from "./core/token-bucket.ts";
export { type Bookmark, isInitialEventsEnd, type WatchEvent } from "./core/watch-event.ts";
export type { WatchOptions } from "./core/watch-options.ts";
export type { WriteOptions } from "./core/write-options.ts";
export * from "./meta.ts";
export { version } from "./version.ts";
