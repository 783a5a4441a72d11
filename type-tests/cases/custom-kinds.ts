import {
	Api,
	type ApplyConfiguration,
	type Client,
	type CustomObject,
	type DynamicObject,
	defineResource,
	type Input,
	type KubernetesObject,
	mergePatch,
	type NamespacedMeta,
	type PartialObjectMetadata,
	type Resource,
	type Scale,
	type ScaleSubresource,
	type StoredMeta,
	type Subresource,
	strategicMergePatch,
} from "kubex";
import { Informer } from "kubex/runtime";
import { holds, type Same } from "./assert.ts";

declare const client: Client;

interface Widget extends CustomObject<"Namespaced", "status" | "scale"> {
	apiVersion: "example.com/v1";
	kind: "Widget";
	spec: { size: number; colours?: string[] };
	status?: { ready: boolean };
}
const Widget = defineResource<Widget>({
	group: "example.com",
	version: "v1",
	kind: "Widget",
	plural: "widgets",
	scope: "Namespaced",
	subresources: ["status", "scale"],
});
holds<Same<typeof Widget, Resource<Widget>>>();
const widgets: Api<Widget> = new Api(Widget, { client, namespace: "default" });

const widget = await widgets.get("w");
holds<Same<typeof widget, Widget>>();
holds<Same<typeof widget.metadata, NamespacedMeta>>();
holds<Same<typeof widget.metadata.uid, string>>();
await widgets.create({ metadata: { name: "w" }, spec: { size: 1 } });
const draft: Input<Widget> = { metadata: { generateName: "w-" }, spec: { size: 1 } };
await widgets.create(draft);
const applied: ApplyConfiguration<Widget> = { metadata: { name: "w" }, spec: { size: 2 } };
await widgets.apply(applied, { fieldManager: "me" });
await widgets.patch("w", mergePatch({ spec: { colours: null } }));
holds<Same<typeof widgets.status, Subresource<Widget, Widget>>>();
holds<Same<typeof widgets.scale, ScaleSubresource<Widget, Scale>>>();
await widgets.status.patch("w", mergePatch({ status: { ready: true } }));
const scaled = await widgets.scale.set("w", 3);
holds<Same<typeof scaled.status, { replicas: number; selector?: string } | undefined>>();
const deleted = await widgets.metadata.delete("w");
if (deleted.kind === "PartialObjectMetadata") holds<Same<typeof deleted, PartialObjectMetadata<Widget>>>();
new Informer(widgets).store.get("w");

// @ts-expect-error A custom resource takes no strategic merge patch.
await widgets.patch("w", strategicMergePatch({ metadata: { labels: { a: "b" } } }));
// @ts-expect-error It has no logs.
widgets.logs;
// @ts-expect-error It has no such field.
await widgets.create({ metadata: { name: "w" }, spec: { size: 1, colour: "red" } });
// @ts-expect-error A field is missing.
await widgets.create({ metadata: { name: "w" }, spec: {} });
// @ts-expect-error A merge patch knows the types of fields.
await widgets.patch("w", mergePatch({ spec: { size: "1" } }));

// The value says what the type says.
const widgetKind = { group: "example.com", version: "v1", kind: "Widget", plural: "widgets", scope: "Namespaced" } as const;
// @ts-expect-error Another group than that of the type.
defineResource<Widget>({ ...widgetKind, group: "example.org", subresources: ["status", "scale"] });
// @ts-expect-error Another version.
defineResource<Widget>({ ...widgetKind, version: "v2", subresources: ["status", "scale"] });
// @ts-expect-error Another kind.
defineResource<Widget>({ ...widgetKind, kind: "Gadget", subresources: ["status", "scale"] });
// @ts-expect-error Another scope.
defineResource<Widget>({ ...widgetKind, scope: "Cluster", subresources: ["status", "scale"] });
defineResource<Widget>({ ...widgetKind, subresources: ["scale", "status"] });
// @ts-expect-error The type has no such subresource.
defineResource<Widget>({ ...widgetKind, subresources: ["status", "scale", "exec"] });
// @ts-expect-error The type has one more.
defineResource<Widget>({ ...widgetKind, subresources: ["status"] });
// @ts-expect-error The type has two.
defineResource<Widget>({ ...widgetKind, subresources: [] });
// @ts-expect-error The type has two.
defineResource<Widget>(widgetKind);
// @ts-expect-error Each has its own name.
defineResource<Widget>({ ...widgetKind, subresources: ["status", "status"] });
// @ts-expect-error A list that may hold either says nothing of both.
defineResource<Widget>({ ...widgetKind, subresources: ["status", "scale"] as ("status" | "scale")[] });

interface Cell extends CustomObject<"Cluster"> {
	spec: { size: number };
}
const cells = new Api(
	defineResource<Cell>({ group: "example.com", version: "v1", kind: "Cell", plural: "cells", scope: "Cluster" }),
	{ client },
);
holds<Same<Awaited<ReturnType<typeof cells.get>>["metadata"], StoredMeta>>();
// @ts-expect-error It is cluster-scoped.
await cells.get("c", { namespace: "x" });
// @ts-expect-error It has no subresource status.
cells.status;

defineResource<Cell>({ ...widgetKind, scope: "Cluster", subresources: [] });
defineResource<Cell>({ ...widgetKind, scope: "Cluster", subresources: undefined });
// @ts-expect-error The type has none.
defineResource<Cell>({ ...widgetKind, scope: "Cluster", subresources: ["status"] });

// A server that joins the API may have many.
type Many = CustomObject<"Namespaced", "status" | "scale" | "log" | "exec" | "attach" | "proxy">;
defineResource<Many>({ ...widgetKind, subresources: ["exec", "attach", "proxy", "status", "scale", "log"] });
// @ts-expect-error Not all.
defineResource<Many>({ ...widgetKind, subresources: ["exec", "attach", "proxy"] });
// What is known at run time only may have any.
defineResource<DynamicObject>({ ...widgetKind, subresources: ["whatever"] });
defineResource<DynamicObject>(widgetKind);

/** Written without a word about kubex. */
interface Plain {
	apiVersion: "example.com/v1";
	kind: "Plain";
	metadata: NamespacedMeta;
	spec: { size: number };
	status?: { ready: boolean };
}
const plains = new Api(
	defineResource<Plain>({
		group: "example.com",
		version: "v1",
		kind: "Plain",
		plural: "plains",
		scope: "Namespaced",
		subresources: ["status"],
	}),
	{ client },
);
holds<Same<typeof plains.status, Subresource<Plain, Plain>>>();
// @ts-expect-error Its members show a status.
defineResource<Plain>({ ...widgetKind, kind: "Plain" });
await plains.create({ metadata: { name: "p" }, spec: { size: 1 } }, { namespace: "x" });
await plains.get("p", { namespace: "x" });
// @ts-expect-error No subresource that its members show.
plains.scale;
const anyObject: KubernetesObject = await plains.get("p");
anyObject.metadata.name;
