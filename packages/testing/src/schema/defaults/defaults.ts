import { batchDefaults } from "./batch-defaults.ts";
import { containerDefaults } from "./container-defaults.ts";
import { networkDefaults } from "./network-defaults.ts";
import { otherDefaults } from "./other-defaults.ts";
import { podDefaults } from "./pod-defaults.ts";
import { serviceDefaults } from "./service-defaults.ts";
import { storageDefaults } from "./storage-defaults.ts";
import type { Structure } from "./with-members.ts";
import { workloadDefaults } from "./workload-defaults.ts";

/** What the server fills into the structures of one definition, beyond what its description states. */
export interface StructureDefaults {
	/** Values of members that are absent. */
	readonly values?: Structure | undefined;
	/** Members that depend on others, which have their defaults; they replace what is there, and `undefined` removes it. */
	readonly derive?: ((structure: Structure) => Structure) | undefined;
}

/** Defaults by the name of the definition without its `io.k8s.api.`. */
export type DefaultsTable = Readonly<Record<string, StructureDefaults>>;

/** What is filled into structures of a definition; `undefined` for one without further defaults. */
export type Defaults = (definition: string) => StructureDefaults | undefined;

const tables: DefaultsTable = {
	...batchDefaults,
	...containerDefaults,
	...networkDefaults,
	...otherDefaults,
	...podDefaults,
	...serviceDefaults,
	...storageDefaults,
	...workloadDefaults,
};

/** The defaults of the built-in kinds. */
export const builtInDefaults: Defaults = (definition) => tables[definition.replace(/^io\.k8s\.api\./, "")];
