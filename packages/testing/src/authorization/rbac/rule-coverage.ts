import { goQuote } from "../../status/go-quote.ts";
import { type PolicyRule, pathMatches } from "./policy-rule.ts";

/** A rule that allows one verb on one resource, or one path. */
type Atom =
	| { readonly verb: string; readonly group: string; readonly resource: string; readonly name: string | undefined }
	| { readonly verb: string; readonly path: string };

/** The parts of wanted rules that held rules do not allow, put together again by resource, as texts in order. */
export function missingRules(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): string[] {
	const missing = wanted.flatMap(atoms).filter((atom) => !held.some((rule) => covers(rule, atom)));
	return [...new Set(describe(missing))].toSorted();
}

function atoms({ verbs: given, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule): Atom[] {
	const verbs = given ?? [];
	const names = resourceNames.length === 0 ? [undefined] : resourceNames;
	const objects = apiGroups.flatMap((group) => resources.flatMap((resource) => names.map((name) => ({ group, resource, name }))));
	return [
		...objects.flatMap((object) => verbs.map((verb) => ({ ...object, verb }))),
		...nonResourceURLs.flatMap((path) => verbs.map((verb) => ({ path, verb }))),
	];
}

function covers(rule: PolicyRule, atom: Atom): boolean {
	const { verbs } = rule;
	if (verbs === null || !(verbs.includes("*") || verbs.includes(atom.verb))) return false;
	if ("path" in atom) return (rule.nonResourceURLs ?? []).some((url) => pathMatches(url, atom.path));
	const { apiGroups = [], resources = [], resourceNames = [] } = rule;
	return (
		(apiGroups.includes("*") || apiGroups.includes(atom.group)) &&
		resources.some((resource) => resourceCovers(resource, atom.resource)) &&
		(resourceNames.length === 0 || (atom.name !== undefined && resourceNames.includes(atom.name)))
	);
}

function resourceCovers(held: string, wanted: string): boolean {
	if (held === "*" || held === wanted) return true;
	const [, subresource] = wanted.split("/", 2);
	return subresource !== undefined && held === `*/${subresource}`;
}

function describe(missing: readonly Atom[]): string[] {
	const texts: string[] = [];
	const verbsByObject = new Map<string, string[]>();
	for (const atom of missing) {
		if ("path" in atom) {
			texts.push(`{NonResourceURLs:${list([atom.path])}, Verbs:${list([atom.verb])}}`);
			continue;
		}
		const { group, resource, name, verb } = atom;
		const names = name === undefined ? "" : `, ResourceNames:${list([name])}`;
		const object = `APIGroups:${list([group])}, Resources:${list([resource])}${names}`;
		const verbs = verbsByObject.get(object) ?? [];
		if (!verbs.includes(verb)) verbs.push(verb);
		verbsByObject.set(object, verbs);
	}
	for (const [object, verbs] of verbsByObject) texts.push(`{${object}, Verbs:${list(verbs)}}`);
	return texts;
}

function list(items: readonly string[]): string {
	return `[${items.map(goQuote).join(" ")}]`;
}
