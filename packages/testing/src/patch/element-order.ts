import { goPrint } from "../status/go-print.ts";
import { isMembers, type List, membersOf } from "./patch-value.ts";
import { StrategicPatchError } from "./strategic-patch-error.ts";

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
	const identify = (element: unknown): unknown => identityOf(element, mergeKey);
	const placeIn = (order: List, element: unknown): number =>
		order.findIndex((other, index) => {
			if (mergeKey !== "" && !isMembers(other)) throw new StrategicPatchError(`value for key ${index} is not a map`);
			return identify(other) === identify(element);
		});
	const named = sorted(
		merged.filter((element) => placeIn(wanted, element) !== -1),
		(element) => placeIn(wanted, element),
	);
	const others = sorted(
		merged.filter((element) => placeIn(wanted, element) === -1),
		(element) => placeIn(before, element),
	);
	const ordered: unknown[] = [];
	while (named.length > 0 && others.length > 0) {
		const [left, right] = [placeIn(before, others[0]), placeIn(before, named[0])];
		ordered.push((left !== -1 && right !== -1 && left < right ? others : named).shift());
	}
	return [...ordered, ...others, ...named];
}

/** Elements by their places, sorted by insertion as the server does: one without a place goes before any other. */
function sorted(elements: List, placeOf: (element: unknown) => number): unknown[] {
	const result: unknown[] = [];
	for (const element of elements) {
		let at = result.length;
		const place = placeOf(element);
		while (at > 0) {
			const other = placeOf(result[at - 1]);
			if (place !== -1 && other !== -1 && place >= other) break;
			at--;
		}
		result.splice(at, 0, element);
	}
	return result;
}

/**
 * The elements of a patch must be in the order that it asks for.
 *
 * @throws StrategicPatchError when they are not, or are missing in that.
 */
export function checkOrder(patch: List, wanted: List, mergeKey: string): void {
	if (patch.length === 0 || wanted.length === 0) return;
	const kept = mergeKey === "" ? patch : patch.filter((element) => !isDirected(membersOf(element), "delete"));
	const place = (element: unknown): unknown => (mergeKey === "" ? element : membersOf(element));
	let [matched, index] = [0, 0];
	while (matched < kept.length && index < wanted.length) {
		if (isDirected(kept[matched])) matched++;
		else {
			const next = place(wanted[index++]);
			if (identityOf(kept[matched], mergeKey) === identityOf(next, mergeKey)) matched++;
		}
	}
	if (matched === kept.length) return;
	const text = `The order in patch list:\n${goPrint(patch)}\n doesn't match $setElementOrder list:\n${goPrint(wanted)}\n`;
	throw new StrategicPatchError(text);
}

/** Whether an element says what is to be done rather than what is to be there. */
function isDirected(element: unknown, directive?: string): boolean {
	if (!isMembers(element) || !Object.hasOwn(element, "$patch")) return false;
	return directive === undefined || element["$patch"] === directive;
}
