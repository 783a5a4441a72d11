import type { DefaultsTable } from "./defaults.ts";
import type { Structure } from "./with-members.ts";

const container = {
	values: { terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File" },
	derive: ({ image, imagePullPolicy }: Structure) => ({ imagePullPolicy: imagePullPolicy ?? pullPolicy(image) }),
};

/** What becomes of containers and what they name. */
export const containerDefaults: DefaultsTable = {
	"core.v1.Container": container,
	"core.v1.EphemeralContainer": container,
	"core.v1.GRPCAction": { values: { service: "" } },
	"core.v1.HTTPGetAction": { values: { path: "/", scheme: "HTTP" } },
	"core.v1.ObjectFieldSelector": { values: { apiVersion: "v1" } },
	"core.v1.Probe": { values: { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 } },
	"core.v1.ImageVolumeSource": {
		derive: ({ reference, pullPolicy: given }) => ({ pullPolicy: given ?? pullPolicy(reference) }),
	},
};

/** What can be the name of an image; nothing is known of the tag of anything else. */
const reference = /^[a-zA-Z0-9]([-_.:/@a-zA-Z0-9]*[a-zA-Z0-9])?$/;

/** An image whose tag moves is pulled each time, one without a tag being the latest. */
function pullPolicy(image: unknown): string {
	const name = typeof image === "string" ? image : "";
	if (name !== "" && !reference.test(name)) return "IfNotPresent";
	const [tagged = "", digest] = name.split("@");
	const tag = /:([^/:]+)$/.exec(tagged)?.[1];
	return tag === "latest" || (tag === undefined && digest === undefined) ? "Always" : "IfNotPresent";
}
