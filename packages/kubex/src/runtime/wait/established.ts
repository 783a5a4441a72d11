import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import { type Condition, conditionOn } from "./condition.ts";
import { statusConditions } from "./status-condition.ts";

/**
 * The CustomResourceDefinition serves its resource. One whose names are taken ends the wait.
 *
 * @example
 * ```ts no-run: it needs a CustomResourceDefinition
 * await waitFor(new Api(CustomResourceDefinition, { client }), "widgets.example.com", conditions.established());
 * ```
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function established<K extends KubernetesObject>(): Condition<K, true> {
	return conditionOn("it is established", (definition) => {
		const entries = statusConditions(definition);
		const refused = entries.find(({ status, type }) => type === "NamesAccepted" && status === "False");
		if (refused !== undefined) return { failed: `its names are not accepted: ${refused.message ?? refused.reason ?? ""}` };
		return entries.some(({ status, type }) => type === "Established" && status === "True");
	});
}
