import { kubernetesVersions, loadApiDescription } from "@kubex/openapi";
import type {
	Condition,
	DeleteOptions,
	FieldSelectorRequirement,
	GroupResource,
	LabelSelector,
	LabelSelectorRequirement,
	ListMeta,
	ManagedFieldsEntry,
	ObjectMeta,
	OwnerReference,
	Preconditions,
	ShardInfo,
	Status,
	StatusCause,
	StatusDetails,
} from "kubex/meta";
import { describe, expect, test } from "vitest";

/** The names of a type's members; the compiler refuses one too few and one too many. */
type Members<T> = { readonly [P in keyof T]-?: true };

const known = {
	Condition: {
		lastTransitionTime: true,
		message: true,
		observedGeneration: true,
		reason: true,
		status: true,
		type: true,
	} satisfies Members<Condition>,
	DeleteOptions: {
		apiVersion: true,
		dryRun: true,
		gracePeriodSeconds: true,
		ignoreStoreReadErrorWithClusterBreakingPotential: true,
		kind: true,
		orphanDependents: true,
		preconditions: true,
		propagationPolicy: true,
	} satisfies Members<DeleteOptions>,
	FieldSelectorRequirement: { key: true, operator: true, values: true } satisfies Members<FieldSelectorRequirement>,
	GroupResource: { group: true, resource: true } satisfies Members<GroupResource>,
	LabelSelector: { matchExpressions: true, matchLabels: true } satisfies Members<LabelSelector>,
	LabelSelectorRequirement: { key: true, operator: true, values: true } satisfies Members<LabelSelectorRequirement>,
	ListMeta: {
		continue: true,
		remainingItemCount: true,
		resourceVersion: true,
		selfLink: true,
		shardInfo: true,
	} satisfies Members<ListMeta>,
	ManagedFieldsEntry: {
		apiVersion: true,
		fieldsType: true,
		fieldsV1: true,
		manager: true,
		operation: true,
		subresource: true,
		time: true,
	} satisfies Members<ManagedFieldsEntry>,
	ObjectMeta: {
		annotations: true,
		creationTimestamp: true,
		deletionGracePeriodSeconds: true,
		deletionTimestamp: true,
		finalizers: true,
		generateName: true,
		generation: true,
		labels: true,
		managedFields: true,
		name: true,
		namespace: true,
		ownerReferences: true,
		resourceVersion: true,
		selfLink: true,
		uid: true,
	} satisfies Members<ObjectMeta>,
	OwnerReference: {
		apiVersion: true,
		blockOwnerDeletion: true,
		controller: true,
		kind: true,
		name: true,
		uid: true,
	} satisfies Members<OwnerReference>,
	Preconditions: { resourceVersion: true, uid: true } satisfies Members<Preconditions>,
	ShardInfo: { selector: true } satisfies Members<ShardInfo>,
	Status: {
		apiVersion: true,
		code: true,
		details: true,
		kind: true,
		message: true,
		metadata: true,
		reason: true,
		status: true,
	} satisfies Members<Status>,
	StatusCause: { field: true, message: true, reason: true } satisfies Members<StatusCause>,
	StatusDetails: {
		causes: true,
		group: true,
		kind: true,
		name: true,
		retryAfterSeconds: true,
		uid: true,
	} satisfies Members<StatusDetails>,
};

// What only discovery, watches and patches speak of; no model refers to it.
const protocol = [
	"APIGroup",
	"APIGroupList",
	"APIResource",
	"APIResourceList",
	"APIVersions",
	"GroupVersionForDiscovery",
	"Patch",
	"ServerAddressByClientCIDR",
	"WatchEvent",
];
const scalars = ["FieldsV1", "MicroTime", "Time"];

const prefix = "io.k8s.apimachinery.pkg.apis.meta.v1.";

describe.each(kubernetesVersions)("the hand-written types and Kubernetes %s", (version) => {
	const definitions = Object.entries(loadApiDescription(version).definitions)
		.filter(([name]) => name.startsWith(prefix))
		.map(([name, schema]) => [name.slice(prefix.length), schema] as const);

	test.each(Object.entries(known))("MO-03 %s has every field that the server knows", (name, members) => {
		const [, schema] = definitions.find(([one]) => one === name) ?? [];
		// Newer releases have types that older ones have not.
		if (schema === undefined) expect(["GroupResource", "ShardInfo"]).toContain(name);
		expect(Object.keys(schema?.properties ?? {}).filter((field) => !(field in members))).toEqual([]);
	});

	test("no type of meta/v1 is unknown", () => {
		const names = new Set([...Object.keys(known), ...protocol, ...scalars]);
		expect(definitions.map(([name]) => name).filter((name) => !names.has(name))).toEqual([]);
	});
});

test("no field is known that no release has", () => {
	const fields = new Set(
		kubernetesVersions.flatMap((version) =>
			Object.keys(known).flatMap((name) =>
				Object.keys(loadApiDescription(version).definitions[`${prefix}${name}`]?.properties ?? {}).map(
					(field) => `${name}.${field}`,
				),
			),
		),
	);
	const members = Object.entries(known).flatMap(([name, all]) => Object.keys(all).map((field) => `${name}.${field}`));
	expect(members.filter((member) => !fields.has(member))).toEqual([]);
});
