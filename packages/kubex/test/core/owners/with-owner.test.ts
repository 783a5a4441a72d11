import { AlreadyOwnedError, controllerOf, KubexError, ownerReference, withOwner, withoutOwner } from "kubex";
import type { KubernetesObject, ObjectMeta, OwnerReference } from "kubex/meta";
import { describe, expect, test } from "vitest";

const object = (apiVersion: string, kind: string, metadata: ObjectMeta): KubernetesObject => ({ apiVersion, kind, metadata });
const web = object("apps/v1", "Deployment", { name: "web", namespace: "shop", uid: "u1" });
const node = object("v1", "Node", { name: "n", uid: "u2" });
const reference: OwnerReference = { apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "u1" };
const other: OwnerReference = { apiVersion: "v1", kind: "ConfigMap", name: "x", uid: "u3" };
const dependent = (ownerReferences?: OwnerReference[]): { metadata: ObjectMeta } => ({
	metadata: { name: "d", namespace: "shop", ...(ownerReferences && { ownerReferences }) },
});

describe("ownerReference", () => {
	test("AP-6 says who the owner is and nothing that was not asked for", () => {
		expect(ownerReference(web)).toEqual(reference);
		expect(ownerReference(web, { controller: true })).toEqual({ ...reference, controller: true, blockOwnerDeletion: true });
		expect(ownerReference(web, { controller: true, blockOwnerDeletion: false })).toEqual({ ...reference, controller: true });
		expect(ownerReference(web, { blockOwnerDeletion: true })).toEqual({ ...reference, blockOwnerDeletion: true });
	});

	test.each(["apiVersion", "kind", "name", "uid"])("AP-6 an owner without its %s is refused by that name", (member) => {
		const without = structuredClone(web) as unknown as Record<string, unknown> & { metadata: Record<string, unknown> };
		delete (member in without ? without : without.metadata)[member];
		expect(() => ownerReference(without as unknown as KubernetesObject)).toThrow(new RegExp(`no ${member}$`));
	});
});

describe("withOwner", () => {
	test("AP-6 adds the owner beside the others, to a copy", () => {
		const before = dependent([other]);
		const after = withOwner(before, web);
		expect(after.metadata.ownerReferences).toEqual([other, reference]);
		expect(before).toEqual(dependent([other]));
	});

	test("AP-6 an owner of the same uid is replaced in its place", () => {
		const old = { ...reference, name: "renamed", apiVersion: "apps/v1beta1" };
		const { metadata } = withOwner(dependent([old, other]), web, { controller: true });
		expect(metadata.ownerReferences).toEqual([{ ...reference, controller: true, blockOwnerDeletion: true }, other]);
	});

	test("AP-6 an owner of the same group, kind and name is replaced, whatever its version and uid", () => {
		const old = { ...reference, uid: "older", apiVersion: "apps/v1beta1", controller: true };
		const { metadata } = withOwner(dependent([other, old]), web, { controller: true });
		expect(metadata.ownerReferences).toEqual([other, { ...reference, controller: true, blockOwnerDeletion: true }]);
	});

	test("AP-6 an owner of another group is another one", () => {
		const alike = { ...reference, uid: "u9", apiVersion: "apps.example.com/v1" };
		expect(withOwner(dependent([alike]), web).metadata.ownerReferences).toEqual([alike, reference]);
	});

	test("AP-6 several references to one owner become one", () => {
		const twice = [{ ...reference, uid: "older" }, other, reference];
		expect(withOwner(dependent(twice), web).metadata.ownerReferences).toEqual([reference, other]);
	});

	test("AP-6 a second controller is refused, a second owner is not", () => {
		const owned = dependent([{ ...other, controller: true }]);
		const attempt = (): unknown => withOwner(owned, web, { controller: true });
		expect(attempt).toThrow(AlreadyOwnedError);
		expect(attempt).toThrow(KubexError);
		expect(attempt).toThrow('"d" is controlled by the ConfigMap "x" already');
		expect(withOwner(owned, web).metadata.ownerReferences).toHaveLength(2);
	});

	test("AP-6 an owner in another namespace is refused", () => {
		const elsewhere = { metadata: { name: "d", namespace: "other" } };
		expect(() => withOwner(elsewhere, web)).toThrow(TypeError);
		expect(() => withOwner(elsewhere, web)).toThrow(
			/namespace "other" cannot belong to the Deployment "web" in the namespace "shop"/,
		);
	});

	test("AP-6 an object without a namespace gets that of its owner, and none of an owner without one", () => {
		expect(withOwner({ metadata: { name: "d" } }, web).metadata.namespace).toBe("shop");
		expect(withOwner({ metadata: { name: "d" } }, node).metadata).not.toHaveProperty("namespace");
		expect(withOwner(dependent(), node).metadata.namespace).toBe("shop");
	});
});

describe("withoutOwner and controllerOf", () => {
	test("AP-6 an owner goes and the others stay; a list that is empty goes as well", () => {
		expect(withoutOwner(dependent([other, reference]), web).metadata.ownerReferences).toEqual([other]);
		expect(withoutOwner(dependent([reference]), web).metadata).not.toHaveProperty("ownerReferences");
	});

	test("AP-6 an object that belongs to others is left as it is", () => {
		const before = dependent([other]);
		expect(withoutOwner(before, web)).toBe(before);
	});

	test("AP-6 the controller is the one owner that says so", () => {
		expect(controllerOf(dependent())).toBeUndefined();
		expect(controllerOf(dependent([other, { ...reference, controller: true }]))?.uid).toBe("u1");
	});
});
