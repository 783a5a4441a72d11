import { humanDuration } from "./human-duration.ts";
import { fewOf, none, type ObjectView, unset } from "./object-view.ts";
import type { Table, Tables } from "./table.ts";

const binding: Table = {
	columns: ["Name", "Role", "Age", "Users*", "Groups*", "ServiceAccounts*"],
	cells: (one) => [
		one.name,
		`${one.text("roleRef.kind")}/${one.text("roleRef.name")}`,
		one.age,
		subjectsOf(one, "User"),
		subjectsOf(one, "Group"),
		subjectsOf(one, "ServiceAccount"),
	],
};

/** Who may do what, and how much. */
export const policyTables: Tables = {
	"rolebindings.rbac.authorization.k8s.io": binding,
	"clusterrolebindings.rbac.authorization.k8s.io": binding,
	"certificatesigningrequests.certificates.k8s.io": {
		columns: ["Name", "Age", "SignerName", "Requestor", "RequestedDuration", "Condition"],
		cells: (one) => [
			one.name,
			one.age,
			one.text("spec.signerName", none),
			one.text("spec.username"),
			durationOf(one),
			requestState(one),
		],
	},
	resourcequotas: {
		columns: ["Name", "Request", "Limit", "Age"],
		cells: (one) => [one.name, usageOf(one, false), usageOf(one, true), one.age],
	},
	"poddisruptionbudgets.policy": {
		columns: ["Name", "Min Available", "Max Unavailable", "Allowed Disruptions:integer", "Age"],
		cells: (one) => [
			one.name,
			one.text("spec.minAvailable", "N/A"),
			one.text("spec.maxUnavailable", "N/A"),
			one.number("status.disruptionsAllowed"),
			one.age,
		],
	},
	"horizontalpodautoscalers.autoscaling": {
		columns: ["Name", "Reference", "Targets", "MinPods", "MaxPods", "Replicas", "Age"],
		cells: (one) => [
			one.name,
			`${one.text("spec.scaleTargetRef.kind")}/${one.text("spec.scaleTargetRef.name")}`,
			metricsOf(one),
			one.text("spec.minReplicas", unset),
			one.number("spec.maxReplicas"),
			one.number("status.currentReplicas"),
			one.age,
		],
	},
	"priorityclasses.scheduling.k8s.io": {
		columns: ["Name", "Value:integer", "Global-Default:boolean", "Age", "PreemptionPolicy"],
		cells: (one) => [one.name, one.number("value"), one.flag("globalDefault"), one.age, one.text("preemptionPolicy")],
	},
	"flowschemas.flowcontrol.apiserver.k8s.io": {
		columns: ["Name", "PriorityLevel", "MatchingPrecedence", "DistinguisherMethod", "Age", "MissingPL"],
		cells: (one) => [
			one.name,
			one.text("spec.priorityLevelConfiguration.name"),
			one.number("spec.matchingPrecedence"),
			one.text("spec.distinguisherMethod.type", none),
			one.age,
			one
				.list("status.conditions")
				.find((condition) => condition.text("type") === "Dangling")
				?.text("status") ?? "?",
		],
	},
	"prioritylevelconfigurations.flowcontrol.apiserver.k8s.io": {
		columns: ["Name", "Type", "NominalConcurrencyShares", "Queues", "HandSize", "QueueLengthLimit", "Age"],
		cells: (one) => [
			one.name,
			one.text("spec.type"),
			...["nominalConcurrencyShares", "limitResponse.queuing.queues", "limitResponse.queuing.handSize"].map((field) =>
				numberOrNone(one, `spec.limited.${field}`),
			),
			numberOrNone(one, "spec.limited.limitResponse.queuing.queueLengthLimit"),
			one.age,
		],
	},
};

function subjectsOf(one: ObjectView, kind: string): string {
	return one
		.list("subjects")
		.filter((subject) => subject.text("kind") === kind)
		.map((subject) => (kind === "ServiceAccount" ? `${subject.text("namespace")}/${subject.text("name")}` : subject.text("name")))
		.join(", ");
}

function durationOf(one: ObjectView): string {
	const seconds = one.value("spec.expirationSeconds");
	return typeof seconds === "number" ? humanDuration(seconds * 1000) : none;
}

function requestState(one: ObjectView): string {
	const types = new Set(one.list("status.conditions").map((condition) => condition.text("type")));
	const decision = types.has("Denied") ? "Denied" : types.has("Approved") ? "Approved" : "Pending";
	const issued = one.text("status.certificate") === "" ? "" : ",Issued";
	return `${decision}${types.has("Failed") ? ",Failed" : ""}${issued}`;
}

function usageOf(quota: ObjectView, limits: boolean): string {
	const used = new Map(quota.entries("status.used"));
	return quota
		.entries("status.hard")
		.filter(([resource]) => resource.startsWith("limits.") === limits)
		.map(([resource, hard]) => `${resource}: ${used.get(resource) ?? "0"}/${hard}`)
		.join(", ");
}

function metricsOf(autoscaler: ObjectView): string {
	const metrics = autoscaler.list("spec.metrics");
	if (metrics.length === 0) return none;
	const statuses = autoscaler.list("status.currentMetrics");
	const texts = metrics.map((metric, index) => metricOf(metric, statuses[index]));
	return fewOf(texts, 2, ", ");
}

function metricOf(metric: ObjectView, status: ObjectView | undefined): string {
	const type = metric.text("type");
	const source = type.charAt(0).toLowerCase() + type.slice(1);
	const target = (field: string): string => metric.text(`${source}.target.${field}`);
	const current = (field: string): string => status?.text(`${source}.current.${field}`) || "<unknown>";
	const average = target("averageValue");
	if (source === "resource" || source === "containerResource") {
		const name = metric.text(`${source}.name`);
		if (average !== "") return `${name}: ${current("averageValue")}/${average}`;
		const used = current("averageUtilization");
		const percent = used === "<unknown>" ? used : `${used}%`;
		const wanted = target("averageUtilization");
		return `${name}: ${percent}/${wanted === "" ? "<auto>" : `${wanted}%`}`;
	}
	if (source === "pods") return `${current("averageValue")}/${average}`;
	return average === "" ? `${current("value")}/${target("value")}` : `${current("averageValue")}/${average} (avg)`;
}

function numberOrNone(one: ObjectView, path: string): number | string {
	const value = one.value(path);
	return typeof value === "number" ? value : none;
}
