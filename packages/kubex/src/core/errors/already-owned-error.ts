import type { ObjectMeta, OwnerReference } from "../meta/object-meta.ts";
import { brand, KubexError } from "./kubex-error.ts";

/** An object has a controller, and was to get another one. An object has one controller at most. */
export class AlreadyOwnedError extends KubexError {
	static {
		brand(this, "AlreadyOwnedError");
	}

	/** The controller that it has. */
	readonly owner: OwnerReference;

	constructor(metadata: ObjectMeta, owner: OwnerReference) {
		const name = metadata.name ?? metadata.generateName ?? "";
		super(`${JSON.stringify(name)} is controlled by the ${owner.kind} ${JSON.stringify(owner.name)} already`);
		this.owner = owner;
	}
}
