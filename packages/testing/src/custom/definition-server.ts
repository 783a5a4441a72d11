import type { MetadataReader } from "../registry/object-reader.ts";
import type { ResourceTable } from "../registry/resource-table.ts";
import type { Store } from "../storage/store.ts";
import { type Definition, definitionsCollection, holds } from "./definition.ts";
import { serveDefinition } from "./serve-definition.ts";

/** What a {@link DefinitionServer} is made from. */
export interface DefinitionServerOptions {
	readonly store: Store;
	readonly resources: ResourceTable;
	readonly readMetadata: MetadataReader;
	/** Ends the watches of a collection, which are of objects as they were defined before. */
	readonly endWatches: (collection: string) => void;
}

/** Has the server answer for the custom kinds whose definitions are stored, as long as they are. */
export class DefinitionServer {
	readonly #options: DefinitionServerOptions;

	constructor(options: DefinitionServerOptions) {
		this.#options = options;
		options.store.subscribe(({ collection, key, current, previous }) => {
			if (collection !== definitionsCollection) return;
			const next = current?.state as Definition | undefined;
			const before = previous?.state as Definition | undefined;
			if (next !== undefined && before !== undefined && sameService(before, next)) return;
			this.#serve(key, next);
		});
	}

	/** Looks at all definitions anew, after the store has gone back to an earlier state. */
	restart(): void {
		const { store, resources } = this.#options;
		for (const { definition } of Array.from(resources.custom())) this.#serve(definition, undefined);
		for (const { key, state } of store.range(definitionsCollection, "")) this.#serve(key, state as Definition);
	}

	#serve(name: string, definition: Definition | undefined): void {
		const { resources, readMetadata, endWatches } = this.#options;
		const before = resources.customOf(name);
		resources.setCustom(name, definition === undefined ? undefined : serveDefinition(definition, readMetadata));
		const collection = before?.resources[0]?.collection;
		if (collection !== undefined) endWatches(collection);
	}
}

/** Whether two states of a definition are served alike. */
function sameService(a: Definition, b: Definition): boolean {
	return (
		(a.spec === b.spec || JSON.stringify(a.spec) === JSON.stringify(b.spec)) &&
		JSON.stringify(a.status.acceptedNames) === JSON.stringify(b.status.acceptedNames) &&
		holds(a, "Established") === holds(b, "Established")
	);
}
