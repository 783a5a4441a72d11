import type { DefaultsTable } from "./defaults.ts";
import { mapStructures, type Structure, structureAt, withMembers } from "./with-members.ts";

/** What becomes of the controllers of Pods. */
export const workloadDefaults: DefaultsTable = {
	"apps.v1.DeploymentSpec": { values: { progressDeadlineSeconds: 600, replicas: 1, revisionHistoryLimit: 10 } },
	"apps.v1.DeploymentStrategy": {
		values: { type: "RollingUpdate" },
		derive: rolling({ maxSurge: "25%", maxUnavailable: "25%" }),
	},
	"apps.v1.ReplicaSetSpec": { values: { replicas: 1 } },
	"apps.v1.StatefulSetSpec": {
		values: { podManagementPolicy: "OrderedReady", replicas: 1, revisionHistoryLimit: 10 },
		derive: (spec) => ({
			persistentVolumeClaimRetentionPolicy: withMembers(
				{ whenDeleted: "Retain", whenScaled: "Retain" },
				structureAt(spec, "persistentVolumeClaimRetentionPolicy"),
			),
			volumeClaimTemplates: mapStructures(spec, "volumeClaimTemplates", (claim) =>
				withMembers(claim, { apiVersion: "v1", kind: "PersistentVolumeClaim" }),
			),
		}),
	},
	"apps.v1.StatefulSetUpdateStrategy": { values: { type: "RollingUpdate" }, derive: rolling({ partition: 0 }) },
	"apps.v1.DaemonSetSpec": { values: { revisionHistoryLimit: 10 } },
	"apps.v1.DaemonSetUpdateStrategy": {
		values: { type: "RollingUpdate" },
		derive: rolling({ maxSurge: 0, maxUnavailable: 1 }),
	},
	"core.v1.ReplicationController": {
		derive: (controller) => {
			const spec = structureAt(controller, "spec");
			const metadata = structureAt(controller, "metadata");
			const labels = structureAt(structureAt(spec, "template"), "metadata")["labels"];
			return {
				metadata: withMembers(metadata, { labels: metadata["labels"] ?? labels }),
				...(controller["spec"] === undefined ? {} : { spec: withMembers(spec, { selector: spec["selector"] ?? labels }) }),
			};
		},
	},
};

/** The parameters of a rolling update, for those who want one. */
function rolling(values: Structure): (strategy: Structure) => Structure {
	return (strategy) =>
		strategy["type"] === "RollingUpdate" ? { rollingUpdate: withMembers(values, structureAt(strategy, "rollingUpdate")) } : {};
}
