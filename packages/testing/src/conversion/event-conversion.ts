import type { ObjectState } from "../storage/object-state.ts";
import type { Conversion } from "./conversion.ts";

/** The members of an Event that events.k8s.io calls otherwise, by their names in the core group. */
const names: Readonly<Record<string, string>> = {
	involvedObject: "regarding",
	message: "note",
	source: "deprecatedSource",
	firstTimestamp: "deprecatedFirstTimestamp",
	lastTimestamp: "deprecatedLastTimestamp",
	count: "deprecatedCount",
	reportingComponent: "reportingController",
};

const coreNames = Object.fromEntries(Object.entries(names).map(([core, other]) => [other, core]));

/** Events of events.k8s.io, which are those of the core group under other names. */
export const eventConversion: Conversion = {
	toHub: (state) => renamed(state, coreNames),
	fromHub: (state) => renamed(state, names),
};

function renamed({ metadata, ...rest }: ObjectState, to: Readonly<Record<string, string>>): ObjectState {
	return { metadata, ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [to[name] ?? name, value])) };
}
