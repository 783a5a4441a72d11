import {
	Api,
	type Applier,
	type ApplyConfiguration,
	applyConflicts,
	applyPatch,
	type Client,
	type CustomObject,
	type Difference,
	type DynamicObject,
	diff,
	extract,
	type Getter,
	type JsonPatch,
	type JsonValue,
	jsonPatch,
	type KubernetesObject,
	type MergePatch,
	mergePatch,
	migrateManagedFields,
	type PartialObjectMetadata,
	type Patch,
	type Patcher,
	type PatchOptions,
	pointer,
	type RawExtension,
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
	jsonPatch<Pod>()
		.test("/metadata/name", "web")
		.add(pointer("metadata", "labels", "a/b"), "x"),
);
await widgets.patch("w", jsonPatch().remove("/metadata/labels/a"));
await widgets.patch("w", jsonPatch().move("/no", "/such").copy("/member", "/anywhere").replace("/spec/parts/-1/name", 3));
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

// Only what is applied can be forced; a patch of one's own may be that.
await configMaps.patch("c", { mediaType: "application/apply-patch+cbor", body: {} }, { fieldManager: "me", force: true });
declare const own: Patch;
await configMaps.patch("c", own, { fieldManager: "me", force: true });
await configMaps.patch("c", mergePatch({}), { force: undefined });
const forced: PatchOptions = { force: true };
await configMaps.patch("c", own, forced);
// @ts-expect-error A merge patch takes nothing from others.
await configMaps.patch("c", mergePatch({ data: { a: "b" } }), { fieldManager: "me", force: true });
// @ts-expect-error Nor does a strategic one.
await pods.patch("web", strategicMergePatch({ metadata: {} }), { force: false });
// @ts-expect-error Nor does a JSON patch.
await deployments.patch("web", jsonPatch<Deployment>().remove("/spec/paused"), { force: true });
// @ts-expect-error Nor does one that was written out.
await pods.patch("web", { mediaType: "application/merge-patch+json", body: {} }, { force: true });
// @ts-expect-error Of a subresource neither.
await deployments.scale.patch("web", mergePatch({ spec: { replicas: 3 } }), { force: true });
// @ts-expect-error Of metadata neither.
await deployments.metadata.patch("web", mergePatch({ metadata: {} }), { force: true });

// What takes any patch with any options is a Patcher; what passes options on to one kind of patch says of which.
class AnyPatcher implements Patcher<Pod> {
	patch(_name: string, _patch: Patch<Pod>, options?: PatchOptions): Promise<Pod> {
		throw new Error(`not patched, by force: ${options?.force}`);
	}
}
const patcher: Patcher<Pod> = new AnyPatcher();
declare const passedOn: PatchOptions<MergePatch["mediaType"]>;
await patcher.patch("web", mergePatch({ metadata: {} }), passedOn);

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

// Every operation is for a path that the kind has.
typed
	.remove("/spec/template/spec/containers/0")
	.remove("/metadata/labels/a~1b")
	.remove(pointer("metadata", "annotations", "a/b~c"))
	.move("/metadata/labels/a", "/metadata/annotations/a")
	.move("/spec/template/spec/containers/1", "/spec/template/spec/containers/0")
	.copy("/spec/template/spec/containers/10/image", "/metadata/labels/image")
	.copy("/spec/template/spec/containers/0", "/spec/template/spec/containers/-")
	.copy("/spec/replicas", "/spec/minReadySeconds")
	.replace("/spec/strategy/rollingUpdate/maxSurge", "25%")
	.replace("/spec/strategy/rollingUpdate/maxSurge", 1)
	.replace("/spec/template/spec/containers/0/resources/limits/cpu", 1)
	.add("/metadata/labels/-", "a label may have any name")
	.remove("/metadata/labels/-1")
	.add("/metadata/managedFields/0/fieldsV1/f:spec/anything", [1])
	.test("/metadata/creationTimestamp", null);
// What is known at run time only is let through as far as the rest is right.
declare const index: number;
declare const key: string;
typed
	.replace(pointer("spec", "template", "spec", "containers", index, "image"), "nginx:2")
	.remove(pointer("metadata", "finalizers", index))
	.remove(pointer("metadata", "labels", key))
	.replace(pointer("spec", key), 3)
	.remove(path)
	.move(path, path)
	.copy(path, "/spec/paused")
	.copy("/spec/paused", path);
