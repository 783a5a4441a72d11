import { type Structure, structureAt, structuresAt, withMembers } from "../../schema/defaults/with-members.ts";
import { conflict, notFound } from "../../status/object-errors.ts";
import { badRequest, untypedError } from "../../status/request-errors.ts";
import { success } from "../../status/status-error.ts";
import { type ObjectState, orderMetadata } from "../../storage/object-state.ts";
import type { Action } from "../action.ts";
import { checkNamespace } from "../create.ts";
import { presentStatus } from "../present.ts";
import { timestamp } from "../timestamp.ts";
import { readWriteOptions } from "../write-options.ts";

const bindingKind = { group: "", version: "v1", kind: "Binding", definition: "io.k8s.api.core.v1.Binding" };
const pods = { group: "", resource: "pods" };

/** Gives a Pod a node, once: POST to its `/binding`, or to the `bindings` of its namespace. */
export const bindPod: Action = (services, resource, request) => {
	const options = readWriteOptions(request.query, "CreateOptions");
	const { state, warnings } = services.reader.read(bindingKind, request.body, options.fieldValidation);
	checkNamespace(resource, request.namespace, state.metadata);
	const name = request.name ?? state.metadata.name ?? "";
	if (state.metadata.name !== name) throw badRequest("name in URL does not match name in Binding object");
	const { kind, name: nodeName } = structureAt(state, "target");
	if (kind !== undefined && kind !== "Node") {
		throw untypedError(`target.kind: Unsupported value: ${JSON.stringify(kind)}: supported values: "Node", "<empty>"`);
	}
	if (nodeName === undefined) throw untypedError("target.name: Required value");
	const stored = services.store.get("/pods", `${request.namespace}/${name}`);
	if (stored === undefined) throw notFound(pods, name);
	checkUnbound(stored.state);
	const bound = withNode(stored.state, state, timestamp(services.clock.now()));
	if (!options.dryRun) services.store.put("/pods", stored.key, bound, stored);
	return presentStatus(success(undefined, 201), warnings);
};

/** @throws StatusError 409 for a Pod that cannot get a node. */
function checkUnbound({ metadata, spec }: ObjectState): void {
	const { name = "", deletionTimestamp } = metadata;
	const refuse = (text: string): Error => conflict({ group: "", resource: "pods/binding" }, name, text);
	if (deletionTimestamp !== undefined) throw refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
	const { nodeName } = spec as Structure;
	if (nodeName !== undefined) throw refuse(`pod ${name} is already assigned to node ${JSON.stringify(nodeName)}`);
	if (structuresAt(spec as Structure, "schedulingGates").length > 0) {
		throw refuse(`pod ${name} has non-empty .spec.schedulingGates`);
	}
}

function withNode(pod: ObjectState, binding: ObjectState, now: string): ObjectState {
	const { labels, annotations } = binding.metadata;
	const status = structureAt(pod, "status");
	const scheduled = { lastProbeTime: null, lastTransitionTime: now, status: "True", type: "PodScheduled" };
	const others = structuresAt(status, "conditions").filter(({ type }) => type !== "PodScheduled");
	return {
		...pod,
		metadata: orderMetadata({
			...pod.metadata,
			...(labels === undefined ? {} : { labels: merged(pod.metadata.labels, labels) }),
			...(annotations === undefined ? {} : { annotations: merged(pod.metadata.annotations, annotations) }),
		}),
		spec: withMembers(structureAt(pod, "spec"), { nodeName: structureAt(binding, "target")["name"] }),
		status: withMembers(status, { conditions: [...others, scheduled] }),
	};
}

function merged(
	own: Readonly<Record<string, string>> | undefined,
	added: Readonly<Record<string, string>>,
): Record<string, string> {
	return withMembers(own ?? {}, added) as Record<string, string>;
}
