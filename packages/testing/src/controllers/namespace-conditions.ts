import { sameJson } from "../registry/changes.ts";
import { timestamp } from "../registry/timestamp.ts";
import type { ObjectState } from "../storage/object-state.ts";

/** What keeps a namespace from ending. */
export interface RemainingContent {
	/** How many objects are left, by the qualified name of their resource, which ends in a dot in the core group. */
	readonly resources: ReadonlyMap<string, number>;
	/** How many objects each finalizer holds. */
	readonly finalizers: ReadonlyMap<string, number>;
}

interface Condition {
	readonly type: string;
	readonly status: string;
	readonly lastTransitionTime: string;
	readonly reason: string;
	readonly message: string;
}

/** A deleted namespace with conditions that say what it waits for; the same state when they say so already. */
export function withConditions(namespace: ObjectState, { resources, finalizers }: RemainingContent, now: number): ObjectState {
	const status = namespace["status"] as { readonly conditions?: readonly Condition[] } | undefined;
	const before = new Map(status?.conditions?.map((condition) => [condition.type, condition]));
	const condition = (type: string, holds: boolean, reason: string, message: string): Condition => {
		const value = holds ? "True" : "False";
		const old = before.get(type);
		return {
			type,
			status: value,
			lastTransitionTime: old?.status === value ? old.lastTransitionTime : timestamp(now),
			reason,
			message,
		};
	};
	const left = listed(resources, (name, count) => `${name} has ${count} resource instances`);
	const holding = listed(finalizers, (name, count) => `${name} in ${count} resource instances`);
	const conditions = [
		condition("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
		condition(
			"NamespaceDeletionGroupVersionParsingFailure",
			false,
			"ParsedGroupVersions",
			"All legacy kube types successfully parsed",
		),
		condition(
			"NamespaceDeletionContentFailure",
			false,
			"ContentDeleted",
			"All content successfully deleted, may be waiting on finalization",
		),
		left === ""
			? condition("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
			: condition("NamespaceContentRemaining", true, "SomeResourcesRemain", `Some resources are remaining: ${left}`),
		holding === ""
			? condition("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
			: condition(
					"NamespaceFinalizersRemaining",
					true,
					"SomeFinalizersRemain",
					`Some content in the namespace has finalizers remaining: ${holding}`,
				),
	];
	return sameJson(status?.conditions, conditions) ? namespace : { ...namespace, status: { ...status, conditions } };
}

function listed(counts: ReadonlyMap<string, number>, text: (name: string, count: number) => string): string {
	const names = [...counts.keys()].toSorted();
	return names.map((name) => text(name, counts.get(name) ?? 0)).join(", ");
}
