import type { Access } from "../authorization/access.ts";
import type { Clock } from "../clock.ts";
import type { Structures } from "../ownership/structures.ts";
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
	readonly structures: Structures;
	readonly access: Access;
	/** The resources that are served now; custom ones come and go. */
	resources(): Iterable<ServedResource>;
	/** The certificate that clients verify the server with, as PEM text. */
	readonly certificateAuthority: string;
}
