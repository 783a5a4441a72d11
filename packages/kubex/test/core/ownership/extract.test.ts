import fc from "fast-check";
import { extract } from "kubex";
import type { Deployment } from "kubex/k8s/v1_35/apps/v1";
import type { FieldsV1, KubernetesObject, ManagedFieldsEntry } from "kubex/meta";
import { describe, expect, test } from "vitest";
import { appliedState } from "../../support/applied-state.ts";

const entry = (manager: string, fieldsV1: FieldsV1, more: ManagedFieldsEntry = {}): ManagedFieldsEntry => ({
	manager,
	operation: "Apply",
	apiVersion: "apps/v1",
	fieldsType: "FieldsV1",
	fieldsV1,
	...more,
});

const deployment = (managedFields: ManagedFieldsEntry[]): Deployment =>
	({
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: {
			name: "web",
			namespace: "default",
			uid: "u",
			resourceVersion: "7",
			labels: { mine: "a", theirs: "b" },
			finalizers: ["example.com/mine", "example.com/theirs"],
			managedFields,
		},
		spec: {
			replicas: 3,
			selector: { matchLabels: { app: "web" } },
			template: {
				spec: {
					containers: [
						{ name: "theirs", image: "x" },
						{ name: "mine", image: "y", ports: [{ containerPort: 80, protocol: "TCP", name: "http" }] },
					],
				},
			},
		},
		status: { replicas: 3 },
	}) as unknown as Deployment;

const own: FieldsV1 = {
	"f:metadata": { "f:labels": { "f:mine": {} }, "f:finalizers": { 'v:"example.com/mine"': {} } },
	"f:spec": {
		"f:selector": {},
		"f:template": {
			"f:spec": {
				"f:containers": {
					'k:{"name":"mine"}': {
						".": {},
						"f:name": {},
						"f:image": {},
						"f:ports": { 'k:{"containerPort":80,"protocol":"TCP"}': { ".": {}, "f:containerPort": {} } },
					},
				},
			},
		},
	},
};

describe("extract", () => {
	test("GAP-05 gives what a manager has applied, and the keys of its items", () => {
		const others = entry("other", { "f:spec": { "f:replicas": {} } });
		expect(extract(deployment([others, entry("me", own)]), "me")).toEqual({
			apiVersion: "apps/v1",
			kind: "Deployment",
			metadata: { name: "web", namespace: "default", labels: { mine: "a" }, finalizers: ["example.com/mine"] },
			spec: {
				selector: { matchLabels: { app: "web" } },
				template: {
					spec: { containers: [{ name: "mine", image: "y", ports: [{ containerPort: 80 }] }] },
				},
			},
		});
	});

	test("GAP-05 leaves the name where there is nothing, as of an update or another subresource", () => {
		const name = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "default" } };
		expect(extract(deployment([]), "me")).toEqual(name);
		expect(extract(deployment([entry("me", own, { operation: "Update" })]), "me")).toEqual(name);
		expect(extract(deployment([entry("me", own, { subresource: "status" })]), "me")).toEqual(name);
		expect(extract(deployment([entry("me", own)]), "me", { subresource: "status" })).toEqual(name);
	});

	test("GAP-05 gives what was applied through a subresource", () => {
		const status = entry("me", { "f:status": { "f:replicas": {} } }, { subresource: "status" });
		expect(extract(deployment([entry("me", own), status]), "me", { subresource: "status" })).toMatchObject({
			metadata: { name: "web" },
			status: { replicas: 3 },
		});
	});

	test("GAP-05 what is no longer there is left out", () => {
		const gone = { "f:spec": { "f:paused": {}, "f:replicas": {} }, "f:metadata": { "f:finalizers": { 'v:"gone"': {} } } };
		expect(extract(deployment([entry("me", gone)]), "me")).toMatchObject({ metadata: { finalizers: [] }, spec: { replicas: 3 } });
	});

	test("GAP-05 of an object that others fill, only that it is there", () => {
		const labels = entry("me", { "f:metadata": { "f:labels": {} } });
		const others = entry("other", { "f:metadata": { "f:labels": { "f:theirs": {} } } }, { operation: "Update" });
		expect(extract(deployment([labels, others]), "me").metadata.labels).toEqual({});
		expect(extract(deployment([labels]), "me").metadata.labels).toEqual({ mine: "a", theirs: "b" });
	});

	test("GAP-05 an item of which nothing else is owned keeps its keys", () => {
		const item = { "f:spec": { "f:template": { "f:spec": { "f:containers": { 'k:{"name":"mine"}': { "f:image": {} } } } } } };
		expect(extract(deployment([entry("me", item)]), "me").spec?.template?.spec?.containers).toEqual([
			{ name: "mine", image: "y" },
		]);
	});

	test("GAP-05 another version is refused, since its fields may be called otherwise", () =>
		expect(() => extract(deployment([entry("me", own, { apiVersion: "apps/v1beta1" })]), "me")).toThrow(/apps\/v1beta1/));

	test("GAP-05 the object stays as it is, whatever is done with the configuration", () => {
		const object = deployment([entry("me", own)]);
		const mine = extract(object, "me");
		if (mine.spec?.selector?.matchLabels !== undefined) mine.spec.selector.matchLabels["app"] = "changed";
		expect(object.spec?.selector.matchLabels).toEqual({ app: "web" });
	});

	test("GAP-05 whatever was applied, and whatever others added, what was applied comes back", () =>
		fc.assert(
			fc.property(appliedState, ({ applied, fields, others, merged }) => {
				const object = {
					apiVersion: "apps/v1",
					kind: "Deployment",
					metadata: { name: "web", managedFields: [entry("other", { "f:spec": others }), entry("me", { "f:spec": fields })] },
					spec: merged,
				} as KubernetesObject;
				expect((extract(object, "me") as { spec?: unknown }).spec).toEqual(applied);
			}),
		));
});
