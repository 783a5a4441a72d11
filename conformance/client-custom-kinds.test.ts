import {
	Api,
	addFinalizer,
	ConflictError,
	type CustomObject,
	createOrUpdate,
	defineResource,
	ensureDeleted,
	extract,
	type Input,
	isStatus,
	jsonPatch,
	mergePatch,
	NotFoundError,
	removeFinalizer,
	strategicMergePatch,
	UnprocessableEntityError,
	UnsupportedOperationError,
	update,
} from "kubex";
import { CustomResourceDefinition } from "kubex/k8s/v1_35/apiextensions/v1";
import { conditions, waitFor } from "kubex/runtime";
import { expect } from "vitest";
import { check } from "./check.ts";
import { failureOf } from "./failure.ts";
import { openServer } from "./server.ts";

interface Widget extends CustomObject<"Namespaced", "status" | "scale"> {
	apiVersion: "widgets.kubex.example/v1";
	kind: "Widget";
	spec: { size: number; colours?: string[]; replicas?: number };
	status?: { ready?: boolean; replicas?: number };
}

const Widget = defineResource<Widget>({
	group: "widgets.kubex.example",
	version: "v1",
	kind: "Widget",
	plural: "widgets",
	scope: "Namespaced",
	subresources: ["status", "scale"],
});

const server = await openServer();
const { client } = server;
const namespace = await server.namespace();
const widgets = new Api(Widget, { client, namespace });
const names = { plural: "widgets", singular: "widget", kind: "Widget", shortNames: ["wg"] };

/** Has the server know Widgets; once, by the first test that asks. */
let served: Promise<void> | undefined;
function serveWidgets(): Promise<void> {
	served ??= (async () => {
		const definitions = new Api(CustomResourceDefinition, { client });
		const name = `widgets.${Widget.group}`;
		const integer = { type: "integer" } as const;
		server.finally(() => definitions.delete(name));
		await definitions.create({
			metadata: { name },
			spec: {
				group: Widget.group,
				names,
				scope: "Namespaced",
				versions: [
					{
						name: "v1",
						served: true,
						storage: true,
						subresources: {
							status: {},
							scale: { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" },
						},
						schema: {
							openAPIV3Schema: {
								type: "object",
								properties: {
									spec: {
										type: "object",
										required: ["size"],
										properties: {
											size: integer,
											colours: { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" },
											replicas: { type: "integer", default: 1 },
										},
									},
									status: { type: "object", properties: { ready: { type: "boolean" }, replicas: integer } },
								},
							},
						},
					},
				],
			},
		});
		await waitFor(definitions, name, conditions.established(), { timeout: 30_000 });
		// The server learns to serve the endpoint a little later than it says so.
		await expect
			.poll(
				() =>
					widgets.list().then(
						() => true,
						() => false,
					),
				{ timeout: 30_000 },
			)
			.toBe(true);
	})();
	return served;
}

check("CR-01 a custom kind is created, read, listed, replaced and deleted [needs:crd]", async () => {
	await serveWidgets();
	const created = await widgets.create({ metadata: { name: "a" }, spec: { size: 1 } });
	expect(created).toMatchObject({ apiVersion: "widgets.kubex.example/v1", kind: "Widget", spec: { size: 1, replicas: 1 } });
	const read = await widgets.get("a");
	read.spec.size = 2;
	await widgets.replace("a", read);
	expect(await failureOf(widgets.replace("a", read))).toBeInstanceOf(ConflictError);
	const list = await widgets.list();
	expect(list.kind).toBe("WidgetList");
	expect(list.items.map(({ kind, metadata, spec }) => [kind, metadata.name, spec.size])).toEqual([["Widget", "a", 2]]);
	expect(isStatus(await widgets.delete("a"))).toBe(true);
	expect(await widgets.getOrUndefined("a")).toBeUndefined();
	expect(await failureOf(widgets.create({ metadata: { name: "b" }, spec: {} } as never))).toBeInstanceOf(
		UnprocessableEntityError,
	);
});

check("CR-02 every patch but a strategic one, and apply, fit it [needs:crd]", async () => {
	await serveWidgets();
	await widgets.create({ metadata: { name: "p" }, spec: { size: 1, colours: ["red"] } });
	expect((await widgets.patch("p", mergePatch({ spec: { size: 2 } }))).spec).toMatchObject({ size: 2, colours: ["red"] });
	expect((await widgets.patch("p", jsonPatch<Widget>().replace("/spec/size", 3))).spec.size).toBe(3);
	await expect(widgets.patch("p", strategicMergePatch({}) as never)).rejects.toThrow(UnsupportedOperationError);
	const mine = { metadata: { name: "p" }, spec: { colours: ["blue"] } };
	const applied = await widgets.apply(mine, { fieldManager: "me", force: true });
	expect(applied.spec).toEqual({ size: 3, colours: ["red", "blue"], replicas: 1 });
	expect(extract(applied, "me")).toMatchObject(mine);
	const conflict = failureOf(widgets.apply({ metadata: { name: "p" }, spec: { size: 9 } }, { fieldManager: "other" }));
	expect(await conflict).toBeInstanceOf(ConflictError);
});

check("CR-03 status and scale have their endpoints [needs:crd]", async () => {
	await serveWidgets();
	await widgets.create({ metadata: { name: "s" }, spec: { size: 1 }, status: { ready: true } });
	const patched = await widgets.status.patch("s", mergePatch({ spec: { size: 5 }, status: { ready: false, replicas: 2 } }));
	expect([patched.spec.size, patched.status]).toEqual([1, { ready: false, replicas: 2 }]);
	const scale = await widgets.scale.set("s", 4);
	expect([scale.kind, scale.spec, scale.status?.replicas]).toEqual(["Scale", { replicas: 4 }, 2]);
	expect((await widgets.get("s")).spec.replicas).toBe(4);
});

check("CR-04 what reads and writes again fits it as well [needs:crd]", async () => {
	await serveWidgets();
	const desired = (current: Widget | undefined): Input<Widget> => ({
		...current,
		metadata: { ...current?.metadata },
		spec: { size: 7, replicas: 1 },
	});
	expect((await createOrUpdate(widgets, "u", desired)).operation).toBe("created");
	expect((await createOrUpdate(widgets, "u", desired)).operation).toBe("unchanged");
	expect((await update(widgets, "u", (object) => void (object.spec.size = 8))).spec.size).toBe(8);
	await addFinalizer(widgets, "u", "kubex.example/hold");
	expect((await widgets.metadata.delete("u")).kind).toBe("PartialObjectMetadata");
	await removeFinalizer(widgets, "u", "kubex.example/hold");
	await ensureDeleted(widgets, "u");
	expect(await failureOf(widgets.get("u"))).toBeInstanceOf(NotFoundError);
});
