import type { GroupVersionKind } from "../api-description.ts";

/** Writes a kind as `group/version/kind`. */
export function kindName({ group, version, kind }: GroupVersionKind): string {
	return `${group}/${version}/${kind}`;
}

/** Reads what {@link kindName} wrote. */
export function parseKindName(name: string): GroupVersionKind {
	const [group = "", version = "", kind = ""] = name.split("/");
	return { group, version, kind };
}

/** Writes a kind without group and version where they are those of its surroundings. */
export function shortenKind(kind: GroupVersionKind, group: string, version: string): string {
	return kind.group === group && kind.version === version ? kind.kind : kindName(kind);
}

/** Reads what {@link shortenKind} wrote. */
export function expandKind(short: string, group: string, version: string): GroupVersionKind {
	return short.includes("/") ? parseKindName(short) : { group, version, kind: short };
}
