import { type Structure, withMembers } from "../../schema/defaults/with-members.ts";
import { type FieldError, invalidValue } from "../../status/field-error.ts";
import { internalError, untypedError } from "../../status/request-errors.ts";
import type { NodePortOperation } from "./node-port-operation.ts";
import { healthPortsOf, mayHaveNodePorts, needsHealthCheck, needsNodePorts, nodePortsOf, portsOf } from "./service-spec.ts";

/**
 * Gives a Service the ports of nodes that its type needs, those that it asks for where they are free.
 *
 * @param before The spec that it replaces; `undefined` for a new Service.
 * @param refuse Makes an error of what is wrong.
 * @throws StatusError for what cannot be had.
 */
export function allocateNodePorts(
	spec: Structure,
	before: Structure | undefined,
	operation: NodePortOperation,
	refuse: (errors: readonly FieldError[]) => Error,
): Structure {
	const take = (nodePort: number, index: number): number => {
		const problem = operation.take(nodePort);
		if (problem !== undefined) throw refuse([invalidValue(`spec.ports[${index}].nodePort`, nodePort, problem)]);
		return nodePort;
	};
	let given = spec;
	if (mayHaveNodePorts(spec)) {
		const ports = before === undefined ? newPorts(spec, operation, take) : changedPorts(spec, before, operation, take);
		given = withMembers(spec, { ports });
	}
	if (!needsHealthCheck(given) || (before !== undefined && needsHealthCheck(before))) return given;
	return withMembers(given, { healthCheckNodePort: healthPort(given, operation) });
}

type Take = (nodePort: number, index: number) => number;

function requested({ nodePort }: Structure): number | undefined {
	return typeof nodePort === "number" ? nodePort : undefined;
}

/** The protocols of one port share its number, whichever of them asks for one. */
function newPorts(spec: Structure, operation: NodePortOperation, take: Take): Structure[] {
	const shared = new Map<unknown, number>();
	const ports = portsOf(spec);
	return ports.map((port, index) => {
		const own = requested(port);
		if (own === undefined && !needsNodePorts(spec)) return port;
		const known = shared.get(port["port"]);
		if (known !== undefined)
			return withMembers(port, { nodePort: own === undefined || own === known ? known : take(own, index) });
		const wanted = ports.filter((other) => other["port"] === port["port"]).find((other) => requested(other) !== undefined);
		const number = wanted === undefined ? undefined : requested(wanted);
		const nodePort = number === undefined ? operation.next() : take(number, index);
		shared.set(port["port"], nodePort);
		return withMembers(port, { nodePort });
	});
}

function changedPorts(spec: Structure, before: Structure, operation: NodePortOperation, take: Take): Structure[] {
	const kept = new Set(nodePortsOf(before));
	const used = new Set<string>();
	return portsOf(spec).map((port, index) => {
		const own = requested(port);
		if (own === undefined && !needsNodePorts(spec)) return port;
		if (own !== undefined && !kept.has(own)) kept.add(take(own, index));
		const nodePort = own ?? operation.next();
		const use = `{${String(port["protocol"])} ${nodePort}}`;
		if (used.has(use)) throw untypedError(`duplicate nodePort: ${use}`);
		used.add(use);
		return withMembers(port, { nodePort });
	});
}

function healthPort(spec: Structure, operation: NodePortOperation): number {
	const [wanted] = healthPortsOf(spec);
	if (wanted === undefined) return operation.next();
	const problem = operation.take(wanted);
	if (problem !== undefined) throw internalError(`failed to allocate requested HealthCheck NodePort ${wanted}: ${problem}`);
	return wanted;
}
