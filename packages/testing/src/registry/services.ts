import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";
import type { Store } from "../storage/store.ts";
import type { ObjectReader } from "./object-reader.ts";
import type { ServedResource } from "./served-resource.ts";

/** What the operations on resources share. */
export interface Services {
	readonly store: Store;
	readonly clock: Clock;
	readonly random: Random;
	readonly reader: ObjectReader;
	/** The resources that are served now; custom ones come and go. */
	resources(): Iterable<ServedResource>;
	/** Looks a resource up in any version. */
	find(group: string, plural: string): ServedResource | undefined;
	/** The certificate that clients verify the server with, as PEM text. */
	readonly certificateAuthority: string;
	/** Says that a namespace is on its way out and wants to be emptied. */
	namespaceTerminating(name: string): void;
}
