import type { Random } from "../../random.ts";
import { type Structure, withMembers } from "../../schema/defaults/with-members.ts";
import { type FieldError, invalidValue } from "../../status/field-error.ts";
import { invalid } from "../../status/object-errors.ts";
import type { ObjectState } from "../../storage/object-state.ts";
import type { Services } from "../services.ts";
import { allocateNodePorts } from "./allocate-node-ports.ts";
import { clusterAddressErrors } from "./cluster-address-errors.ts";
import { withFamilies } from "./ip-families.ts";
import { NodePortOperation } from "./node-port-operation.ts";
import { dropUseless } from "./prepare-service.ts";
import { addressesOf, headless, healthPortsOf, needsAddress, nodePortsOf, specOf } from "./service-spec.ts";

const servicesCollection = "/services";
/** The first two bytes of all addresses of Services. */
const network = "10.96";

/** The address of the Service that leads to the API server: the first of the range. */
export const apiServerAddress: string = `${network}.0.1`;

/**
 * Gives a Service the address and the node ports that its type needs, those that it asks for where they are free.
 *
 * @throws StatusError 422 for what cannot be had.
 */
export function allocateService(
	{ store, random }: Services,
	state: ObjectState,
	current: ObjectState | undefined,
	dryRun: boolean,
): ObjectState {
	const spec = specOf(state);
	const { name = "" } = state.metadata;
	const refuse = (errors: readonly FieldError[]): Error => invalid({ group: "", kind: "Service" }, name, errors);
	const others = new Set<string>();
	const own = new Set<string>();
	const nodePorts = new Set<number>();
	for (const stored of store.range(servicesCollection, "")) {
		const has = specOf(stored.state);
		const addresses = stored.state.metadata.uid === current?.metadata.uid ? own : others;
		// A name elsewhere keeps the address that a client wrote into it, and has none.
		if (needsAddress(has)) for (const address of addressesOf(has)) addresses.add(address);
		for (const nodePort of [...nodePortsOf(has), ...healthPortsOf(has)]) nodePorts.add(nodePort);
	}
	let given = spec;
	if (needsAddress(spec)) {
		const before = current === undefined ? undefined : specOf(current);
		const wrong = clusterAddressErrors(spec);
		if (wrong.length > 0) throw refuse(wrong);
		const { spec: familiar, errors } = withFamilies(spec, before);
		if (errors.length > 0) throw refuse(errors);
		// An address that a Service has stays, and another one is refused later.
		const has = before !== undefined && needsAddress(before) && addressesOf(familiar).length > 0;
		const nameless = name === "" && !dryRun && addressesOf(familiar).length === 0;
		if (nameless) throw refuse([invalidValue("spec.clusterIPs", [""], namelessAddress(freeAddress(others, random)))]);
		given = has ? familiar : withAddress(familiar, { others, own, dryRun }, random, refuse);
	}
	const operation = new NodePortOperation(nodePorts, dryRun ? undefined : random);
	given = allocateNodePorts(given, current === undefined ? undefined : specOf(current), operation, refuse);
	const allocated = { ...state, spec: given };
	return current === undefined ? allocated : dropUseless(allocated, current);
}

type Refuse = (errors: readonly FieldError[]) => Error;

/** Each address is an object of its own, which names its Service. */
function namelessAddress(address: string): string {
	return `failed to allocate IP: IPAddress.networking.k8s.io "${address}" is invalid: spec.parentRef.name: Required value`;
}

const outside = "the provided network does not match the current range";
const dryOutside = (address: string): string =>
	`the provided IP (${address}) is not in the valid range. The range of valid IPs is ${network}.0.0/16`;

/** Whose addresses are taken, and whether one is given for good. */
interface Addresses {
	readonly others: ReadonlySet<string>;
	readonly own: ReadonlySet<string>;
	readonly dryRun: boolean;
}

function withAddress(spec: Structure, { others, own, dryRun }: Addresses, random: Random, refuse: Refuse): Structure {
	const addresses = addressesOf(spec);
	if (addresses.length === 0) {
		// Nothing is looked for when nothing is kept.
		const address = dryRun ? `${network}.0.0` : freeAddress(others, random);
		return withMembers(spec, { clusterIP: address, clusterIPs: [address] });
	}
	for (const address of addresses) {
		if (address === headless || own.has(address)) continue;
		const text = !isInRange(address)
			? dryRun
				? dryOutside(address)
				: outside
			: others.has(address)
				? "provided IP is already allocated"
				: undefined;
		if (text !== undefined)
			throw refuse([invalidValue("spec.clusterIPs", addresses, `failed to allocate IP ${address}: ${text}`)]);
	}
	return spec;
}

function isInRange(address: string): boolean {
	const bytes = address.split(".");
	return (
		bytes.length === 4 &&
		`${bytes[0]}.${bytes[1]}` === network &&
		address !== `${network}.0.0` &&
		address !== `${network}.255.255`
	);
}

function freeAddress(others: ReadonlySet<string>, random: Random): string {
	for (;;) {
		// Neither the network itself, nor the address for all of it.
		const host = 1 + (random.next() % 0xfffe);
		const address = `${network}.${host >> 8}.${host & 0xff}`;
		if (!others.has(address)) return address;
	}
}
