import { humanDuration } from "./human-duration.ts";
import { none, type ObjectView } from "./object-view.ts";
import type { RowCondition, Table } from "./table.ts";

/** Pods, with one word for the state that they and their containers are in. */
export const podTable: Table = {
	columns: ["Name", "Ready", "Status", "Restarts", "Age", "IP*", "Node*", "Nominated Node*", "Readiness Gates*"],
	cells: (pod) => {
		const { status, ready, containers, restarts } = summaryOf(pod);
		return [
			pod.name,
			`${ready}/${containers}`,
			status,
			restarts,
			pod.age,
			pod.list("status.podIPs")[0]?.text("ip", none) ?? none,
			pod.text("spec.nodeName", none),
			pod.text("status.nominatedNodeName", none),
			gatesOf(pod),
		];
	},
	conditions: (pod) => over[pod.text("status.phase")] ?? [],
};

const over: Readonly<Record<string, readonly RowCondition[]>> = {
	Succeeded: [{ type: "Completed", status: "True", reason: "Succeeded", message: "The pod has completed successfully." }],
	Failed: [{ type: "Completed", status: "True", reason: "Failed", message: "The pod failed." }],
};

/** Counts restarts and remembers the last. */
class Restarts {
	#count = 0;
	#last = Number.NEGATIVE_INFINITY;

	add(container: ObjectView): void {
		this.#count += container.number("restartCount");
		const finished = Date.parse(container.text("lastState.terminated.finishedAt"));
		if (finished > this.#last) this.#last = finished;
	}

	shown(now: number): string {
		if (this.#count === 0 || this.#last === Number.NEGATIVE_INFINITY) return String(this.#count);
		return `${this.#count} (${humanDuration(now - this.#last)} ago)`;
	}
}

interface Summary {
	readonly status: string;
	readonly ready: number;
	readonly containers: number;
	readonly restarts: string;
}

function summaryOf(pod: ObjectView): Summary {
	const initial = initContainersOf(pod);
	let ready = initial.ready;
	let status = initial.status ?? phaseOf(pod);
	let { restarts } = initial;
	if (initial.status === undefined || pod.holds("Initialized")) {
		restarts = initial.sidecarRestarts;
		let running = false;
		// The first container has the last word.
		for (const container of pod.list("status.containerStatuses").toReversed()) {
			restarts.add(container);
			const word = container.text("state.waiting.reason") || endOf(container);
			if (word !== undefined && word !== "") status = word;
			else if (container.flag("ready") && container.value("state.running") !== undefined) {
				running = true;
				ready++;
			}
		}
		if (status === "Completed" && running) status = pod.holds("Ready") ? "Running" : "NotReady";
	}
	const phase = pod.text("status.phase");
	if (pod.isDeleted && pod.text("status.reason") === "NodeLost") status = "Unknown";
	else if (pod.isDeleted && phase !== "Failed" && phase !== "Succeeded") status = "Terminating";
	const containers = pod.list("spec.containers").length + initial.sidecars;
	return { status, ready, containers, restarts: restarts.shown(pod.now) };
}

function phaseOf(pod: ObjectView): string {
	const gated = pod
		.list("status.conditions")
		.some((one) => one.text("type") === "PodScheduled" && one.text("reason") === "SchedulingGated");
	return gated ? "SchedulingGated" : pod.text("status.reason") || pod.text("status.phase");
}

/** How a container ended; `undefined` for one that did not. */
function endOf(container: ObjectView): string | undefined {
	if (container.value("state.terminated") === undefined) return undefined;
	const reason = container.text("state.terminated.reason");
	if (reason !== "") return reason;
	const signal = container.number("state.terminated.signal");
	return signal === 0 ? `ExitCode:${container.number("state.terminated.exitCode")}` : `Signal:${signal}`;
}

interface Initial {
	/** What the Pod is waiting for; `undefined` when nothing is left to initialize. */
	readonly status: string | undefined;
	readonly restarts: Restarts;
	/** Those of containers that go on beside the others. */
	readonly sidecarRestarts: Restarts;
	readonly sidecars: number;
	/** How many sidecars are ready. */
	readonly ready: number;
}

function initContainersOf(pod: ObjectView): Initial {
	const specs = pod.list("spec.initContainers");
	const sidecars = new Set(specs.filter((one) => one.text("restartPolicy") === "Always").map((one) => one.text("name")));
	const restarts = new Restarts();
	const sidecarRestarts = new Restarts();
	let ready = 0;
	let status: string | undefined;
	for (const [index, container] of pod.list("status.initContainerStatuses").entries()) {
		restarts.add(container);
		const sidecar = sidecars.has(container.text("name"));
		if (sidecar) sidecarRestarts.add(container);
		const ended = container.value("state.terminated") !== undefined;
		if (ended && container.number("state.terminated.exitCode") === 0) continue;
		if (sidecar && container.flag("started")) {
			if (container.flag("ready")) ready++;
			continue;
		}
		const waiting = container.text("state.waiting.reason");
		if (ended) status = `Init:${endOf(container)}`;
		else if (waiting !== "" && waiting !== "PodInitializing") status = `Init:${waiting}`;
		else status = `Init:${index}/${specs.length}`;
		break;
	}
	return { status, restarts, sidecarRestarts, sidecars: sidecars.size, ready };
}

function gatesOf(pod: ObjectView): string {
	const gates = pod.list("spec.readinessGates");
	if (gates.length === 0) return none;
	return `${gates.filter((gate) => pod.holds(gate.text("conditionType"))).length}/${gates.length}`;
}
