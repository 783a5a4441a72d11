import { goPrint } from "../status/go-print.ts";
import { StrategicPatchError } from "./strategic-patch-error.ts";

/** A list in a strategic merge patch and in the object. */
export type List = readonly unknown[];

/** An object in JSON. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is an object in JSON. */
export function isMembers(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an element of a list is known by: the value of its merge key, or, without one, itself. */
export function identityOf(element: unknown, mergeKey: string): unknown {
	if (mergeKey === "" || !isMembers(element)) return element;
	if (!Object.hasOwn(element, mergeKey)) throw missingKey(element, mergeKey);
	return element[mergeKey];
}

/** An element of a list of objects that does not say which it is. */
export function missingKey(element: unknown, mergeKey: string): StrategicPatchError {
	return new StrategicPatchError(`map: ${goPrint(element)} does not contain declared merge key: ${mergeKey}`);
}

/**
 * Puts a merged list into order: elements that `wanted` names follow it, the others keep the order that they had, and
 * where both were there before, that decides between them.
 */
export function orderElements(merged: List, wanted: List, before: List, mergeKey: string): List {
	const identities = (list: List): unknown[] => list.map((element) => identityOf(element, mergeKey));
	const [wantedOrder, earlierOrder] = [identities(wanted), identities(before)];
	const inOrder = (elements: List, order: readonly unknown[]): List =>
		elements.toSorted((a, b) => order.indexOf(identityOf(a, mergeKey)) - order.indexOf(identityOf(b, mergeKey)));
	const isWanted = (element: unknown): boolean => wantedOrder.includes(identityOf(element, mergeKey));
	const named = [...inOrder(merged.filter(isWanted), wantedOrder)];
	const others = [
		...inOrder(
			merged.filter((element) => !isWanted(element)),
			earlierOrder,
		),
	];
	const ordered: unknown[] = [];
	const placeOf = (element: unknown): number => earlierOrder.indexOf(identityOf(element, mergeKey));
	// What is new has no place, and so comes first.
	while (named.length > 0 && others.length > 0) {
		ordered.push((placeOf(others[0]) < placeOf(named[0]) ? others : named).shift());
	}
	return [...ordered, ...others, ...named];
}

/**
 * The elements of a patch must be in the order that it asks for.
 *
 * @throws StrategicPatchError when they are not, or are missing in that.
 */
export function checkOrder(patch: List, wanted: List, mergeKey: string): void {
	const kept = patch.filter((element) => !(isMembers(element) && element["$patch"] === "delete"));
	let matched = 0;
	for (const element of wanted) {
		if (matched === kept.length) return;
		if (identityOf(kept[matched], mergeKey) === identityOf(element, mergeKey)) matched++;
	}
	if (matched === kept.length) return;
	const text = `The order in patch list:\n${goPrint(patch)}\n doesn't match $setElementOrder list:\n${goPrint(wanted)}\n`;
	throw new StrategicPatchError(text);
}
