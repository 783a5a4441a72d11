import {
	Api,
	type Applier,
	type ApplyConfiguration,
	applyConflicts,
	applyPatch,
	type Client,
	type Difference,
	diff,
	extract,
	type Getter,
	type JsonPatch,
	jsonPatch,
	type KubernetesObject,
	type MergePatch,
	mergePatch,
	migrateManagedFields,
	type PartialObjectMetadata,
	type Patch,
	pointer,
	type Resource,
	strategicMergePatch,
} from "kubex";
import { Deployment, StatefulSet } from "kubex/k8s/v1_35/apps/v1";
import { ComponentStatus, ConfigMap, Namespace, Pod } from "kubex/k8s/v1_35/core/v1";
import { holds, type Same } from "./assert.ts";

interface Widget extends KubernetesObject {
	apiVersion: "example.com/v1";
	kind: "Widget";
	spec?: { size?: number; parts?: { name: string; weight: number }[] };
}
declare const Widget: Resource<Widget>;
declare const client: Client;
const pods = new Api(Pod, { client });
const deployments = new Api(Deployment, { client });
const widgets = new Api(Widget, { client });
const configMaps = new Api(ConfigMap, { client });

// Each kind of patch is checked by the kind of object that it is given to, and answers with it.
const patched = await pods.patch("web", mergePatch({ metadata: { labels: { a: "b", old: null } } }));
holds<Same<typeof patched, Pod>>();
await deployments.patch("web", mergePatch({ spec: { replicas: 3, paused: null, strategy: { rollingUpdate: null } } }));
await widgets.patch("w", mergePatch({ spec: { size: null, parts: [{ name: "a", weight: 1 }] } }));
await pods.patch("web", strategicMergePatch({ spec: { containers: [{ name: "main", image: "nginx:2" }] } }));
await deployments.patch(
	"web",
	strategicMergePatch({
		spec: {
			strategy: { $retainKeys: ["type"], type: "Recreate" },
			template: {
				spec: {
					containers: [
						{ name: "old", $patch: "delete" },
						{ name: "main", resources: { limits: { cpu: 1 } } },
					],
					"$setElementOrder/containers": [{ name: "main" }],
				},
			},
		},
	}),
);
await pods.patch(
	"web",
	jsonPatch()
		.test("/metadata/name", "web")
		.add(pointer("metadata", "labels", "a/b"), "x"),
);
await pods.patch("web", { mediaType: "application/merge-patch+json", body: { metadata: { labels: { a: "b" } } } });
await configMaps.patch("c", applyPatch({ metadata: { name: "c" }, data: { a: "b" } }), { fieldManager: "me", force: true });
await pods.patch("web", mergePatch({}), { dryRun: true, fieldValidation: "Strict", fieldManager: undefined, signal: undefined });
await new Api(Namespace, { client }).patch("n", mergePatch({ metadata: { labels: { a: "b" } } }));

// A patch can be made apart; one of metadata alone fits every kind.
const relabel = mergePatch({ metadata: { labels: { a: "b" } } });
holds<Same<typeof relabel, MergePatch<KubernetesObject>>>();
await pods.patch("web", relabel);
await widgets.patch("w", relabel);
const paused = mergePatch<Deployment>({ spec: { paused: true } });
holds<Same<typeof paused, MergePatch<Deployment>>>();
await deployments.patch("web", paused);
// @ts-expect-error A patch of a Deployment is none of a Pod.
await pods.patch("web", paused);
const anything: Patch = relabel;
await deployments.patch("web", anything);

// @ts-expect-error No such field.
await deployments.patch("web", mergePatch({ spec: { replica: 3 } }));
// @ts-expect-error Not a number.
await deployments.patch("web", mergePatch({ spec: { replicas: "3" } }));
// @ts-expect-error A merge patch replaces lists, so their items are whole.
await pods.patch("web", mergePatch({ spec: { containers: [{ image: "nginx:2" }] } }));
// @ts-expect-error A custom resource takes no strategic merge patch.
await widgets.patch("w", strategicMergePatch({ metadata: { labels: { a: "b" } } }));
// @ts-expect-error No such directive.
await pods.patch("web", strategicMergePatch({ spec: { $patch: "remove" } }));
// @ts-expect-error A string is no patch.
await pods.patch("web", "{}");
// @ts-expect-error It cannot be patched.
new Api(ComponentStatus, { client }).patch;
// @ts-expect-error It is cluster-scoped.
await new Api(Namespace, { client }).patch("n", mergePatch({}), { namespace: "x" });

