import { verbNames } from "./verb-names.ts";

/** The lists of verbs that a module's descriptors share, each under a name of its own. */
export class VerbLists {
	readonly #lists = new Map<string, readonly string[]>();

	/** The name of a list of verbs. */
	name(verbs: readonly string[]): string {
		const name =
			verbs.length === verbNames.length
				? "everyVerb"
				: verbs.length === 0
					? "noVerb"
					: verbs.map((verb, index) => (index === 0 ? verb : `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`)).join("");
		// A lone verb would be a reserved word, as `delete` is.
		const safe = verbs.length === 1 ? `${name}Only` : name;
		this.#lists.set(safe, verbs);
		return safe;
	}

	/** The declarations of the lists. */
	lines(): string[] {
		const names = [...this.#lists.keys()].sort();
		if (names.length === 0) return [];
		return [
			...names.map((name) => `const ${name} = ${JSON.stringify(this.#lists.get(name)).replaceAll(",", ", ")} as const;`),
			"",
		];
	}
}
