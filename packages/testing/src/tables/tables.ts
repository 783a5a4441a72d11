import type { GroupResource } from "kubex/meta";
import { qualify } from "../status/object-errors.ts";
import { clusterTables } from "./cluster-tables.ts";
import { networkTables } from "./network-tables.ts";
import { podTable } from "./pod-table.ts";
import { policyTables } from "./policy-tables.ts";
import { storageTables } from "./storage-tables.ts";
import type { Table, Tables } from "./table.ts";
import { workloadTables } from "./workload-tables.ts";

const tables: Tables = {
	pods: podTable,
	...clusterTables,
	...networkTables,
	...policyTables,
	...storageTables,
	...workloadTables,
};

/** What is known of every object. */
const plain: Table = {
	columns: ["Name", "Created At:date"],
	cells: (one) => [one.name, one.text("metadata.creationTimestamp")],
};

/** How the objects of a resource are shown; a `/scale` is known by its name alone. */
export function tableOf({
	name,
	custom,
}: {
	readonly name: GroupResource;
	readonly custom?: { readonly table: Table } | undefined;
}): Table {
	return custom?.table ?? tables[qualify(name)] ?? plain;
}
