import fc from "fast-check";
import type { Pod } from "kubex/k8s/v1_35/core/v1";
import type { Change, DeepReadonly } from "kubex/runtime";
import type { ObjectStore } from "../../src/runtime/store/object-store.ts";
import { cachedPod } from "./cached-pod.ts";

/** One thing that happens to a store. */
export type Step =
	| {
			readonly kind: "write" | "end" | "leave" | "recreate" | "late" | "repeat" | "missed";
			readonly namespace: string;
			readonly name: string;
	  }
	| { readonly kind: "relist"; readonly namespace: string | undefined };

const namespaces = fc.constantFrom("a", "b");
const names = fc.constantFrom("x", "y", "z");

/** Histories of a few names in two namespaces: live events, some late or repeated, some missed until a relist shows them. */
export const histories: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{
			weight: 6,
			arbitrary: fc.record({
				kind: fc.constantFrom("write", "end", "leave", "recreate", "late", "repeat", "missed"),
				namespace: namespaces,
				name: names,
			}),
		},
		{ weight: 1, arbitrary: fc.record({ kind: fc.constant("relist"), namespace: fc.option(namespaces, { nil: undefined }) }) },
	),
	{ maxLength: 40 },
);

/** A server's state, which tells a store of most of what happens to it. */
export class ToldServer {
	/** What the store should hold: what the server has told it of. */
	readonly told = new Map<string, Pod>();
	readonly #actual = new Map<string, Pod>();
	#revision = 8;
	#uids = 0;

	/** Lets a step happen; returns what the store says has changed. */
	run(step: Step, store: ObjectStore<Pod>): Change<DeepReadonly<Pod>>[] {
		const changes: Change<DeepReadonly<Pod>>[] = [];
		if (step.kind === "relist") {
			const listed = [...this.#actual].filter(
				([, pod]) => step.namespace === undefined || pod.metadata.namespace === step.namespace,
			);
			for (const [key, pod] of this.told) {
				if (step.namespace === undefined || pod.metadata.namespace === step.namespace) this.told.delete(key);
			}
			for (const [key, pod] of listed) this.told.set(key, pod);
			store.replace(
				listed.map(([, pod]) => structuredClone(pod)),
				changes,
				{ namespace: step.namespace },
			);
			return changes;
		}
		const key = `${step.namespace}/${step.name}`;
		const [current, told] = [this.#actual.get(key), this.told.get(key)];
		switch (step.kind) {
			case "write":
			case "recreate": {
				const pod = this.#next(step, step.kind === "write" ? current?.metadata.uid : undefined);
				this.#actual.set(key, pod);
				this.told.set(key, pod);
				store.apply(pod, changes);
				break;
			}
			case "missed":
				if (current !== undefined && this.#revision % 2 === 0) this.#actual.delete(key);
				else this.#actual.set(key, this.#next(step, this.#revision % 3 === 0 ? undefined : current?.metadata.uid));
				this.#revision += 1;
				break;
			case "end":
				if (current === undefined) break;
				this.#actual.delete(key);
				this.told.delete(key);
				store.remove(this.#next(step, current.metadata.uid), changes);
				break;
			case "leave":
				// No selector chooses it any more, until the next write, or a relist.
				if (current === undefined) break;
				this.told.delete(key);
				store.remove(this.#next(step, current.metadata.uid), changes);
				break;
			case "late":
				// What came before the state that is held, of this object or of one before it.
				if (told !== undefined) store.apply({ ...told, metadata: { ...told.metadata, resourceVersion: "7" } }, changes);
				if (told !== undefined)
					store.remove({ ...told, metadata: { ...told.metadata, uid: "u0", resourceVersion: "7" } }, changes);
				break;
			case "repeat":
				if (told !== undefined) store.apply(structuredClone(told), changes);
				break;
		}
		return changes;
	}

	#next({ namespace, name }: { readonly namespace: string; readonly name: string }, uid: string | undefined): Pod {
		this.#revision += 1;
		return cachedPod({ namespace, name, uid: uid ?? `u${++this.#uids}`, resourceVersion: `${this.#revision}` });
	}
}
