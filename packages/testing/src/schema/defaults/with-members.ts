/** A structure as it was decoded: its keys stand in the order of their names. */
export type Structure = Readonly<Record<string, unknown>>;

/** A structure with further members in their places; those that are `undefined` are left out. */
export function withMembers(structure: Structure, members: Structure): Structure {
	const merged = { ...structure, ...members };
	const ordered: Record<string, unknown> = {};
	for (const key of Object.keys(merged).toSorted()) if (merged[key] !== undefined) ordered[key] = merged[key];
	return ordered;
}

/** A member that is a structure; an empty one when it is absent. */
export function structureAt(structure: Structure, member: string): Structure {
	const value = structure[member];
	return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Structure) : {};
}

/** A member that is a list of structures; an empty one when it is absent. */
export function structuresAt(structure: Structure, member: string): readonly Structure[] {
	const value = structure[member];
	return Array.isArray(value) ? (value as Structure[]) : [];
}

/** A list of structures with each of them changed; `undefined` when it is absent. */
export function mapStructures(
	structure: Structure,
	member: string,
	change: (element: Structure) => Structure,
): readonly Structure[] | undefined {
	return structure[member] === undefined ? undefined : structuresAt(structure, member).map(change);
}

/** A scalar as text; nothing is the empty one. */
export function asText(value: unknown): string {
	return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