// @ts-expect-error No such member.
typed.remove("/spec/replicaz");
// @ts-expect-error No such source.
typed.move("/spec/replicaz", "/spec/replicas");
// @ts-expect-error No such target.
typed.move("/spec/replicas", "/spec/replicaz");
// @ts-expect-error No such source.
typed.copy("/spec/replicaz", "/spec/replicas");
// @ts-expect-error A number is no boolean.
typed.copy("/spec/replicas", "/spec/paused");
// @ts-expect-error Nor is it one that was moved.
typed.move("/spec/replicas", "/spec/paused");
// @ts-expect-error No such member to test.
typed.test("/spec/replicaz", null);
// @ts-expect-error The member of a list has a number.
typed.replace("/spec/template/spec/containers/x/image", "1");
// @ts-expect-error A number is not negative.
typed.replace("/spec/template/spec/containers/-1/image", "1");
// @ts-expect-error A number has no zero before it.
typed.replace("/spec/template/spec/containers/01/image", "1");
// @ts-expect-error A number is whole.
typed.remove("/spec/template/spec/containers/1.5");
// @ts-expect-error Nor is it written in another way.
typed.remove("/spec/template/spec/containers/1e1");
// @ts-expect-error A list has no name.
typed.remove("/spec/template/spec/containers/length");
// @ts-expect-error A text has no members.
typed.remove("/metadata/name/length");
// @ts-expect-error Nor has a quantity.
typed.remove("/spec/template/spec/containers/0/resources/limits/cpu/length");
// @ts-expect-error Nor has one of several texts.
typed.remove("/spec/template/spec/restartPolicy/length");
// @ts-expect-error A pointer begins with a slash.
typed.remove("spec/paused");
// @ts-expect-error Nothing is behind the end of a list.
typed.add("/spec/template/spec/containers/-/image", "1");
// @ts-expect-error Nothing is at the end of a list.
typed.remove("/spec/template/spec/containers/-");
// @ts-expect-error Nothing can be replaced there.
typed.replace("/spec/template/spec/containers/-", { name: "c" });
// @ts-expect-error Nothing can be copied from there.
typed.copy("/metadata/finalizers/-", "/metadata/labels/a");
// @ts-expect-error A Deployment has a selector.
typed.remove("/spec/selector");
// @ts-expect-error Whatever has been moved is gone.
typed.move("/spec/selector", "/spec/template/metadata");
// @ts-expect-error An object has a kind.
typed.remove("/kind");
// @ts-expect-error An object has metadata.
typed.remove("/metadata");
// @ts-expect-error A container has a name.
typed.remove("/spec/template/spec/containers/0/name");
// @ts-expect-error There would be no object.
typed.remove("");

// Kinds of one's own, with parts that have no type.
interface Loose extends CustomObject {
	apiVersion: "example.com/v1";
	kind: "Loose";
	spec: { size: number; any?: unknown; extension?: RawExtension; value?: JsonValue; choice?: { a?: number } | { b: string } };
}
jsonPatch<Loose>()
	.remove("/spec/any/whatever/0/-")
	.replace("/spec/any/-1/a", 1)
	.add("/spec/any/list/-", 1)
	.remove("/spec/extension/anything")
	.copy("/spec/any/x", "/spec/size")
	.copy("/spec/size", "/spec/extension/size")
	.test("/spec/value/deep/er", { a: 1 })
	.remove("/spec/choice/a")
	.replace("/spec/choice/b", "x");
// @ts-expect-error No such member.
jsonPatch<Loose>().remove("/spec/anny");
// @ts-expect-error It must stay.
jsonPatch<Loose>().remove("/spec/size");
jsonPatch<Widget>().remove("/spec/size").remove("/spec/parts/0").add("/spec/parts/-", { name: "a", weight: 1 });
// @ts-expect-error A part has a weight.
jsonPatch<Widget>().remove("/spec/parts/0/weight");
jsonPatch<DynamicObject>().remove("/spec/whatever").replace("/data/a", 1).remove("/metadata/labels/a");
// @ts-expect-error Metadata are typed.
jsonPatch<DynamicObject>().remove("/metadata/lables");
jsonPatch<PartialObjectMetadata<Pod>>().remove("/metadata/labels/a");
// @ts-expect-error There is no more of it.
jsonPatch<PartialObjectMetadata<Pod>>().remove("/spec");
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
