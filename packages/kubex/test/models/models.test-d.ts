import { Pod as OldestPod } from "kubex/k8s/v1_32/core/v1";
import type { CustomResourceDefinition, JSONSchemaProps } from "kubex/k8s/v1_35/apiextensions/v1";
import { Deployment, type DeploymentList, type StatefulSetSpec } from "kubex/k8s/v1_35/apps/v1";
import type { SelfSubjectReview, TokenRequest } from "kubex/k8s/v1_35/authentication/v1";
import type { Scale } from "kubex/k8s/v1_35/autoscaling/v1";
import type { Lease } from "kubex/k8s/v1_35/coordination/v1";
import {
	type ComponentStatus,
	type Container,
	type Event,
	type Node,
	type PersistentVolumeClaim,
	Pod,
	type PodSpec,
	type Secret,
	type ServicePort,
} from "kubex/k8s/v1_35/core/v1";
import type { Eviction } from "kubex/k8s/v1_35/policy/v1";
import { Eviction as NewestEviction } from "kubex/k8s/v1_37/lifecycle/v1alpha1";
import type {
	Embedded,
	Input,
	List,
	NamespacedMeta,
	ObjectMeta,
	Resource,
	ScopeOf,
	StoredMeta,
	SubresourcesOf,
	Verb,
	VerbsOf,
} from "kubex/meta";

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- only so are types compared for identity
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type SubresourceNames<K> = keyof SubresourcesOf<K>;
type Assert<T extends true> = T;

// One name is both the type and the value.
const pod: Resource<Pod> = Pod;
const deployment: Resource<Deployment> = Deployment;
// @ts-expect-error a descriptor describes its own kind only
const wrong: Resource<Pod> = Deployment;
// @ts-expect-error descriptors are readonly
Pod.plural = "others";

// CG-10 apiVersion and kind are literals.
export type Literals = [
	Assert<Equal<Pod["apiVersion"], "v1">>,
	Assert<Equal<Deployment["apiVersion"], "apps/v1">>,
	Assert<Equal<Deployment["kind"], "Deployment">>,
	Assert<Equal<DeploymentList, List<Deployment>>>,
	Assert<Equal<DeploymentList["kind"], "DeploymentList">>,
];

// What the server returned has its metadata filled in, by scope; reviews have none of it.
export type Metadata = [
	Assert<Equal<Pod["metadata"], NamespacedMeta>>,
	Assert<Equal<Node["metadata"], StoredMeta>>,
	Assert<Equal<ComponentStatus["metadata"], StoredMeta>>,
	Assert<Equal<SelfSubjectReview["metadata"], ObjectMeta>>,
	Assert<Equal<TokenRequest["metadata"], ObjectMeta>>,
	Assert<Equal<Eviction["metadata"], ObjectMeta>>,
	Assert<Equal<Scale["metadata"], NamespacedMeta>>,
];

// What Api derives its members from.
export type ApiTraits = [
	Assert<Equal<ScopeOf<Pod>, "Namespaced">>,
	Assert<Equal<ScopeOf<Node>, "Cluster">>,
	Assert<Equal<VerbsOf<Pod>, Verb>>,
	Assert<Equal<VerbsOf<ComponentStatus>, "get" | "list">>,
	Assert<Equal<VerbsOf<SelfSubjectReview>, "create">>,
	Assert<Equal<SubresourcesOf<Deployment>["scale"], Scale>>,
	Assert<Equal<SubresourcesOf<Deployment>["status"], Deployment>>,
	Assert<Equal<SubresourcesOf<Pod>["eviction"], Eviction>>,
	Assert<Equal<SubresourcesOf<Pod>["log"], unknown>>,
	Assert<Equal<SubresourceNames<Lease>, never>>,
];

// Required and optional members; those that are there cannot be undefined.
export type RequiredMembers = [Assert<Equal<Container["name"], string>>];
const container: Container = { name: "a" };
// @ts-expect-error name is required
const nameless: Container = {};
// @ts-expect-error an optional member is absent, not undefined
const imageless: Container = { name: "a", image: undefined };
// @ts-expect-error a field that does not exist
container.imagee = "nginx";
// Models are mutable.
container.image = "nginx";

// CG-08 enums are open unions.
export type OpenEnums = [Assert<Equal<PodSpec["restartPolicy"], "Always" | "Never" | "OnFailure" | (string & {}) | undefined>>];
const spec: PodSpec = { containers: [], restartPolicy: "SomethingNewer" };
// @ts-expect-error a number is not a policy
spec.restartPolicy = 1;

// CG-07 times, bytes, int-or-string, quantities, embedded kinds.
export type Scalars = [
	Assert<Equal<Event["eventTime"], string | undefined>>,
	Assert<Equal<Secret["data"], Record<string, string> | undefined>>,
	Assert<Equal<ServicePort["targetPort"], number | string | undefined>>,
	Assert<Equal<StatefulSetSpec["volumeClaimTemplates"], Embedded<PersistentVolumeClaim>[] | undefined>>,
];
const template: Embedded<PersistentVolumeClaim> = { metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"] } };

// BUG-13 schemas have the forms that JSON gives them.
export type Schemas = [
	Assert<Equal<JSONSchemaProps["additionalProperties"], JSONSchemaProps | boolean | undefined>>,
	Assert<Equal<JSONSchemaProps["items"], JSONSchemaProps | JSONSchemaProps[] | undefined>>,
	Assert<Equal<JSONSchemaProps["dependencies"], Record<string, JSONSchemaProps | string[]> | undefined>>,
];
const schema: JSONSchemaProps = {
	$ref: "#/a",
	default: "foo",
	additionalProperties: true,
	enum: [1, "a", null],
	"x-kubernetes-int-or-string": true,
};

// What a user sends.
const draft: Input<Pod> = {
	metadata: { generateName: "example-" },
	spec: { containers: [{ name: "example", resources: { limits: { cpu: 1, memory: "1Gi" } } }] },
};
const claims: Input<CustomResourceDefinition>["metadata"] = { name: "widgets.example.com" };
// @ts-expect-error quantities of what the server returned are strings
const returned: NonNullable<Container["resources"]> = { limits: { cpu: 1 } };

// Releases are apart, and what only a newer one has is there.
const oldest: Resource<OldestPod> = OldestPod;
const newest: Resource<NewestEviction> = NewestEviction;

export { claims, deployment, draft, imageless, nameless, newest, oldest, pod, returned, schema, template, wrong };
