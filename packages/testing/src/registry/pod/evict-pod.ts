import { type Structure, structureAt, structuresAt, withMembers } from "../../schema/defaults/with-members.ts";
import { matchesLabelSelector, type ObjectLabelSelector } from "../../selectors/object-label-selector.ts";
import { notFound } from "../../status/object-errors.ts";
import { badRequest } from "../../status/request-errors.ts";
import { failure, success } from "../../status/status-error.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import type { StoredObject } from "../../storage/stored-object.ts";
import type { Action } from "../action.ts";
import { valueAt } from "../changes.ts";
import { checkPreconditions, removeStored } from "../delete.ts";
import { readDeletionOptions } from "../delete-options.ts";
import { presentStatus } from "../present.ts";
import type { ServedResource } from "../served-resource.ts";
import type { Services } from "../services.ts";
import { timestamp } from "../timestamp.ts";
import { readWriteOptions } from "../write-options.ts";

const budgets = "/policy/poddisruptionbudgets";

/** Deletes a Pod if the disruption budget that covers it allows that: POST to its `/eviction`. */
export const evictPod: Action = (services, resource, request) => {
	const options = readWriteOptions(request.query, "CreateOptions");
	const { apiVersion } = (request.body?.value ?? {}) as { readonly apiVersion?: unknown };
	const version = apiVersion === "policy/v1beta1" ? "v1beta1" : "v1";
	const kind = { group: "policy", version, kind: "Eviction", definition: "io.k8s.api.policy.v1.Eviction" };
	const { state } = services.reader.read(kind, request.body, options.fieldValidation);
	const name = request.name ?? "";
	if (state.metadata.name !== name) throw badRequest("name in URL does not match name in Eviction object");
	const { deleteOptions } = state;
	const body = deleteOptions === undefined ? undefined : { mediaType: "", value: deleteOptions, duplicateFields: [] };
	const deletion = readDeletionOptions(services, request.query, body);
	const dryRun = deletion.dryRun || options.dryRun;
	const pod = services.store.get(resource.collection, `${request.namespace}/${name}`);
	if (pod === undefined) throw notFound(resource.name, name);
	checkPreconditions(resource, pod, deletion);
	const budget = budgetOf(services, pod);
	if (budget !== undefined) {
		const allowed = disrupted(budget.state, name, timestamp(services.clock.now()));
		if (!dryRun) services.store.put(budgets, budget.key, allowed, budget);
	}
	removeStored(services, resource, dryRun ? pod : asTarget(services, resource, pod), { ...deletion, dryRun });
	return presentStatus(success(undefined, 201));
};

/** A Pod that says why it goes, for as long as it is there. */
function asTarget({ store, clock }: Services, resource: ServedResource, pod: StoredObject): StoredObject {
	const status = structureAt(pod.state, "status");
	const others = structuresAt(status, "conditions").filter(({ type }) => type !== "DisruptionTarget");
	const reason = { message: "Eviction API: evicting", reason: "EvictionByEvictionAPI", status: "True", type: "DisruptionTarget" };
	const condition = { lastProbeTime: null, lastTransitionTime: timestamp(clock.now()), ...reason };
	const marked = { ...pod.state, status: withMembers(status, { conditions: [...others, condition] }) };
	return store.put(resource.collection, pod.key, marked, pod);
}

/**
 * The budget that an eviction counts in; `undefined` where none covers the Pod or none is needed.
 *
 * @throws StatusError 500 for more than one.
 */
function budgetOf({ store }: Services, { state }: StoredObject): StoredObject | undefined {
	const { namespace, labels, deletionTimestamp } = state.metadata;
	// What runs no longer, or not yet, or is on its way, disrupts nothing.
	const phase = valueAt(state, "status.phase");
	if (phase !== "Running" || deletionTimestamp !== undefined) return undefined;
	const covering = Array.from(store.range(budgets, `${namespace}/`)).filter((budget) => {
		const selector = structureAt(budget.state, "spec")["selector"];
		return selector !== undefined && matchesLabelSelector(selector as ObjectLabelSelector, labels);
	});
	if (covering.length > 1) {
		const text = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";
		throw failure(500, undefined, text);
	}
	const [budget] = covering;
	return budget === undefined || isReady(state) || !mayGo(budget.state) ? budget : undefined;
}

function isReady(pod: ObjectState): boolean {
	const conditions = structuresAt(structureAt(pod, "status"), "conditions");
	return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}

/** Whether Pods that are not ready may go without being counted. */
function mayGo(budget: ObjectState): boolean {
	if (structureAt(budget, "spec")["unhealthyPodEvictionPolicy"] === "AlwaysAllow") return true;
	const { currentHealthy = 0, desiredHealthy = 0 } = structureAt(budget, "status") as Record<string, number>;
	return desiredHealthy > 0 && currentHealthy >= desiredHealthy;
}

/**
 * The budget with one disruption more.
 *
 * @throws StatusError 429 when it allows none, or when it is not known what it allows.
 */
function disrupted(budget: ObjectState, pod: string, now: string): ObjectState {
	const status = structureAt(budget, "status");
	const { name = "", generation = 0 } = budget.metadata;
	const {
		observedGeneration = 0,
		disruptionsAllowed = 0,
		currentHealthy = 0,
		desiredHealthy = 0,
	} = status as Record<string, number>;
	if (observedGeneration < generation)
		throw violation(`The disruption budget ${name} is still being processed by the server.`, 10);
	if (disruptionsAllowed <= 0) {
		throw violation(`The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`);
	}
	const left = disruptionsAllowed - 1;
	return {
		...budget,
		status: withMembers(status, {
			conditions: left > 0 ? status["conditions"] : exhausted(status, generation, now),
			disruptedPods: withMembers(structureAt(status, "disruptedPods"), { [pod]: now }),
			disruptionsAllowed: left,
		}),
	};
}

function exhausted(status: Structure, observedGeneration: number, lastTransitionTime: string): readonly Structure[] {
	const others = structuresAt(status, "conditions").filter(({ type }) => type !== "DisruptionAllowed");
	const reason = { lastTransitionTime, message: "", observedGeneration, reason: "InsufficientPods" };
	return [...others, { ...reason, status: "False", type: "DisruptionAllowed" }];
}

function violation(message: string, retryAfterSeconds?: number): Error {
	return failure(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
		causes: [{ reason: "DisruptionBudget", message }],
		...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
	});
}
