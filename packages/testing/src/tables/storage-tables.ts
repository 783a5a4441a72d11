import { type ObjectView, unset } from "./object-view.ts";
import type { Tables } from "./table.ts";

/** Volumes, claims of them and where they come from. */
export const storageTables: Tables = {
	persistentvolumeclaims: {
		columns: [
			"Name",
			"Status",
			"Volume",
			"Capacity",
			"Access Modes",
			"StorageClass",
			"VolumeAttributesClass",
			"Age",
			"VolumeMode*",
		],
		cells: (one) => {
			const bound = one.text("spec.volumeName") !== "";
			return [
				one.name,
				one.isDeleted ? "Terminating" : one.text("status.phase"),
				one.text("spec.volumeName"),
				bound ? one.text("status.capacity.storage", "0") : "",
				bound ? modesOf(one.texts("status.accessModes")) : "",
				classOf(one),
				one.text("spec.volumeAttributesClassName", unset),
				one.age,
				one.text("spec.volumeMode", unset),
			];
		},
	},
	persistentvolumes: {
		columns: [
			"Name",
			"Capacity",
			"Access Modes",
			"Reclaim Policy",
			"Status",
			"Claim",
			"StorageClass",
			"VolumeAttributesClass",
			"Reason",
			"Age",
			"VolumeMode*",
		],
		cells: (one) => [
			one.name,
			one.text("spec.capacity.storage", "0"),
			modesOf(one.texts("spec.accessModes")),
			one.text("spec.persistentVolumeReclaimPolicy"),
			one.isDeleted ? "Terminating" : one.text("status.phase"),
			one.value("spec.claimRef") === undefined ? "" : `${one.text("spec.claimRef.namespace")}/${one.text("spec.claimRef.name")}`,
			classOf(one),
			one.text("spec.volumeAttributesClassName", unset),
			one.text("status.reason"),
			one.age,
			one.text("spec.volumeMode", unset),
		],
	},
	"storageclasses.storage.k8s.io": {
		columns: ["Name", "Provisioner", "ReclaimPolicy", "VolumeBindingMode", "AllowVolumeExpansion", "Age"],
		cells: (one) => [
			isDefault(one) ? `${one.name} (default)` : one.name,
			one.text("provisioner"),
			one.text("reclaimPolicy", "Delete"),
			one.text("volumeBindingMode", "Immediate"),
			one.flag("allowVolumeExpansion"),
			one.age,
		],
	},
	"csidrivers.storage.k8s.io": {
		columns: [
			"Name",
			"AttachRequired:boolean",
			"PodInfoOnMount:boolean",
			"StorageCapacity:boolean",
			"TokenRequests",
			"RequiresRepublish:boolean",
			"Modes",
			"Age",
		],
		cells: (one) => [
			one.name,
			one.flag("spec.attachRequired"),
			one.flag("spec.podInfoOnMount"),
			one.flag("spec.storageCapacity"),
			one.value("spec.tokenRequests") === undefined
				? unset
				: one
						.list("spec.tokenRequests")
						.map((request) => request.text("audience"))
						.join(","),
			one.flag("spec.requiresRepublish"),
			one.texts("spec.volumeLifecycleModes").join(",") || "<none>",
			one.age,
		],
	},
	"csinodes.storage.k8s.io": {
		columns: ["Name", "Drivers:integer", "Age"],
		cells: (one) => [one.name, one.list("spec.drivers").length, one.age],
	},
	"volumeattachments.storage.k8s.io": {
		columns: ["Name", "Attacher/name", "PV", "Node", "Attached:boolean", "Age"],
		cells: (one) => [
			one.name,
			one.text("spec.attacher"),
			one.text("spec.source.persistentVolumeName"),
			one.text("spec.nodeName"),
			one.flag("status.attached"),
			one.age,
		],
	},
	"volumeattributesclasses.storage.k8s.io": {
		columns: ["Name", "DriverName", "Age"],
		cells: (one) => [one.name, one.text("driverName"), one.age],
	},
};

const shortModes: readonly (readonly [mode: string, short: string])[] = [
	["ReadWriteOnce", "RWO"],
	["ReadOnlyMany", "ROX"],
	["ReadWriteMany", "RWX"],
	["ReadWriteOncePod", "RWOP"],
];

function modesOf(modes: readonly string[]): string {
	return shortModes
		.filter(([mode]) => modes.includes(mode))
		.map(([, short]) => short)
		.join(",");
}

/** The class of storage, which used to be an annotation. */
function classOf(one: ObjectView): string {
	return annotation(one, "volume.beta.kubernetes.io/storage-class") ?? one.text("spec.storageClassName");
}

function isDefault(one: ObjectView): boolean {
	const keys = ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"];
	return keys.some((key) => annotation(one, key) === "true");
}

function annotation(one: ObjectView, key: string): string | undefined {
	return one.entries("metadata.annotations").find(([name]) => name === key)?.[1];
}
