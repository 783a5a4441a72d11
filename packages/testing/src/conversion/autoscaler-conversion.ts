import type { ObjectMeta } from "kubex/meta";
import type { Members } from "../patch/patch-value.ts";
import { type ObjectState, orderMetadata } from "../storage/object-state.ts";
import { annotationText, integerOf, listOf, memberOf, present, readAnnotation, textOf } from "./annotation-value.ts";
import { readBehavior, writeBehavior } from "./autoscaler-behavior.ts";
import { readMetrics, writeMetrics } from "./autoscaler-metrics.ts";
import type { Conversion } from "./conversion.ts";

const prefix = "autoscaling.alpha.kubernetes.io/";
/** Where autoscaling/v1 has what it knows no members for, and where older servers had more of it. */
const noted = ["metrics", "behavior", "current-metrics", "conditions", "scale-down-tolerance", "scale-up-tolerance"];

/**
 * Autoscalers of autoscaling/v1 as those of autoscaling/v2: the first has a member for the wanted use of processors alone, and notes all
 * else in annotations.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v1/
 */
export const autoscalerConversion: Conversion = {
	toHub({ metadata, spec, status, ...rest }) {
		const note = (name: string): string | undefined => metadata.annotations?.[prefix + name];
		return {
			...rest,
			metadata: withNotes(metadata, {}),
			spec: specToHub((spec ?? {}) as Members, note),
			...(status === undefined ? {} : { status: statusToHub(status as Members, note) }),
		};
	},
	fromHub({ metadata, spec, status, ...rest }) {
		const { metrics, behavior, ...kept } = (spec ?? {}) as Members;
		const { currentMetrics, conditions, ...told } = (status ?? {}) as Members;
		const wanted = listOf(metrics) as readonly Members[];
		const others = wanted.filter((metric) => utilizationOf(metric) === undefined);
		const current = listOf(currentMetrics) as readonly Members[];
		const notes = {
			metrics: others.length === 0 ? undefined : writeMetrics(others, "target"),
			"current-metrics": current.length === 0 ? undefined : writeMetrics(current, "current"),
			behavior: behavior === undefined ? undefined : writeBehavior(behavior as Members),
			conditions: listOf(conditions).length === 0 ? undefined : listOf(conditions).map(writeCondition),
		};
		const percentage = wanted.map(utilizationOf).find((value) => value !== undefined);
		const used = current.map(usedOf).findLast((value) => value !== undefined);
		return {
			...rest,
			metadata: withNotes(metadata, notes),
			spec: present({ ...kept, targetCPUUtilizationPercentage: percentage }),
			...(status === undefined ? {} : { status: present({ ...told, currentCPUUtilizationPercentage: used }) }),
		};
	},
};

/** An autoscaler without the annotations that only conversions make. */
export function withoutNotes({ metadata, ...rest }: ObjectState): ObjectState {
	return { metadata: withNotes(metadata, {}), ...rest };
}

function specToHub(spec: Members, note: (name: string) => string | undefined): Members {
	const { targetCPUUtilizationPercentage, ...kept } = spec;
	const others = readAnnotation(note("metrics"), (value) => readMetrics(value, "target")) ?? [];
	const own = targetCPUUtilizationPercentage === undefined ? [] : [processorUse(targetCPUUtilizationPercentage)];
	const metrics = [...others, ...own];
	const behavior = readAnnotation(note("behavior"), readBehavior);
	return present({ ...kept, metrics: metrics.length === 0 ? [processorUse(80)] : metrics, behavior });
}

function statusToHub(status: Members, note: (name: string) => string | undefined): Members {
	const { currentCPUUtilizationPercentage: used, ...kept } = status;
	const own =
		used === undefined ? undefined : [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: used } } }];
	return present({
		...kept,
		currentMetrics: readAnnotation(note("current-metrics"), (value) => readMetrics(value, "current")) ?? own,
		conditions: readAnnotation(note("conditions"), (value) => listOf(value).map(readCondition)),
	});
}

function processorUse(averageUtilization: unknown): Members {
	return { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization } } };
}

/** The use of processors that a metric asks for; `undefined` for any other metric. */
function utilizationOf({ type, resource }: Members): number | undefined {
	if (type !== "Resource" || textOf(resource, "name") !== "cpu") return undefined;
	return integerOf(memberOf(resource, "target"), "averageUtilization");
}

function usedOf({ type, resource }: Members): number | undefined {
	if (type !== "Resource" || textOf(resource, "name") !== "cpu") return undefined;
	return integerOf(memberOf(resource, "current"), "averageUtilization");
}

function readCondition(value: unknown): Members {
	return present({
		type: textOf(value, "type") ?? "",
		status: textOf(value, "status") ?? "",
		lastTransitionTime: textOf(value, "lastTransitionTime"),
		reason: textOf(value, "reason"),
		message: textOf(value, "message"),
	});
}

function writeCondition(value: unknown): Members {
	const { type, status, lastTransitionTime = null, reason, message } = value as Members;
	return present({ type, status, lastTransitionTime, reason, message });
}

/** Metadata with these notes in the place of all that autoscaling/v1 makes. */
function withNotes(metadata: Readonly<ObjectMeta>, notes: Members): ObjectState["metadata"] {
	const { annotations, ...rest } = metadata;
	const kept = Object.entries(annotations ?? {}).filter(([name]) => !noted.some((note) => name === prefix + note));
	const written = Object.entries(present(notes)).map(([name, value]) => [prefix + name, annotationText(value)] as const);
	const all = [...kept, ...written].toSorted(([a], [b]) => (a < b ? -1 : 1));
	return orderMetadata({ ...rest, ...(all.length === 0 ? {} : { annotations: Object.fromEntries(all) }) });
}
