import type { DefaultsTable } from "./defaults.ts";
import { mapStructures, type Structure, structureAt, structuresAt, withMembers } from "./with-members.ts";

const fileMode = 0o644;

/** What becomes of Pods and of the templates of Pods. */
export const podDefaults: DefaultsTable = {
	"core.v1.Pod": { derive: ({ spec }) => (spec === undefined ? {} : { spec: ownDefaults(spec as Structure) }) },
	"core.v1.PodSpec": {
		values: {
			dnsPolicy: "ClusterFirst",
			restartPolicy: "Always",
			schedulerName: "default-scheduler",
			securityContext: {},
			terminationGracePeriodSeconds: 30,
		},
		// Two names of one thing; the newer one wins.
		derive: ({ serviceAccount, serviceAccountName = serviceAccount }) => ({
			serviceAccount: serviceAccountName,
			serviceAccountName,
		}),
	},
	"core.v1.Volume": { derive: (volume) => (Object.keys(volume).length > 1 ? {} : { emptyDir: {} }) },
	"core.v1.AzureDiskVolumeSource": { values: { readOnly: false } },
	"core.v1.ConfigMapVolumeSource": { values: { defaultMode: fileMode } },
	"core.v1.DownwardAPIVolumeSource": { values: { defaultMode: fileMode } },
	"core.v1.HostPathVolumeSource": { values: { type: "" } },
	"core.v1.ProjectedVolumeSource": { values: { defaultMode: fileMode } },
	"core.v1.SecretVolumeSource": { values: { defaultMode: fileMode } },
	"core.v1.ServiceAccountTokenProjection": { values: { expirationSeconds: 3600 } },
};

/** What is filled into Pods, but not into the templates that they are made from. */
function ownDefaults(spec: Structure): Structure {
	const complete = (container: Structure): Structure => {
		const ports = spec["hostNetwork"] === true ? mapStructures(container, "ports", onHost) : container["ports"];
		return withMembers(container, { ports, resources: requested(structureAt(container, "resources")) });
	};
	const containers = mapStructures(spec, "containers", complete);
	const initContainers = mapStructures(spec, "initContainers", complete);
	const grace = spec["terminationGracePeriodSeconds"];
	return withMembers(spec, {
		// Nobody can wait for less than no time.
		terminationGracePeriodSeconds: typeof grace === "number" && grace < 0 ? 1 : grace,
		containers,
		enableServiceLinks: spec["enableServiceLinks"] ?? true,
		initContainers,
		resources: spec["resources"] === undefined ? undefined : requested(structureAt(spec, "resources")),
	});
}

function onHost(port: Structure): Structure {
	return withMembers(port, { hostPort: port["hostPort"] ?? port["containerPort"] });
}

/** Who says at most how much of a resource is needed, and nothing else, needs as much. */
function requested(resources: Structure): Structure {
	if (resources["limits"] === undefined) return resources;
	return withMembers(resources, {
		requests: withMembers(structureAt(resources, "limits"), structureAt(resources, "requests")),
	});
}

/** All containers of a Pod that requests and limits are summed over. */
export function containersOf(spec: Structure): readonly Structure[] {
	return [...structuresAt(spec, "containers"), ...structuresAt(spec, "initContainers")];
}
