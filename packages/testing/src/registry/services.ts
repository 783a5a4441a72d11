import type { Access } from "../authorization/access.ts";
import type { Clock } from "../clock.ts";
import type { ContainerLogs } from "../node/container-logs.ts";
import type { Structures } from "../ownership/structures.ts";
import type { PatchSchemas } from "../patch/patch-schema.ts";
import type { Random } from "../random.ts";
import type { Store } from "../storage/store.ts";
import type { ObjectReader } from "./object-reader.ts";
import type { ResourceTable } from "./resource-table.ts";

/** What the operations on resources share. */
export interface Services {
	readonly store: Store;
	readonly clock: Clock;
	readonly random: Random;
	readonly reader: ObjectReader;
	/** How the API descriptions divide values among owners. */
	readonly structures: Structures;
	/** How these have fields patched. */
	readonly patchSchemas: PatchSchemas;
	readonly access: Access;
	/** What containers have written. */
	readonly logs: ContainerLogs;

	/** The resources that are served now; custom ones come and go. */
	readonly resources: ResourceTable;
	/** The certificate that clients verify the server with, as PEM text. */
	readonly certificateAuthority: string;
}
