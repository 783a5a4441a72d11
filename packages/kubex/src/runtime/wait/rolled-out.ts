import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { type Condition, conditionOn, type Verdict } from "./condition.ts";
import { observedGeneration, statusConditions } from "./status-condition.ts";

/** What rollouts are read from: a Deployment, a StatefulSet or a DaemonSet. */
interface Workload extends KubernetesObject {
	spec?: object;
	status?: object;
}

interface Counts {
	readonly replicas?: number;
	readonly updatedReplicas?: number;
	readonly availableReplicas?: number;
	readonly readyReplicas?: number;
	readonly currentRevision?: string;
	readonly updateRevision?: string;
	readonly desiredNumberScheduled?: number;
	readonly updatedNumberScheduled?: number;
	readonly numberAvailable?: number;
}

interface Wanted {
	readonly replicas?: number;
	readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
}

/**
 * The last change of a Deployment, StatefulSet or DaemonSet has reached all of its Pods, as `kubectl rollout status` has it. A
 * Deployment that has exceeded its deadline fails.
 *
 * @example
 * ```ts no-run: no controller rolls the Deployment out
 * await waitFor(deployments, "web", conditions.rolledOut(), { timeout: 300_000 });
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status
 */
export function rolledOut<K extends Workload>(): Condition<K, true> {
	return conditionOn("it is rolled out", (object) => {
		if ((observedGeneration(object) ?? 0) < (object.metadata.generation ?? 0)) return false;
		const { kind, spec = {}, status = {} } = object as unknown as { kind: string; spec?: Wanted; status?: Counts };
		switch (kind) {
			case "Deployment":
				return deployment(object, spec, status);
			case "StatefulSet":
				return statefulSet(spec, status);
			case "DaemonSet":
				return daemonSet(spec, status);
			default:
				return { failed: `${kind} has no rollout` };
		}
	});
}

function deployment(object: unknown, spec: Wanted, status: Counts): Verdict {
	const progressing = statusConditions(object).find(({ type }) => type === "Progressing");
	if (progressing?.reason === "ProgressDeadlineExceeded") {
		return { failed: progressing.message ?? "the rollout has exceeded its deadline" };
	}
	const { availableReplicas = 0, replicas = 0, updatedReplicas = 0 } = status;
	return updatedReplicas >= (spec.replicas ?? 1) && replicas <= updatedReplicas && availableReplicas >= updatedReplicas;
}

function statefulSet(spec: Wanted, status: Counts): Verdict {
	const { replicas = 1, updateStrategy } = spec;
	if (updateStrategy?.type === "OnDelete") return { failed: "the update strategy OnDelete rolls nothing out" };
	const { currentRevision, readyReplicas = 0, updatedReplicas = 0, updateRevision } = status;
	if (readyReplicas < replicas) return false;
	const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
	return partition > 0 ? updatedReplicas >= replicas - partition : updateRevision === currentRevision;
}

function daemonSet(spec: Wanted, status: Counts): Verdict {
	if (spec.updateStrategy?.type === "OnDelete") return { failed: "the update strategy OnDelete rolls nothing out" };
	const { desiredNumberScheduled = 0, numberAvailable = 0, updatedNumberScheduled = 0 } = status;
	return updatedNumberScheduled >= desiredNumberScheduled && numberAvailable >= desiredNumberScheduled;
}
