import { type DiscoveredApi, type DiscoveryProblem, groupVersionOf } from "./discovered-api.ts";

/** The group versions of which nothing is known, or nothing new. */
export function discoveryProblems(api: DiscoveredApi): readonly DiscoveryProblem[] {
	return api.flatMap(({ name, versions }) =>
		versions.flatMap(({ problem, version }) =>
			problem === undefined ? [] : [{ groupVersion: groupVersionOf(name, version), message: problem }],
		),
	);
}
