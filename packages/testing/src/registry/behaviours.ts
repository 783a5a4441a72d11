import { type Behaviour, commonBehaviour } from "./behaviour.ts";

/** What differs from the common behaviour, by the qualified name of the resource. */
const differences: Readonly<Record<string, Partial<Behaviour>>> = {};

/** How the server treats the objects of a built-in resource. */
export function behaviourOf(group: string, plural: string): Behaviour {
	const own = differences[group === "" ? plural : `${plural}.${group}`];
	return own === undefined ? commonBehaviour : { ...commonBehaviour, ...own };
}
