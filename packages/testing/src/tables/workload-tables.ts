import { humanDuration } from "./human-duration.ts";
import { none, type ObjectView } from "./object-view.ts";
import type { Tables } from "./table.ts";

const template = "spec.template.spec";
const selected = ["Containers*", "Images*", "Selector*"];

/** The controllers of Pods. */
export const workloadTables: Tables = {
	podtemplates: {
		columns: ["Name", "Containers", "Images", "Pod Labels"],
		cells: (one) => [one.name, ...one.containers("template.spec"), one.labels("template.metadata.labels")],
	},
	replicationcontrollers: {
		columns: ["Name", "Desired:integer", "Current:integer", "Ready:integer", "Age", ...selected],
		cells: (one) => [...replicated(one), ...one.containers(template), one.labels("spec.selector")],
	},
	"replicasets.apps": {
		columns: ["Name", "Desired:integer", "Current:integer", "Ready:integer", "Age", ...selected],
		cells: (one) => [...replicated(one), ...one.containers(template), one.selector("spec.selector")],
	},
	"deployments.apps": {
		columns: ["Name", "Ready", "Up-to-date", "Available", "Age", ...selected],
		cells: (one) => [
			one.name,
			readyOf(one),
			one.number("status.updatedReplicas"),
			one.number("status.availableReplicas"),
			one.age,
			...one.containers(template),
			one.selector("spec.selector"),
		],
	},
	"statefulsets.apps": {
		columns: ["Name", "Ready", "Age", "Containers*", "Images*"],
		cells: (one) => [one.name, readyOf(one), one.age, ...one.containers(template)],
	},
	"daemonsets.apps": {
		columns: [
			"Name",
			"Desired:integer",
			"Current:integer",
			"Ready:integer",
			"Up-to-date:integer",
			"Available:integer",
			"Node Selector",
			"Age",
			...selected,
		],
		cells: (one) => [
			one.name,
			one.number("status.desiredNumberScheduled"),
			one.number("status.currentNumberScheduled"),
			one.number("status.numberReady"),
			one.number("status.updatedNumberScheduled"),
			one.number("status.numberAvailable"),
			one.labels(`${template}.nodeSelector`),
			one.age,
			...one.containers(template),
			one.selector("spec.selector"),
		],
	},
	"controllerrevisions.apps": {
		columns: ["Name", "Controller", "Revision", "Age"],
		cells: (one) => [one.name, controllerOf(one), one.number("revision"), one.age],
	},
	"jobs.batch": {
		columns: ["Name", "Status", "Completions", "Duration", "Age", ...selected],
		cells: (one) => [
			one.name,
			jobStatus(one),
			completionsOf(one),
			durationOf(one),
			one.age,
			...one.containers(template),
			one.selector("spec.selector"),
		],
	},
	"cronjobs.batch": {
		columns: ["Name", "Schedule", "Timezone", "Suspend:boolean", "Active:integer", "Last Schedule", "Age", ...selected],
		cells: (one) => [
			one.name,
			one.text("spec.schedule"),
			one.text("spec.timeZone", none),
			one.flag("spec.suspend") ? "True" : "False",
			one.list("status.active").length,
			one.value("status.lastScheduleTime") === undefined ? none : one.since("status.lastScheduleTime"),
			one.age,
			...one.containers("spec.jobTemplate.spec.template.spec"),
			one.selector("spec.jobTemplate.spec.selector"),
		],
	},
	"scales.autoscaling": {
		columns: ["Name:string", "Desired:integer", "Available:integer", "Age"],
		cells: (one) => [one.name, one.number("spec.replicas"), one.number("status.replicas"), one.age],
	},
};

function replicated(one: ObjectView): [string, number, number, number, string] {
	return [one.name, one.number("spec.replicas"), one.number("status.replicas"), one.number("status.readyReplicas"), one.age];
}

function readyOf(one: ObjectView): string {
	return `${one.number("status.readyReplicas")}/${one.number("spec.replicas")}`;
}

function controllerOf(one: ObjectView): string {
	const owner = one.list("metadata.ownerReferences").find((reference) => reference.flag("controller"));
	if (owner === undefined) return none;
	const [group, version] = owner.text("apiVersion").split("/");
	return `${owner.text("kind").toLowerCase()}${version === undefined ? "" : `.${group}`}/${owner.text("name")}`;
}

function jobStatus(job: ObjectView): string {
	for (const type of ["Complete", "Failed"]) if (job.holds(type)) return type;
	if (job.isDeleted) return "Terminating";
	return ["Suspended", "FailureTarget", "SuccessCriteriaMet"].find((type) => job.holds(type)) ?? "Running";
}

function completionsOf(job: ObjectView): string {
	const succeeded = job.number("status.succeeded");
	if (job.value("spec.completions") !== undefined) return `${succeeded}/${job.number("spec.completions")}`;
	const parallelism = job.number("spec.parallelism");
	return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationOf(job: ObjectView): string {
	const start = job.text("status.startTime");
	if (start === "") return "";
	const end = job.text("status.completionTime");
	return humanDuration((end === "" ? job.now : Date.parse(end)) - Date.parse(start));
}
