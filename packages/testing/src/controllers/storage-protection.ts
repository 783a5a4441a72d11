import { valueAt } from "../registry/changes.ts";
import type { Services } from "../registry/services.ts";
import { structureAt, structuresAt } from "../schema/defaults/with-members.ts";
import type { Store, StoreEvent } from "../storage/store.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { Controller } from "./controller.ts";
import { releaseFinalizer } from "./release-finalizer.ts";

const claims = "/persistentvolumeclaims";
const volumes = "/persistentvolumes";
const pods = "/pods";

/** Lets deleted claims go when no scheduled Pod uses them, and deleted volumes when they are bound to no claim. */
export class StorageProtection implements Controller {
	readonly #store: Store;

	constructor({ store }: Services) {
		this.#store = store;
	}

	observe({ collection, current }: StoreEvent): boolean {
		if (collection === claims || collection === volumes) return current !== undefined && isDeleted(current);
		return collection === pods && current === undefined;
	}

	reconcile(): void {
		for (const claim of Array.from(this.#store.range(claims, ""))) {
			if (isDeleted(claim) && !this.#isUsed(claim)) {
				releaseFinalizer(this.#store, claims, claim, "kubernetes.io/pvc-protection");
			}
		}
		for (const volume of Array.from(this.#store.range(volumes, ""))) {
			if (isDeleted(volume) && valueAt(volume.state, "status.phase") !== "Bound") {
				releaseFinalizer(this.#store, volumes, volume, "kubernetes.io/pv-protection");
			}
		}
	}

	#isUsed({ state: { metadata } }: StoredObject): boolean {
		for (const { state } of this.#store.range(pods, `${metadata.namespace}/`)) {
			// The node that a Pod comes to refuses one with a claim that is being deleted.
			if (!valueAt(state, "spec.nodeName")) continue;
			const names = structuresAt(structureAt(state, "spec"), "volumes").map((volume) =>
				volume["ephemeral"] === undefined
					? structureAt(volume, "persistentVolumeClaim")["claimName"]
					: `${state.metadata.name}-${volume["name"] as string}`,
			);
			if (names.includes(metadata.name)) return true;
		}
		return false;
	}
}

function isDeleted({ state }: StoredObject): boolean {
	return state.metadata.deletionTimestamp !== undefined;
}
