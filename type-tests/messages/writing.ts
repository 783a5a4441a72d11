import { Api, type Client, type CustomObject, createOrUpdate, defineResource, mergePatch } from "kubex";
import { ConfigMap, Pod } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;
const configMaps = new Api(ConfigMap, { client });

await createOrUpdate(configMaps, "c", (current) => ({ ...current, data: { a: 1 } }));
await createOrUpdate(configMaps, "c", () => ({ dataa: { a: "b" } }));
await configMaps.patch("c", mergePatch({ data: { a: "b" } }), { force: true });
await configMaps.patch("c", mergePatch({ dota: { a: "b" } }), { fieldManager: "me" });
await configMaps.apply(await configMaps.get("c"), { fieldManager: "me" });

interface Widget extends CustomObject<"Namespaced", "status" | "scale"> {
	status?: { ready: boolean };
}
const widget = { group: "example.com", version: "v1", kind: "Widget", plural: "widgets", scope: "Namespaced" } as const;
defineResource<Widget>({ ...widget, subresources: [] });
defineResource<Widget>({ ...widget, subresources: ["status"] });
defineResource<Widget>({ ...widget, subresources: ["status", "exec"] });
defineResource<Widget>({ ...widget, subresources: ["status", "scale", "exec"] });
defineResource<Widget>(widget);

const metadata: never = new Api(Pod, { client }).metadata;
export const all = [metadata];
