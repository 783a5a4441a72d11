type Members = Record<string, unknown>;

// The engine keeps one copy of each shorter string from JSON by itself.
const longestSingleString = 10;
// No kind nests so deep; recursion must end before the stack does.
const deepest = 100;

/**
 * Makes an object use the parts of another one wherever the two are equal, so that memory holds these once: an object and its
 * last state, or two replicas, differ in little. What comes back is equal to `object`, and is `reference` where all is equal.
 *
 * Both must be treated as read-only afterwards, since a change of one would show in the other.
 *
 * @param reference - What is held already; it is not changed.
 * @param object - Parsed JSON that nobody else holds; its equal members are replaced.
 */
export function shareEqual<T extends object>(reference: T, object: T): T {
	return share(reference, object, 0) ? reference : object;
}

/** Whether both are equal throughout; when not, the equal parts of `object` are those of `reference` afterwards. */
function share(reference: object, object: object, depth: number): boolean {
	if (reference === object) return true;
	if (depth === deepest) return false;
	if (!Array.isArray(object)) {
		return !Array.isArray(reference) && shareMembers(reference as Members, object as Members, depth + 1);
	}
	return Array.isArray(reference) && shareItems(reference, object, depth + 1);
}

function shareItems(reference: readonly unknown[], object: unknown[], depth: number): boolean {
	const common = Math.min(reference.length, object.length);
	let equal = reference.length === object.length;
	for (let index = 0; index < common; index++) {
		const known = reference[index];
		const item = object[index];
		if (known === item) {
			if (isShareable(item)) object[index] = known;
		} else if (isObject(known) && isObject(item) && share(known, item, depth)) object[index] = known;
		else equal = false;
	}
	return equal;
}

function shareMembers(reference: Members, object: Members, depth: number): boolean {
	let equal = true;
	let count = 0;
	for (const name in object) {
		count++;
		const known = reference[name];
		const member = object[name];
		if (known === member) {
			if (isShareable(member)) object[name] = known;
		} else if (isObject(known) && isObject(member) && name !== "__proto__" && share(known, member, depth)) object[name] = known;
		else equal = false;
	}
	return equal && Object.keys(reference).length === count;
}

/** Whether an equal string is another copy of the same text. */
function isShareable(value: unknown): boolean {
	return typeof value === "string" && value.length > longestSingleString;
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}
