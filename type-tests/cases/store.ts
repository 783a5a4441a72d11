import type { ListMeta, StoredMeta } from "kubex";
import type { ConfigMap, Container, Pod } from "kubex/k8s/v1_35/core/v1";
import {
	and,
	type Change,
	type DeepReadonly,
	generationChanged,
	ignoreDeletes,
	mutable,
	not,
	onlyWhere,
	or,
	type Predicate,
	type Store,
} from "kubex/runtime";
import { holds, type Same } from "./assert.ts";

declare const pods: Store<Pod, "node">;

// What a store hands out is the kind, readonly at any depth.
const pod = pods.get("web", "default");
holds<Same<typeof pod, DeepReadonly<Pod> | undefined>>();
holds<Same<ReturnType<typeof pods.list>, readonly DeepReadonly<Pod>[]>>();
for (const one of pods) holds<Same<typeof one, DeepReadonly<Pod>>>();
if (pod !== undefined) {
	holds<Same<typeof pod.metadata.uid, string>>();
	const containers = pod.spec?.containers;
	holds<Same<typeof containers, readonly DeepReadonly<Container>[] | undefined>>();
	// @ts-expect-error Readonly.
	pod.metadata.labels = {};
	// @ts-expect-error Readonly.
	pod.metadata.labels["a"] = "b";
	// @ts-expect-error Readonly.
	pod.spec?.containers.push({ name: "x" });
	// @ts-expect-error Readonly.
	pod.spec.containers[0].image = "nginx";
	// @ts-expect-error Readonly: whoever takes a Pod may change it.
	const wrong: Pod = pod;

	const copy = mutable(pod);
	holds<Same<typeof copy, Pod>>();
	copy.spec?.containers.push({ name: "x" });
}

// Whoever only reads takes both.
const name = (one: DeepReadonly<Pod>): string => one.metadata.name;
declare const fresh: Pod;
name(fresh);
holds<Same<ReturnType<typeof mutable<Pod>>, Pod>>();

// Open unions stay open, values of any shape stay what they are, optional members stay optional.
type Policy = NonNullable<DeepReadonly<Pod>["spec"]>["restartPolicy"];
holds<Same<Policy, NonNullable<Pod["spec"]>["restartPolicy"]>>();
const policy: Policy = "Never";
const future: Policy = "Sometimes";
holds<Same<DeepReadonly<ConfigMap>["data"], { readonly [key: string]: string } | undefined>>();
holds<Same<DeepReadonly<{ a: unknown; b?: unknown[] }>, { readonly a: unknown; readonly b?: readonly unknown[] }>>();
holds<Same<DeepReadonly<{ a: 1 | null; b: [string, string[]][] }>["a"], 1 | null>>();
holds<Same<DeepReadonly<StoredMeta>["name"], string>>();
holds<Same<DeepReadonly<ListMeta>["continue"], ListMeta["continue"]>>();

// Indexes by their names.
pods.by("node", "n1");
// @ts-expect-error No such index.
pods.by("nod", "n1");
const more = pods.addIndex("owner", ({ metadata }) => metadata.ownerReferences?.map(({ uid }) => uid) ?? []);
holds<Same<typeof more, Store<Pod, "node" | "owner">>>();
more.by("owner", "u1");
more.by("node", "n1");
// @ts-expect-error The functions see what must not be changed.
pods.addIndex("changes", (one) => ((one.metadata.labels = {}), []));
// @ts-expect-error The values are an array.
pods.addIndex("single", ({ metadata }) => metadata.name);
// @ts-expect-error There is none.
(pods as Store<Pod>).by("node", "n1");
const plain: Store<Pod> = pods;
// @ts-expect-error It lacks an index.
const both: Store<Pod, "node" | "owner"> = pods;

// Changes are told apart by their type.
declare const change: Change<DeepReadonly<Pod>>;
if (change.type === "add") change.initial;
else holds<Same<typeof change.old, DeepReadonly<Pod>>>();
if (change.type === "delete") change.finalStateUnknown;
// @ts-expect-error An addition has no state before.
change.old;

// Predicates of metadata are predicates of every kind, and combine with those of one.
const onNode = onlyWhere((one: DeepReadonly<Pod>) => one.spec?.nodeName === "n1");
holds<Same<typeof onNode, Predicate<DeepReadonly<Pod>>>>();
const general: Predicate<DeepReadonly<Pod>> = generationChanged;
const combined: Predicate<DeepReadonly<Pod>> = and(onNode, or(generationChanged, ignoreDeletes), not(onNode));
const ofPods = and(generationChanged, onNode);
holds<Same<typeof ofPods, Predicate<DeepReadonly<Pod>>>>();
combined(change);
// @ts-expect-error Not of this kind.
const ofConfigMaps: Predicate<DeepReadonly<ConfigMap>> = onNode;

export const all = [policy, future, plain, both, general, ofConfigMaps];
