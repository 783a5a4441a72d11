import type { ListWatch } from "../../api/api.ts";
import type { CallOptions } from "../../core/call-options.ts";
import { type FieldQuery, formatFieldQuery } from "../../core/field-query.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { List } from "../../core/meta/list.ts";
import type { ListOptions } from "../../core/read-options.ts";
import type { WatchEvent } from "../../core/watch-event.ts";
import type { WatchOptions } from "../../core/watch-options.ts";
import type { FollowOptions } from "./follow-options.ts";
import type { WatchStep } from "./watch-step.ts";

/** A step that reads objects. */
type ReadStep = Extract<WatchStep, { readonly io: "list" | "stream" | "watch" }>;

interface InNamespace {
	readonly namespace: string | null | undefined;
}

/** `list` and `watch` as every kind has them: their types differ by the kind's scope only. */
interface Source<K extends KubernetesObject> {
	list(options: ListOptions & CallOptions & InNamespace): Promise<List<K>>;
	watch(options: WatchOptions & CallOptions & InNamespace): { batches(): AsyncIterableIterator<readonly WatchEvent<K>[]> };
}

// With twice as many large Pods, reading a page keeps everything else waiting for more than a tenth of a second.
const usualPageSize = 250;

/** Asks for the objects that a watcher follows. Each request is made once: when it is made again is the machine's decision. */
export class CollectionReader<K extends KubernetesObject> {
	readonly #source: Source<K>;
	readonly #chosen: Pick<ListOptions, "labelSelector" | "fieldSelector"> & InNamespace;
	readonly #limit: number;

	/** @throws TypeError for a page size that is no whole number above zero. */
	constructor(source: ListWatch<K>, namespace: string | null | undefined, options: FollowOptions) {
		const { fieldSelector, labelSelector, name, pageSize = usualPageSize } = options;
		if (!Number.isSafeInteger(pageSize) || pageSize < 1)
			throw new TypeError(`pageSize must be a whole number above 0, not ${pageSize}`);
		this.#source = source as unknown as Source<K>;
		this.#chosen = { namespace, labelSelector, fieldSelector: named(fieldSelector, name) };
		this.#limit = pageSize;
	}

	async list(step: Extract<ReadStep, { io: "list" }>, signal: AbortSignal): Promise<List<K>> {
		const { continueToken, paged, resourceVersion, resourceVersionMatch } = step;
		return await this.#source.list({
			...this.#chosen,
			limit: paged ? this.#limit : undefined,
			continueToken,
			resourceVersion,
			resourceVersionMatch,
			...once(signal),
		});
	}

	/** The newest state that the server has. */
	async newest(signal: AbortSignal): Promise<string> {
		return (await this.#source.list({ ...this.#chosen, limit: 1, ...once(signal) })).metadata.resourceVersion ?? "";
	}

	/** @param seconds - After which the server ends it. */
	batches(
		{ io, resourceVersion }: Extract<ReadStep, { io: "stream" | "watch" }>,
		seconds: number,
		signal: AbortSignal,
	): AsyncIterableIterator<readonly WatchEvent<K>[]> {
		const watch = this.#source.watch({
			...this.#chosen,
			resourceVersion,
			allowWatchBookmarks: true,
			sendInitialEvents: io === "stream" ? true : undefined,
			timeoutSeconds: seconds,
			...once(signal),
		});
		return watch.batches();
	}
}

// Times are the watcher's own affair, and are counted by its clock.
function once(signal: AbortSignal): CallOptions {
	return { signal, retry: false, timeout: false };
}

function named(fields: FieldQuery | undefined, name: string | undefined): FieldQuery | undefined {
	if (name === undefined) return fields;
	const terms = [formatFieldQuery({ "metadata.name": name }), fields === undefined ? undefined : formatFieldQuery(fields)];
	return terms.filter((term) => term !== undefined).join(",");
}
