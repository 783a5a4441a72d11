import type { DefaultsTable } from "./defaults.ts";
import { type Structure, structureAt, withMembers } from "./with-members.ts";

/** What becomes of the kinds that have few defaults. */
export const otherDefaults: DefaultsTable = {
	"autoscaling.v1.HorizontalPodAutoscalerSpec": { values: { minReplicas: 1 } },
	"autoscaling.v2.HorizontalPodAutoscalerSpec": {
		values: {
			metrics: [{ resource: { name: "cpu", target: { averageUtilization: 80, type: "Utilization" } }, type: "Resource" }],
			minReplicas: 1,
		},
		derive: ({ behavior }) => (behavior === undefined ? {} : { behavior: completeBehavior(behavior as Structure) }),
	},
	"core.v1.LimitRangeItem": { derive: (limit) => (limit["type"] === "Container" ? completeLimit(limit) : {}) },
	"core.v1.NodeStatus": { derive: ({ allocatable, capacity }) => ({ allocatable: allocatable ?? capacity }) },
	"flowcontrol.v1.FlowSchemaSpec": { values: { matchingPrecedence: 1000 } },
	"flowcontrol.v1.LimitedPriorityLevelConfiguration": { values: { lendablePercent: 0, nominalConcurrencyShares: 30 } },
	"flowcontrol.v1.ExemptPriorityLevelConfiguration": { values: { lendablePercent: 0, nominalConcurrencyShares: 0 } },
	"flowcontrol.v1.QueuingConfiguration": { values: { handSize: 8, queueLengthLimit: 50, queues: 64 } },
	"scheduling.v1.PriorityClass": { values: { preemptionPolicy: "PreemptLowerPriority" } },
};

const everything = { periodSeconds: 15, type: "Percent", value: 100 };
const fourPods = { periodSeconds: 15, type: "Pods", value: 4 };

function completeBehavior(behavior: Structure): Structure {
	const down = { policies: [everything], selectPolicy: "Max" };
	const up = { policies: [fourPods, everything], selectPolicy: "Max", stabilizationWindowSeconds: 0 };
	return {
		scaleDown: withMembers(down, structureAt(behavior, "scaleDown")),
		scaleUp: withMembers(up, structureAt(behavior, "scaleUp")),
	};
}

/** What a container may have at most is what it gets unless it asks, and what it asks for is at least the least. */
function completeLimit(limit: Structure): Structure {
	const byDefault = withMembers(structureAt(limit, "max"), structureAt(limit, "default"));
	const request = withMembers(withMembers(structureAt(limit, "min"), byDefault), structureAt(limit, "defaultRequest"));
	return { default: orAbsent(byDefault), defaultRequest: orAbsent(request) };
}

function orAbsent(resources: Structure): Structure | undefined {
	return Object.keys(resources).length === 0 ? undefined : resources;
}
