/** A version of a group, which is one module. */
export interface GroupVersion {
	/** The empty string for the core group. */
	readonly group: string;
	readonly version: string;
}

/**
 * The path of a group version's module, such as `core/v1.ts` or `rbac/v1.ts`: the group up to its first dot. Where groups
 * of others share that part with a group of Kubernetes, or with each other, theirs is the whole name.
 */
export function modulePath({ group, version }: GroupVersion, groups: readonly string[]): string {
	return `${groupFolder(group, groups)}/${version}.ts`;
}

function groupFolder(group: string, groups: readonly string[]): string {
	if (group === "") return "core";
	const short = shortName(group);
	const own = !group.includes(".") || group.endsWith(".k8s.io");
	const shared = groups.some((other) => other !== group && shortName(other) === short);
	return shared && !own ? group : short;
}

function shortName(group: string): string {
	const [first = group] = group.split(".");
	return first;
}

/** How the module of `from` imports the module of `to`. */
export function moduleSpecifier(from: string, to: string): string {
	const [fromFolder] = from.split("/");
	const [toFolder, file] = to.split("/");
	return fromFolder === toFolder ? `./${file}` : `../${to}`;
}
