import type { ClusterState, Json } from "../registry/cluster-state.ts";

/** A watch of the ConfigMaps in `default`, read without a server in between. */
export class Lines {
	readonly chunks: AsyncIterableIterator<Uint8Array>;

	constructor(chunks: AsyncIterableIterator<Uint8Array>) {
		this.chunks = chunks;
	}

	/** The lines that have come since the last time, or that come next when there were none. */
	async some(): Promise<readonly Json[]> {
		const { done, value } = await this.chunks.next();
		if (done === true) return [];
		const text = new TextDecoder().decode(value);
		return text
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
	}

	/** All lines up to the end. */
	async rest(): Promise<readonly Json[]> {
		const all: Json[] = [];
		for (let lines = await this.some(); lines.length > 0; lines = await this.some()) all.push(...lines);
		return all;
	}
}

/** Opens a watch that the registry does not refuse. */
export async function linesOf(state: ClusterState, query = ""): Promise<Lines> {
	const { events, json } = await state.registry.handle({
		verb: "watch",
		group: "",
		version: "v1",
		resource: "configmaps",
		namespace: "default",
		query: new URLSearchParams(query),
		userAgent: "test",
	});
	if (events === undefined) throw new Error(json);
	return new Lines(events);
}
