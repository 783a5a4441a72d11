/** A value that differs between two states of an object. */
export interface Difference {
	/** Where it is, such as `spec.containers[name=main].image`. */
	readonly path: string;
	/** `undefined` for what is added. */
	readonly before: unknown;
	/** `undefined` for what is removed. */
	readonly after: unknown;
}

// What the items of Kubernetes' lists are told apart by, the most telling first.
const identities = ["name", "key", "uid", "type", "mountPath", "devicePath", "topologyKey", "ip", "containerPort", "port"];
const plain = /^[A-Za-z_$][\w$-]*$/;

/**
 * What differs between two values, as deep down as it can be told. Items of lists are compared by what they are called where they
 * have names, ports or the like of their own, whatever their order; otherwise by their place.
 */
export function differences(before: unknown, after: unknown): readonly Difference[] {
	const found: Difference[] = [];
	compare("", before, after, found);
	return found;
}

/**
 * Writes differences for people, one a line: `+` is added, `-` is removed, `~` is changed.
 *
 * @example
 * ```ts
 * formatDifferences([{ path: "spec.replicas", before: 1, after: 3 }]); // => "~ spec.replicas: 1 -> 3"
 * ```
 */
export function formatDifferences(found: readonly Difference[]): string {
	return found
		.map(({ path, before, after }) => {
			if (before === undefined) return `+ ${path}: ${JSON.stringify(after)}`;
			if (after === undefined) return `- ${path}: ${JSON.stringify(before)}`;
			return `~ ${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`;
		})
		.join("\n");
}

function compare(path: string, before: unknown, after: unknown, found: Difference[]): void {
	if (Object.is(before, after)) return;
	if (Array.isArray(before) && Array.isArray(after)) compareLists(path, before, after, found);
	else if (isObject(before) && isObject(after)) {
		for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
			const step = plain.test(name) ? (path === "" ? name : `.${name}`) : `[${JSON.stringify(name)}]`;
			compare(`${path}${step}`, own(before, name), own(after, name), found);
		}
	} else found.push({ path, before, after });
}

function compareLists(path: string, before: readonly unknown[], after: readonly unknown[], found: Difference[]): void {
	const identity = identities.find((name) => areToldApart(before, name) && areToldApart(after, name));
	if (identity === undefined) {
		for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
			compare(`${path}[${index}]`, before[index], after[index], found);
		}
		return;
	}
	const byIdentity = (items: readonly unknown[]): Map<unknown, unknown> =>
		new Map(items.map((item) => [own(item as object, identity), item]));
	const [left, right] = [byIdentity(before), byIdentity(after)];
	for (const id of new Set([...left.keys(), ...right.keys()])) {
		compare(`${path}[${identity}=${String(id)}]`, left.get(id), right.get(id), found);
	}
}

function areToldApart(items: readonly unknown[], name: string): boolean {
	const ids = items.map((item) => (isObject(item) ? own(item, name) : undefined));
	return ids.every((id) => typeof id === "string" || typeof id === "number") && new Set(ids).size === ids.length;
}

function own(object: object, name: string): unknown {
	return Object.hasOwn(object, name) ? (object as Readonly<Record<string, unknown>>)[name] : undefined;
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
