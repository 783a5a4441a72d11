import { expect } from "vitest";
import { check } from "./check.ts";
import { type MergedList, mergedLists } from "./merge-keys.ts";
import type { Json } from "./patches.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const namespace = await server.namespace();
const strategic = "application/strategic-merge-patch+json";

/** Why a list has no case of its own. */
const unreachable: ReadonlyMap<string, string> = new Map([
	["ComponentStatus.conditions", "it is not stored"],
	["ContainerStatus.allocatedResourcesStatus", "it is a list within a list that is replaced"],
	["ContainerStatus.volumeMounts", "it is a list within a list that is replaced"],
	["EphemeralContainer.env", "an ephemeral container is never changed"],
	["EphemeralContainer.ports", "an ephemeral container has no ports"],
	["EphemeralContainer.volumeDevices", "an ephemeral container is never changed"],
	["EphemeralContainer.volumeMounts", "an ephemeral container is never changed"],
	["JSONSchemaProps.x-kubernetes-validations", "it is below a list that is replaced"],
	["NodeSpec.podCIDRs", "it is set once"],
	["PodSpec.ephemeralContainers", "client-subresources.test.ts adds one after the other"],
	["ObjectMeta.ownerReferences", "patch-strategic.test.ts has it, with owners that exist"],
	["PodStatus.resourceClaimStatuses", "it belongs to claims of the specification"],
	["ServiceCIDRStatus.conditions", "the Services of other tests would have its addresses"],
	["CSINodeStatus.storageHealth", "it is new in 1.37, and off"],
	["DeviceTaintRuleStatus.conditions", "it is new in 1.37, and off"],
	["JobSchedulingConfiguration.resourceClaims", "it is new in 1.37, and off"],
	["MutatingAdmissionPolicySpec.matchConditions", "it is new in 1.37"],
	["NodeAllocatableResourceClaimStatus.mapping", "it is new in 1.37, and off"],
	["NodeAllocatableResourceClaimStatus.overhead", "it is new in 1.37, and off"],
	["PodCertificateRequestStatus.conditions", "it is new in 1.37"],
	["PodSpec.evictionResponders", "it is new in 1.37, and off"],
	["PodStatus.nodeAllocatableResourceClaimStatuses", "it is new in 1.37, and off"],
	["PodVolumeHealth.healthConditions", "it is new in 1.37, and off"],
	["StorageVersionMigrationStatus.conditions", "it is new in 1.37"],
	["VolumeHealthStatus.healthConditions", "it is new in 1.37, and off"],
	["ResourceClaimStatus.reservedFor", "it belongs to an allocation"],
]);

/** Every merged list of the kinds that the server serves, as its own description has them. */
async function describedLists(): Promise<ReadonlySet<string>> {
	const { paths } = (await raw("GET", "/openapi/v3")).body as { paths: Record<string, { serverRelativeURL: string }> };
	const fields = new Set<string>();
	for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
		// What other tests add to the API has no strategies.
		if (!/^api\/v1$|^apis\/([a-z]+|[a-z.]+\.k8s\.io)\/v\d+$/.test(path)) continue;
		const { components } = (await raw("GET", serverRelativeURL)).body as Json;
		for (const [definition, schema] of Object.entries<Json>(components?.schemas ?? {})) {
			for (const [member, { "x-kubernetes-patch-strategy": strategy, type }] of Object.entries<Json>(schema.properties ?? {})) {
				const isMerged = type === "array" && strategy?.split(",").includes("merge");
				if (isMerged) fields.add(`${definition.slice(definition.lastIndexOf(".") + 1)}.${member}`);
			}
		}
	}
	return fields;
}

check("L5 every merge key of the description has its case", async () => {
	const cases = new Set(mergedLists.map(({ field }) => field));
	const described = await describedLists();
	expect(described.size).toBeGreaterThan(40);
	expect([...described].filter((field) => !cases.has(field) && !unreachable.has(field))).toEqual([]);
});

// Claims of resources are part of the API since 1.34.
const served = mergedLists.filter(({ field }) => server.minor >= 34 || field !== "PodSpec.resourceClaims");

for (const list of served) {
	check(`L5 ${list.field} is merged by ${list.key ?? "value"}`, async () => {
		const path = await create(list);
		for (let attempt = 0; ; attempt++) {
			try {
				await patchList(list, path);
				return;
			} catch (error) {
				// Some controllers write the status of what they see, in between.
				if (list.subresource === undefined || attempt === 4) throw error;
			}
		}
	});
}

let count = 0;
async function create({ collection, scope, object }: MergedList): Promise<string> {
	const slash = collection.lastIndexOf("/");
	const version = collection.slice(0, slash);
	const where = scope === "Cluster" ? "" : `/namespaces/${namespace}`;
	const root = `/${version.includes("/") ? "apis" : "api"}/${version}${where}${collection.slice(slash)}`;
	const { metadata, ...rest }: Json = object;
	const body = { ...rest, metadata: { name: `merged-${count++}-${namespace}`, ...metadata } };
	const created = await raw("POST", root, { body });
	expect([created.status, created.status === 201 ? "" : created.text]).toEqual([201, ""]);
	const path = `${root}/${(created.body as Json).metadata.name}`;
	if (scope === "Cluster") server.finally(() => raw("DELETE", path));
	return path;
}

async function patchList(list: MergedList, path: string): Promise<void> {
	const { key, items, changed, added, grows = false } = list;
	const patch = async (elements: unknown, directives: object = {}): Promise<readonly Json[]> => {
		const { body: current } = await raw("GET", path);
		const body = patchAt(list.path, current, elements, { ...directives, ...list.beside });
		const answer = await raw("PATCH", path + (list.subresource ?? ""), { headers: { "content-type": strategic }, body });
		expect([answer.status, answer.status === 200 ? "" : answer.text]).toEqual([200, ""]);
		return list.path.split(".").reduce((value: Json, member) => value?.[member], answer.body);
	};
	if (key === undefined) {
		server.finally(() => raw("PATCH", path, { headers: { "content-type": strategic }, body: patchAt(list.path, {}, null, {}) }));
		const member = list.path.split(".").at(-1) ?? "";
		await patch([items[0]]);
		expect(new Set(await patch([items[1]]))).toEqual(new Set(items));
		const patched = await patch([added], { [`$deleteFromPrimitiveList/${member}`]: [items[0]] });
		expect(new Set(patched)).toEqual(new Set([items[1], added]));
		return;
	}
	const [first, second] = items as readonly [Json, Json];
	const elementOf = (elements: readonly Json[], { [key]: value }: Json): Json =>
		elements.find((element) => element[key] === value);
	await patch([first]);
	const both = await patch(grows ? [first, second] : [second]);
	for (const item of [first, second]) expect(elementOf(both, item)).toMatchObject(item);
	if (grows) return;
	const patched = await patch([changed, added, { [key]: first[key], $patch: "delete" }]);
	expect(elementOf(patched, first)).toBeUndefined();
	expect(elementOf(patched, second)).toMatchObject({ ...second, ...(changed as object) });
	expect(elementOf(patched, added as Json)).toMatchObject(added as object);
}

/** A patch of the list at a path; elements on the way are named as those of the object are. */
function patchAt(path: string, current: Json, elements: unknown, beside: object): Json {
	const [member = "", ...rest] = path.split(".");
	if (rest.length === 0) return { ...beside, [member]: elements };
	if (rest[0] !== "0") return { [member]: patchAt(rest.join("."), current[member], elements, beside) };
	const [element] = current[member];
	return { [member]: [{ name: element.name, ...patchAt(rest.slice(1).join("."), element, elements, beside) }] };
}
