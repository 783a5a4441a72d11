import {
	Api,
	type Client,
	type DiscoveredApi,
	type DiscoveredResource,
	DynamicApi,
	type DynamicObject,
	type HealthReport,
	type Input,
	type List,
	mergePatch,
	type PartialObjectMetadata,
	type Resource,
	type Scale,
	type ScaleSubresource,
	type Subresource,
	strategicMergePatch,
	update,
} from "kubex";
import { conditions, Informer, waitFor } from "kubex/runtime";
import { holds, type Same } from "./assert.ts";

declare const client: Client;

const found = await client.resource("deploy", { signal: undefined, timeout: 1000 });
holds<Same<typeof found, Resource<DynamicObject>>>();
await client.resource("deployments.v1.apps");
await client.resource({ kind: "Deployment" });
await client.resource({ group: "", version: "v1", kind: "Pod" });
await client.resource({ plural: "pods", group: undefined });
await client.resource({ apiVersion: "v1", kind: "Pod" });
// @ts-expect-error What all calls share is what the client itself may see.
await client.resource("deploy", { impersonate: { user: "jane" } });
// @ts-expect-error Neither a kind nor a plural.
await client.resource({ group: "apps" });
// @ts-expect-error A kind or a plural.
await client.resource({ kind: "Pod", plural: "pods" });

const dynamic: DynamicApi = new Api(found, { client, namespace: "default" });
holds<Same<typeof dynamic, Api<DynamicObject>>>();
const same = new DynamicApi(found, { client });
holds<Same<typeof same, DynamicApi>>();
const looked = await DynamicApi.find(client, "cm", { namespace: "default", timeout: 1000 });
holds<Same<typeof looked, DynamicApi>>();
await DynamicApi.find(client, "nodes");

const object = await dynamic.get("web");
holds<Same<typeof object, DynamicObject>>();
holds<Same<typeof object.metadata.uid, string>>();
holds<Same<(typeof object)["spec"], unknown>>();
object["spec"] = { replicas: 1 };
const list = await dynamic.list({ namespace: null });
holds<Same<typeof list, List<DynamicObject>>>();
const draft: Input<DynamicObject> = { metadata: { name: "web" }, spec: { anything: true } };
await dynamic.create(draft);
await dynamic.apply({ metadata: { name: "web" }, spec: { replicas: 2 } }, { fieldManager: "me" });
await dynamic.patch("web", mergePatch<DynamicObject>({ spec: { replicas: null } }));
await dynamic.patch("web", mergePatch({ metadata: { labels: { a: "b" } } }));
await dynamic.patch("web", { mediaType: "application/strategic-merge-patch+json", body: { spec: {} } });
await update(dynamic, "web", (current) => ({ ...current, spec: {} }));
holds<Same<typeof dynamic.scale, ScaleSubresource<DynamicObject, Scale>>>();
holds<Same<typeof dynamic.status, Subresource<DynamicObject, DynamicObject>>>();
await dynamic.subresource("anything").get("web");
const metadata = await dynamic.metadata.get("web");
holds<Same<typeof metadata, PartialObjectMetadata<DynamicObject>>>();
new Informer(dynamic).store.get("web");
await waitFor(dynamic, "web", conditions.deleted());

// @ts-expect-error Whether it has strategies is not known.
await dynamic.patch("web", strategicMergePatch({ metadata: { labels: { a: "b" } } }));
// @ts-expect-error Metadata is typed.
await dynamic.create({ metadata: { name: 5 } });
// @ts-expect-error What else it has is unknown.
object["spec"].replicas;
// @ts-expect-error A typed accessor is there only where the kind is known.
dynamic.logs;

const groups: DiscoveredApi = await client.discovery.groups();
const resource: DiscoveredResource | undefined = groups[0]?.versions[0]?.resources[0];
resource?.shortNames.length;
const report: HealthReport = await client.readyz({ exclude: ["etcd"], timeout: 1000 });
report.checks[0]?.name;
const metrics: string = await client.metrics();
metrics.length;
(await client.openapi.document("api/v1"))["openapi"];
// @ts-expect-error They are read with the first question.
client.discovery.groups.length.toFixed.name.x;
