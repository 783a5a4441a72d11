/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isMembers(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member that is a text; empty where it is none. */
export function textOf(members: Members, name: string): string {
	const value = members[name];
	return typeof value === "string" ? value : "";
}

/** The texts of a member that is a list; none where it is no list. */
export function textsOf(members: Members, name: string): readonly string[] {
	const value = members[name];
	return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** The objects of a member that is a list; none where it is no list. */
export function listOf(members: Members, name: string): readonly Members[] {
	const value = members[name];
	return Array.isArray(value) ? value.filter(isMembers) : [];
}
