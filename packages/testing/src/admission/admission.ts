import type { Services } from "../registry/services.ts";
import type { ObjectState } from "../storage/object-state.ts";

/**
 * Changes a new object, or refuses it, before it is prepared and checked, as the plugins of a real server do that are on by default.
 *
 * @throws StatusError for an object that may not be.
 */
export type Admission = (services: Services, state: ObjectState) => ObjectState;

/** One admission after the other. */
export function inOrder(...admissions: readonly Admission[]): Admission {
	return (services, state) => admissions.reduce((admitted, admission) => admission(services, admitted), state);
}
