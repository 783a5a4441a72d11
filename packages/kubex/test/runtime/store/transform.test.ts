import { Pod } from "kubex/k8s/v1_35/core/v1";
import { type Change, type DeepReadonly, dropManagedFields, mutable } from "kubex/runtime";
import { describe, expect, test, vi } from "vitest";
import { ObjectStore } from "../../../src/runtime/store/object-store.ts";
import { cachedPod } from "../../support/cached-pod.ts";

const onError = (error: Error): void => {
	throw error;
};

test("ST-10 a transform runs once for each state that comes in, before the indexes, and never for one that is held", () => {
	const transform = vi.fn<(pod: Pod) => Pod>((pod) => {
		pod.metadata.labels = { seen: "yes" };
		return pod;
	});
	const store = new ObjectStore(Pod, {
		transform,
		indexes: { seen: ({ metadata }) => [metadata.labels?.["seen"] ?? ""] },
		onError,
	});
	store.apply(store.admit(cachedPod()), []);
	store.replace([store.admit(cachedPod({ resourceVersion: "2" })), store.admit(cachedPod({ name: "b", uid: "b" }))], []);
	expect(store.by("seen", "yes").length).toBe(2);
	store.replace([], []);
	expect(transform).toHaveBeenCalledTimes(3);
	store.apply(store.admit(cachedPod()), []);
	const changes: Change<DeepReadonly<Pod>>[] = [];
	store.remove(store.admit(cachedPod({ resourceVersion: "3" })), changes);
	expect(changes).toMatchObject([{ type: "delete", object: { metadata: { labels: { seen: "yes" } } } }]);
});

test("ST-10 what is kept may be of another type", () => {
	const store = new ObjectStore(Pod, {
		transform: ({ metadata, spec }: Pod) => ({ metadata, images: spec?.containers.map(({ image }) => image) ?? [] }),
		indexes: { image: ({ images }) => images.flatMap((image) => image ?? []) },
		onError,
	});
	store.apply(store.admit(cachedPod()), []);
	expect(store.get("web", "default")?.images).toEqual(["nginx"]);
	expect(store.by("image", "nginx").length).toBe(1);
});

test.each(["name", "namespace", "uid", "resourceVersion"] as const)(
	"ST-10 a transform that changes the %s is refused",
	(member) => {
		const store = new ObjectStore(Pod, {
			transform: (pod: Pod) => {
				pod.metadata[member] = "other";
				return pod;
			},
			onError,
		});
		expect(() => store.admit(cachedPod())).toThrow(new RegExp(`metadata.${member}: ".*" became "other"`));
	},
);

test("ST-10 dropManagedFields keeps all but the managed fields", () => {
	const pod = cachedPod({ managedFields: [{ manager: "me" }] });
	expect(Object.hasOwn(dropManagedFields(pod).metadata, "managedFields")).toBe(false);
	expect(pod).toEqual(cachedPod());
	expect(dropManagedFields(cachedPod())).toEqual(cachedPod());
});

describe("ST-11", () => {
	const frozen = () => {
		const store = new ObjectStore(Pod, { freeze: true, transform: dropManagedFields, onError });
		store.apply(store.admit(cachedPod({ labels: { a: "b" }, managedFields: [{}] })), []);
		return store.get("web", "default") as DeepReadonly<Pod>;
	};

	test("with `freeze`, changing what is held throws, at any depth", () => {
		const pod = frozen() as Pod;
		expect(() => (pod.metadata.labels = {})).toThrow(TypeError);
		expect(() => ((pod.metadata.labels as Record<string, string>)["a"] = "c")).toThrow(TypeError);
		expect(() => pod.spec?.containers.push({ name: "x" })).toThrow(TypeError);
		expect(() => delete pod.spec?.containers[0]?.image).toThrow(TypeError);
	});

	test("without it, objects are those that came in", () => {
		const store = new ObjectStore(Pod, { onError });
		const pod = cachedPod();
		store.apply(pod, []);
		expect(store.get("web", "default")).toBe(pod);
		expect(Object.isFrozen(pod)).toBe(false);
	});

	test("a copy can be changed, and what is held stays as it is", () => {
		const held = frozen();
		const copy: Pod = mutable(held);
		expect(copy).toEqual(held);
		copy.metadata.labels = { a: "c" };
		copy.spec?.containers.push({ name: "x" });
		expect(held.metadata.labels).toEqual({ a: "b" });
		expect(held.spec?.containers.length).toBe(1);
	});

	test("JS-8 a copy has the labels that are named like what every object inherits", () => {
		const labels = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
		const copy = mutable<Pod>(cachedPod({ labels }));
		expect(Object.entries(copy.metadata.labels ?? {})).toEqual(Object.entries(labels));
	});
});
