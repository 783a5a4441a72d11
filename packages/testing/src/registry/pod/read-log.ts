import { LogFollower } from "../../node/log-follower.ts";
import { structureAt, structuresAt } from "../../schema/defaults/with-members.ts";
import { notFound } from "../../status/object-errors.ts";
import { badRequest } from "../../status/request-errors.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import { valueAt } from "../changes.ts";
import type { ResourceAnswer, ResourceRequest } from "../resource-request.ts";
import { keyOf, type ServedResource } from "../served-resource.ts";
import type { Services } from "../services.ts";
import { readLogQuery } from "./log-query.ts";

/** GET of `/log` of a Pod: what tests have had its containers write. */
export function readLog(services: Services, resource: ServedResource, request: ResourceRequest): ResourceAnswer {
	const { name = "", namespace, query } = request;
	const options = readLogQuery(query, name);
	const stored = services.store.get(resource.collection, keyOf(resource, namespace, name));
	if (stored === undefined) throw notFound(resource.name, name);
	const { state } = stored;
	const container = containerOf(state, options.container);
	const log = services.logs.find(state.metadata.uid ?? "", container, options.previous);
	if (log === undefined && options.previous) {
		throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
	}
	// Nobody can be asked for the log of a Pod that is on no node.
	if (log === undefined && !valueAt(state, "spec.nodeName")) return { status: 204, json: "", warnings: [] };
	const opened = log ?? services.logs.open(state.metadata.uid ?? "", container);
	const { sinceSeconds, sinceTime, tailLines, limitBytes, timestamps } = options;
	const since = sinceSeconds === undefined ? sinceTime : services.clock.now() - sinceSeconds * 1000;
	const selection = { since, tailLines, limitBytes, timestamps };
	const text = options.follow ? new LogFollower(opened, selection) : opened.read(selection);
	return { status: 200, json: "", text, warnings: [] };
}

/** The names of all containers of a Pod, in the order in which they start. */
export function containersOf({ spec }: ObjectState): readonly string[] {
	return ["initContainers", "containers", "ephemeralContainers"].flatMap((member) => namesIn(spec, member));
}

function namesIn(spec: unknown, member: string): readonly string[] {
	return structuresAt(structureAt({ spec }, "spec"), member).map((container) => String(container["name"]));
}

/**
 * The container whose log is meant.
 *
 * @throws StatusError 400 for one that the Pod has not, and for none where there are several.
 */
function containerOf(state: ObjectState, wanted: string): string {
	const all = containersOf(state);
	const { name } = state.metadata;
	if (wanted === "") {
		const [only, ...others] = namesIn(state["spec"], "containers");
		if (only !== undefined && others.length === 0) return only;
		throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${all.join(" ")}]`);
	}
	if (!all.includes(wanted)) throw badRequest(`container ${wanted} is not valid for pod ${name}`);
	return wanted;
}
