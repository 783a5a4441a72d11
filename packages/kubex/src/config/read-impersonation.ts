import { ConfigurationError } from "../core/errors/configuration-error.ts";
import type { Impersonation } from "../core/impersonation.ts";
import { isRecord } from "./is-record.ts";
import { type Entry, placeOf, textField, textsOf } from "./kubeconfig-entry.ts";

/**
 * Whom a kubeconfig's user acts as: `as`, `as-uid`, `as-groups` and `as-user-extra`.
 *
 * @throws ConfigurationError when the rest is said without a user.
 */
export function readImpersonation(entry: Entry): Impersonation | undefined {
	const user = textField(entry, "as");
	const uid = textField(entry, "as-uid");
	const groups = textsOf(entry.value["as-groups"], placeOf(entry, "as-groups"));
	const extra = readExtra(entry);
	if (user !== undefined) return { user, uid, groups, extra };
	const said =
		uid !== undefined ? "as-uid" : groups !== undefined ? "as-groups" : extra !== undefined ? "as-user-extra" : undefined;
	if (said === undefined) return undefined;
	throw new ConfigurationError(`${placeOf(entry)}: ${said} needs as, the user to act as`);
}

function readExtra(entry: Entry): Impersonation["extra"] {
	const place = placeOf(entry, "as-user-extra");
	const extra = entry.value["as-user-extra"];
	if (extra === undefined || extra === null) return undefined;
	if (!isRecord(extra)) throw new ConfigurationError(`${place} must be a mapping`);
	const pairs = Object.entries(extra).map(([key, values]) => [key, textsOf(values, `${place}: ${key}`) ?? []] as const);
	return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
