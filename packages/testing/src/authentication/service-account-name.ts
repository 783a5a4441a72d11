const pattern = /^system:serviceaccount:([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?):([a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?)$/;

/** A ServiceAccount. */
export interface ServiceAccountName {
	readonly namespace: string;
	readonly name: string;
}

/** The ServiceAccount that a user name stands for; `undefined` for any other user. */
export function parseServiceAccountName(user: string): ServiceAccountName | undefined {
	const [, namespace, name] = pattern.exec(user) ?? [];
	return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** The user name of a ServiceAccount. */
export function serviceAccountUser({ namespace, name }: ServiceAccountName): string {
	return `system:serviceaccount:${namespace}:${name}`;
}

/** The groups of the ServiceAccounts of a namespace. */
export function serviceAccountGroups(namespace: string): string[] {
	return ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
}
