/**
 * One step of a path to a field, in the text that the server writes it with: `f:` and a name, `k:` and the keys of an
 * element of a list of objects, `v:` and an element of a set, `i:` and an index.
 */
export type PathElement = string;

/** The step to a field of an object, or to a key of a map. */
export function fieldElement(name: string): PathElement {
	return `f:${name}`;
}

/** The step to the element of a list that has these keys. */
export function keyElement(keys: Readonly<Record<string, unknown>>): PathElement {
	const sorted = Object.keys(keys)
		.toSorted()
		.map((name) => `${JSON.stringify(name)}:${JSON.stringify(keys[name])}`);
	return `k:{${sorted.join(",")}}`;
}

/** The step to an element of a set. */
export function valueElement(value: unknown): PathElement {
	return `v:${JSON.stringify(value)}`;
}

/**
 * Reads a step that somebody else wrote; `undefined` for a text that is none.
 *
 * @example
 * ```ts
 * parseElement('k:{"protocol": "TCP", "port": 80}'); // => 'k:{"port":80,"protocol":"TCP"}'
 * ```
 */
export function parseElement(text: string): PathElement | undefined {
	if (text.startsWith("f:")) return text;
	if (/^i:-?\d+$/.test(text)) return text;
	const value = text.startsWith("k:") || text.startsWith("v:") ? parsed(text.slice(2)) : undefined;
	if (value === undefined) return undefined;
	if (text.startsWith("v:")) return valueElement(value);
	return isRecord(value) ? keyElement(value) : undefined;
}

const kinds = ["f", "k", "v", "i"];

/** The server's order of steps: names, then keys, values and indices, numbers by their size. */
export function compareElements(a: PathElement, b: PathElement): number {
	const kind = kinds.indexOf(a.charAt(0)) - kinds.indexOf(b.charAt(0));
	if (kind !== 0) return kind;
	switch (a.charAt(0)) {
		case "f":
			return a === b ? 0 : a < b ? -1 : 1;
		case "k":
			return compareKeys(parsed(a.slice(2)) as Keys, parsed(b.slice(2)) as Keys);
		default:
			return compareScalars(parsed(a.slice(2)), parsed(b.slice(2)));
	}
}

/** A path as messages show it, such as `.spec.containers[name="main"].image`. */
export function describePath(path: readonly PathElement[]): string {
	return path.map(describeElement).join("");
}

function describeElement(element: PathElement): string {
	const text = element.slice(2);
	switch (element.charAt(0)) {
		case "f":
			return `.${text}`;
		case "k":
			return `[${Object.entries(parsed(text) as Keys)
				.map(([name, value]) => `${name}=${describeValue(value)}`)
				.join(",")}]`;
		case "v":
			return `[=${text}]`;
		default:
			return `[${text}]`;
	}
}

function describeValue(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(describeValue).join(",")}]`;
	if (!isRecord(value)) return JSON.stringify(value);
	return Object.entries(value)
		.map(([name, member]) => `${name}=${describeValue(member)}`)
		.join("");
}

type Keys = Readonly<Record<string, unknown>>;

function compareKeys(a: Keys, b: Keys): number {
	const [left, right] = [Object.entries(a), Object.entries(b)];
	for (const [index, [name, value]] of left.entries()) {
		const other = right[index];
		if (other === undefined) return 1;
		if (name !== other[0]) return name < other[0] ? -1 : 1;
		const order = compareScalars(value, other[1]);
		if (order !== 0) return order;
	}
	return left.length - right.length;
}

const scalarKinds = ["number", "string", "boolean"];

function compareScalars(a: unknown, b: unknown): number {
	const kind = scalarKinds.indexOf(typeof a) - scalarKinds.indexOf(typeof b);
	if (kind !== 0 || a === b) return kind;
	return (a as string | number | boolean) < (b as string | number | boolean) ? -1 : 1;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isRecord(value: unknown): value is Keys {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