// A JSON patch of a known kind knows paths and values.
const typed = jsonPatch<Deployment>();
holds<Same<typeof typed, JsonPatch<Deployment>>>();
typed
	.test("/spec/replicas", 1)
	.replace("/spec/replicas", 3)
	.add("/metadata/labels", { a: "b" })
	.add("/spec/template/spec/containers/-", { name: "side", resources: { limits: { cpu: 1 } } })
	.replace("/spec/template/spec/containers/0/image", "nginx:2")
	.add(pointer("metadata", "annotations", "a/b~c"), "x")
	.test("/metadata/deletionTimestamp", null)
	.remove("/spec/paused");
declare const path: string;
typed.add(path, { whatever: true });
// @ts-expect-error Not a number.
typed.replace("/spec/replicas", "3");
// @ts-expect-error It leads nowhere.
typed.replace("/spec/replica", 3);
// @ts-expect-error Not a string.
typed.add(pointer("metadata", "labels", "a"), 1);
// @ts-expect-error A patch of a Deployment is none of a Pod.
await pods.patch("web", typed.remove("/spec/paused"));
const escaped = pointer("metadata", "labels", "a/b~c");
holds<Same<typeof escaped, "/metadata/labels/a~1b~0c">>();
const counted = pointer("spec", "containers", 0);
holds<Same<typeof counted, "/spec/containers/0">>();

// What is applied needs a name, and nothing else.
const configuration: ApplyConfiguration<Deployment> = {
	metadata: { name: "web", labels: { a: "b" } },
	spec: { template: { spec: { containers: [{ name: "main", resources: { limits: { cpu: 1 } } }] } } },
};
const applied = await deployments.apply(configuration, { fieldManager: "me", force: true, dryRun: true, namespace: "x" });
holds<Same<typeof applied, Deployment>>();
await widgets.apply({ metadata: { name: "w" }, spec: { size: 1 } }, { fieldManager: "me" });
await new Api(StatefulSet, { client }).apply(
	{ metadata: { name: "db" }, spec: { volumeClaimTemplates: [{ metadata: { name: "data" } }] } },
	{ fieldManager: "me" },
);
await deployments.status.apply(
	{ metadata: { name: "web" }, status: { conditions: [{ type: "Available", status: "True" }] } },
	{ fieldManager: "me" },
);
const scale = await deployments.scale.patch("web", mergePatch({ spec: { replicas: 3 } }));
scale.spec?.replicas;
await deployments.scale.apply({ metadata: { name: "web" }, spec: { replicas: 3 } }, { fieldManager: "me" });
await pods.status.patch("web", strategicMergePatch({ status: { conditions: [{ type: "Ready", status: "True" }] } }));
// @ts-expect-error Whoever applies has a name.
await deployments.apply(configuration, {});
// @ts-expect-error Whoever applies has a name.
await deployments.apply(configuration);
// @ts-expect-error So has the object.
await deployments.apply({ metadata: { labels: {} }, spec: {} }, { fieldManager: "me" });
// @ts-expect-error The server gives it.
await deployments.apply({ metadata: { name: "web", uid: "u" } }, { fieldManager: "me" });
// @ts-expect-error Status is applied through its own endpoint.
await deployments.apply({ metadata: { name: "web" }, status: {} }, { fieldManager: "me" });
// @ts-expect-error An object that was read has managedFields.
await deployments.apply(await deployments.get("web"), { fieldManager: "me" });
// @ts-expect-error `null` is for merge patches.
await deployments.apply({ metadata: { name: "web" }, spec: { replicas: null } }, { fieldManager: "me" });

// Metadata alone.
const metadata = await pods.metadata.patch("web", mergePatch({ metadata: { labels: { a: null } } }));
holds<Same<typeof metadata, PartialObjectMetadata<Pod>>>();
// @ts-expect-error There is no more of it.
await pods.metadata.patch("web", mergePatch({ spec: {} }));

// What was applied comes back as a configuration, and a diff needs no more than reading and applying.
const stored = await deployments.get("web");
const mine = extract(stored, "me");
holds<Same<typeof mine, ApplyConfiguration<Deployment>>>();
await deployments.apply(mine, { fieldManager: "me" });
// @ts-expect-error Status is extracted by its subresource.
mine.status;
const ownStatus = extract(stored, "me", { subresource: "status" });
await deployments.status.apply(ownStatus, { fieldManager: "me" });
const handover = migrateManagedFields(stored, { from: ["kubectl-client-side-apply"], to: "me" });
if (handover !== undefined) await deployments.patch("web", handover);
const changes = await diff(deployments, mine, { fieldManager: "me", force: true, signal: undefined });
holds<Same<typeof changes, readonly Difference[]>>();
const lesser: Getter<Pod> & Applier<Pod> = pods;
await diff(lesser, { metadata: { name: "web" } }, { fieldManager: "me" });
// @ts-expect-error A diff is a dry run.
await diff(pods, { metadata: { name: "web" } }, { fieldManager: "me", dryRun: false });
for (const { field, manager, operation } of applyConflicts(new Error("other"))) [field, manager, operation];
