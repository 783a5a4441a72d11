import type { DefaultsTable } from "./defaults.ts";

/** What becomes of volumes, claims of them and classes of storage. */
export const storageDefaults: DefaultsTable = {
	"core.v1.PersistentVolumeClaimSpec": {
		values: { volumeMode: "Filesystem" },
		// Two names of one thing, unless the source is in another namespace.
		derive: ({ dataSource, dataSourceRef }) => ({
			dataSource: dataSource ?? (isElsewhere(dataSourceRef) ? undefined : dataSourceRef),
			dataSourceRef: dataSourceRef ?? dataSource,
		}),
	},
	"core.v1.PersistentVolumeClaimStatus": { values: { phase: "Pending" } },
	"core.v1.PersistentVolumeSpec": { values: { persistentVolumeReclaimPolicy: "Retain", volumeMode: "Filesystem" } },
	"core.v1.PersistentVolumeStatus": { values: { phase: "Pending" } },
	"storage.v1.StorageClass": { values: { reclaimPolicy: "Delete", volumeBindingMode: "Immediate" } },
	"storage.v1.CSIDriverSpec": {
		values: {
			attachRequired: true,
			fsGroupPolicy: "ReadWriteOnceWithFSType",
			podInfoOnMount: false,
			requiresRepublish: false,
			seLinuxMount: false,
			storageCapacity: false,
			volumeLifecycleModes: ["Persistent"],
		},
	},
};

function isElsewhere(reference: unknown): boolean {
	return typeof reference === "object" && reference !== null && "namespace" in reference;
}
