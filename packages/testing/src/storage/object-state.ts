import type { ObjectMeta, OwnerReference } from "kubex/meta";

/**
 * An object as the store keeps it: without `apiVersion` and `kind`, which depend on the version it is asked for in. What
 * is stored is never changed; whoever changes an object copies the parts that change.
 */
export interface ObjectState {
	readonly metadata: Readonly<ObjectMeta>;
	readonly [field: string]: unknown;
}

const order = [
	"name",
	"generateName",
	"namespace",
	"uid",
	"resourceVersion",
	"generation",
	"creationTimestamp",
	"deletionTimestamp",
	"deletionGracePeriodSeconds",
	"labels",
	"annotations",
	"ownerReferences",
	"finalizers",
	"managedFields",
] as const satisfies readonly (keyof ObjectMeta)[];

/** Metadata with its keys in the server's order, without those that are absent; equal metadata has equal JSON texts. */
export function orderMetadata(metadata: Readonly<ObjectMeta>): ObjectMeta {
	const ordered: Record<string, unknown> = {};
	for (const key of order) {
		const value = metadata[key];
		if (value !== undefined && value !== null) ordered[key] = value;
	}
	if (metadata.ownerReferences !== undefined) ordered["ownerReferences"] = metadata.ownerReferences.map(orderOwner);
	return ordered;
}

function orderOwner({ apiVersion, kind, name, uid, controller, blockOwnerDeletion, ...rest }: OwnerReference): OwnerReference {
	return {
		apiVersion,
		kind,
		name,
		uid,
		...(controller === undefined ? {} : { controller }),
		...(blockOwnerDeletion === undefined ? {} : { blockOwnerDeletion }),
		...rest,
	};
}
