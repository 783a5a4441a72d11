import type { CallOptions } from "../core/call-options.ts";
import { type Difference, differences } from "../core/differences.ts";
import type { KubernetesObject } from "../core/kubernetes-object.ts";
import type { ApplyConfiguration } from "../core/patches/apply-configuration.ts";
import type { ApplyOptions } from "../core/patches/patch-options.ts";
import type { GetOptions } from "../core/read-options.ts";
import type { Getter, InNamespace } from "./capabilities.ts";
import type { Applier } from "./patching.ts";

/**
 * What an apply would change, by a dry run of it: defaults of the server and the work of its admission included, its book-keeping
 * left out. Empty when it would change nothing. Values of a Secret are masked.
 *
 * @throws As `apply` does: ConflictError when a field is somebody else's and `force` is not given.
 *
 * @example
 * ```ts
 * const configuration = { metadata: { name: "web" }, spec: { replicas: 3 } };
 * console.log(formatDifferences(await diff(deployments, configuration, { fieldManager: "me", force: true })));
 * // ~ spec.replicas: 1 -> 3
 * ```
 */
export async function diff<K extends KubernetesObject>(
	api: Getter<K> & Applier<K>,
	configuration: ApplyConfiguration<K>,
	options: Omit<ApplyOptions, "dryRun"> & CallOptions & InNamespace<K>,
): Promise<readonly Difference[]> {
	const { fieldManager, fieldValidation, force, pretty, ...where } = options;
	const call = where as GetOptions & CallOptions & InNamespace<K>;
	const before = await api.getOrUndefined(configuration.metadata.name, call);
	const write = { fieldManager, fieldValidation, force, pretty, dryRun: true };
	const after = await api.apply(configuration, { ...call, ...write });
	const [left, right] = [shown(before), shown(after)];
	if (after.kind === "Secret") hideValues(left, right);
	return differences(left, right);
}

/** The members of an object that are compared. */
type Shown = Record<string, unknown> & { data?: Record<string, string>; metadata?: { annotations?: Record<string, string> } };

const bookKeeping = ["managedFields", "resourceVersion", "generation", "uid", "creationTimestamp"];
// kubectl keeps the whole object there, values included.
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

function shown(object: KubernetesObject | undefined): Shown {
	if (object === undefined) return {};
	return { ...object, metadata: without(object.metadata, bookKeeping) };
}

/** Whether a value changes is told, never the value. */
function hideValues(before: Shown, after: Shown): void {
	const values = [before.data ?? {}, after.data ?? {}] as const;
	const hidden = values.map((own, side) => {
		const other = values[1 - side] ?? {};
		const mark = (name: string): string => (own[name] === other[name] ? "***" : side === 0 ? "*** (before)" : "*** (after)");
		return Object.fromEntries(Object.keys(own).map((name) => [name, mark(name)]));
	});
	for (const [side, object] of [before, after].entries()) {
		if (object.data !== undefined) object.data = hidden[side] ?? {};
		const annotations = object.metadata?.annotations;
		if (annotations !== undefined) object.metadata = { ...object.metadata, annotations: without(annotations, [lastApplied]) };
	}
}

function without<T extends object>(object: T, names: readonly string[]): T {
	return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name))) as T;
}
