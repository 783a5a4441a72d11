import { none, type ObjectView } from "./object-view.ts";
import type { Table, Tables } from "./table.ts";

const aged: Table = { columns: ["Name", "Age"], cells: (one) => [one.name, one.age] };
const event: Table = {
	columns: ["Last Seen", "Type", "Reason", "Object", "Subobject*", "Source*", "Message", "First Seen*", "Count*", "Name*"],
	cells: (one) => {
		const first = one.value("firstTimestamp") === undefined ? one.since("eventTime") : one.since("firstTimestamp");
		const last = one.value("lastTimestamp") === undefined ? first : one.since("lastTimestamp");
		const series = one.value("series") !== undefined;
		const source = [
			one.text("source.component", one.text("reportingComponent")),
			one.text("source.host", one.text("reportingInstance")),
		];
		return [
			series ? one.since("series.lastObservedTime") : last,
			one.text("type"),
			one.text("reason"),
			[one.text("involvedObject.kind").toLowerCase(), one.text("involvedObject.name")].filter((part) => part !== "").join("/"),
			one.text("involvedObject.fieldPath"),
			source[1] === "" ? (source[0] ?? "") : source.join(", "),
			one.text("message").trim(),
			first,
			series ? one.number("series.count") : one.number("count") || 1,
			one.name,
		];
	},
};

/** The cluster itself, and what has few facts. */
export const clusterTables: Tables = {
	configmaps: {
		columns: ["Name", "Data", "Age"],
		cells: (one) => [one.name, one.entries("data").length + one.entries("binaryData").length, one.age],
	},
	secrets: {
		columns: ["Name", "Type", "Data", "Age"],
		cells: (one) => [one.name, one.text("type"), one.entries("data").length, one.age],
	},
	serviceaccounts: aged,
	namespaces: { columns: ["Name", "Status", "Age"], cells: (one) => [one.name, one.text("status.phase"), one.age] },
	events: event,
	nodes: {
		columns: [
			"Name",
			"Status",
			"Roles",
			"Age",
			"Version",
			"Internal-IP*",
			"External-IP*",
			"OS-Image*",
			"Kernel-Version*",
			"Container-Runtime*",
		],
		cells: (one) => [
			one.name,
			nodeStatus(one),
			rolesOf(one),
			one.age,
			one.text("status.nodeInfo.kubeletVersion"),
			addressOf(one, "InternalIP"),
			addressOf(one, "ExternalIP"),
			one.text("status.nodeInfo.osImage", "<unknown>"),
			one.text("status.nodeInfo.kernelVersion", "<unknown>"),
			one.text("status.nodeInfo.containerRuntimeVersion", "<unknown>"),
		],
	},
	"leases.coordination.k8s.io": {
		columns: ["Name", "Holder", "Age"],
		cells: (one) => [one.name, one.text("spec.holderIdentity"), one.age],
	},
	"runtimeclasses.node.k8s.io": {
		columns: ["Name", "Handler", "Age"],
		cells: (one) => [one.name, one.text("handler"), one.age],
	},
	"mutatingwebhookconfigurations.admissionregistration.k8s.io": {
		columns: ["Name", "Webhooks:integer", "Age"],
		cells: (one) => [one.name, one.list("webhooks").length, one.age],
	},
	"validatingwebhookconfigurations.admissionregistration.k8s.io": {
		columns: ["Name", "Webhooks:integer", "Age"],
		cells: (one) => [one.name, one.list("webhooks").length, one.age],
	},
	"deviceclasses.resource.k8s.io": aged,
	"resourceclaimtemplates.resource.k8s.io": aged,
	"resourceclaims.resource.k8s.io": {
		columns: ["Name", "State", "Age"],
		cells: (one) => [one.name, claimState(one), one.age],
	},
	"resourceslices.resource.k8s.io": {
		columns: ["Name", "Node", "Driver", "Pool", "Age"],
		cells: (one) => [one.name, one.text("spec.nodeName"), one.text("spec.driver"), one.text("spec.pool.name"), one.age],
	},
};

function nodeStatus(node: ObjectView): string {
	const ready = node.list("status.conditions").find((condition) => condition.text("type") === "Ready");
	const status = ready === undefined ? "Unknown" : ready.text("status") === "True" ? "Ready" : "NotReady";
	return node.flag("spec.unschedulable") ? `${status},SchedulingDisabled` : status;
}

const rolePrefix = "node-role.kubernetes.io/";

function rolesOf(node: ObjectView): string {
	const roles = node
		.entries("metadata.labels")
		.map(([key, value]) =>
			key.startsWith(rolePrefix) ? key.slice(rolePrefix.length) : key === "kubernetes.io/role" ? value : "",
		);
	return [...new Set(roles.filter((role) => role !== ""))].toSorted().join(",") || none;
}

function addressOf(node: ObjectView, type: string): string {
	return (
		node
			.list("status.addresses")
			.find((address) => address.text("type") === type)
			?.text("address") ?? none
	);
}

function claimState(claim: ObjectView): string {
	const allocated = claim.value("status.allocation") !== undefined;
	const states = [
		...(claim.isDeleted ? ["deleted"] : []),
		...(allocated ? ["allocated"] : claim.isDeleted ? [] : ["pending"]),
		...(allocated && claim.list("status.reservedFor").length > 0 ? ["reserved"] : []),
	];
	return states.join(",");
}
