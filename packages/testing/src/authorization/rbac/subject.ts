import { parseServiceAccountName } from "../../authentication/service-account-name.ts";
import type { User } from "../../authentication/user.ts";

/** Whom a binding gives rights to. */
export interface Subject {
	readonly kind: string;
	readonly name: string;
	readonly namespace?: string | undefined;
}

/**
 * Whether a subject of a binding stands for a user.
 *
 * @param namespace That of the binding, which a ServiceAccount without one is in.
 */
export function subjectApplies(subject: Subject, user: User, namespace: string): boolean {
	switch (subject.kind) {
		case "User":
			return subject.name === user.name;
		case "Group":
			return user.groups.includes(subject.name);
		case "ServiceAccount": {
			const account = parseServiceAccountName(user.name);
			return account?.name === subject.name && account.namespace === (subject.namespace || namespace);
		}
		default:
			return false;
	}
}

/** Names a subject as decisions do. */
export function describeSubject({ kind, name, namespace }: Subject): string {
	return `${kind} ${JSON.stringify(kind === "ServiceAccount" ? `${name}/${namespace ?? ""}` : name)}`;
}
