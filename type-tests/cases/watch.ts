import {
	Api,
	type ApiBase,
	type Bookmark,
	type Client,
	isInitialEventsEnd,
	type List,
	type ListWatch,
	type PartialObjectMetadata,
	type Watch,
	type WatchEvent,
} from "kubex";
import { ComponentStatus, Node, Pod } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

declare const client: Client;
declare const signal: AbortSignal;

const pods = new Api(Pod, { client });
const watch = pods.watch({
	resourceVersion: "1",
	allowWatchBookmarks: true,
	labelSelector: { app: "a" },
	signal,
	timeout: { idle: 1 },
});
holds<Same<typeof watch, Watch<Pod>>>();

// What an event holds follows from its type.
for await (const event of watch) {
	holds<Same<typeof event, WatchEvent<Pod>>>();
	if (event.type === "BOOKMARK") {
		holds<Same<typeof event.object, Bookmark>>();
		holds<Same<typeof event.object.metadata.resourceVersion, string>>();
		isInitialEventsEnd(event.object);
		// @ts-expect-error A bookmark is no object.
		event.object.spec;
		// @ts-expect-error Nor has it a name.
		event.object.metadata.name;
		// @ts-expect-error Nor any other metadata but its place in history.
		event.object.metadata.uid;
	} else {
		holds<Same<typeof event.object, Pod>>();
		holds<Same<typeof event.type, "ADDED" | "MODIFIED" | "DELETED">>();
	}
	// @ts-expect-error What happened has happened.
	event.type = "ADDED";
}
for await (const { type, object } of watch) {
	if (type === "DELETED") holds<Same<typeof object, Pod>>();
	// @ts-expect-error An ERROR is thrown.
	if (type === "ERROR") object;
}
for await (const events of watch.batches()) holds<Same<typeof events, readonly WatchEvent<Pod>[]>>();
await using disposed = pods.watch({ namespace: null });
// @ts-expect-error A list's.
pods.watch({ limit: 1 });
// @ts-expect-error It follows from sendInitialEvents.
pods.watch({ resourceVersionMatch: "NotOlderThan" });
// @ts-expect-error Cluster-scoped.
new Api(Node, { client }).watch({ namespace: "x" });
// @ts-expect-error Cluster-scoped.
new Api(Node, { client }).metadata.watch({ namespace: null });

const statuses = new Api(ComponentStatus, { client });
// @ts-expect-error The server does not watch them.
statuses.watch;
// @ts-expect-error Nor their metadata.
statuses.metadata.watch;
await statuses.metadata.list();

// Metadata alone: the kind's own, and nothing else of it.
const partial = await pods.metadata.get("a");
holds<Same<typeof partial, PartialObjectMetadata<Pod>>>();
holds<Same<typeof partial.metadata, Pod["metadata"]>>();
holds<Same<typeof partial.kind, "PartialObjectMetadata">>();
// @ts-expect-error It is not there.
partial.spec;
const list = await pods.metadata.list({ limit: 1 });
holds<Same<typeof list, List<PartialObjectMetadata<Pod>>>>();
holds<Same<typeof list.kind, "PartialObjectMetadataList">>();
for await (const item of pods.metadata.items({ namespace: null })) holds<Same<typeof item.metadata.namespace, string>>();
for await (const event of pods.metadata.watch()) holds<Same<typeof event, WatchEvent<PartialObjectMetadata<Pod>>>>();
// @ts-expect-error Nothing is written as metadata.
pods.metadata.create;

// What informers ask for.
const whole: ListWatch<Pod> = pods;
const small: ListWatch<PartialObjectMetadata<Pod>> = pods.metadata;
holds<Same<typeof whole.representation, "object" | "metadata">>();
// @ts-expect-error A Pod is no Node.
const other: ListWatch<Node> = pods;
// @ts-expect-error It does not watch.
const unwatched: ListWatch<ComponentStatus> = statuses;
const base: ApiBase<Pod> = small.representation === "object" ? whole : pods;
void [disposed, other, unwatched, base];
