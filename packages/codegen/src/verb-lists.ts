import type { TextWriter } from "./text-writer.ts";
import { verbNames } from "./verb-names.ts";

/** The lists of verbs that a module's descriptors share, each under a name of its own. */
export class VerbLists {
	readonly #lists = new Map<string, readonly string[]>();

	/** Whether no list was named. */
	get empty(): boolean {
		return this.#lists.size === 0;
	}

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

	/** Writes the declarations of the lists. */
	write(writer: TextWriter): void {
		const names = [...this.#lists.keys()].toSorted();
		for (const name of names) {
			const verbs = (this.#lists.get(name) ?? []).map((verb) => JSON.stringify(verb));
			writer.list(`const ${name} = [`, verbs, "] as const;", ",", "");
		}
	}
}
