import { autoscalerConversion } from "./autoscaler-conversion.ts";
import type { ConvertedVersion } from "./conversion.ts";
import { eventConversion } from "./event-conversion.ts";

const converted: readonly ConvertedVersion[] = [
	{ apiVersion: "autoscaling/v1", kind: "HorizontalPodAutoscaler", hub: "autoscaling/v2", ...autoscalerConversion },
	{ apiVersion: "events.k8s.io/v1", kind: "Event", hub: "v1", ...eventConversion },
];

/** How the objects of a version are converted; `undefined` where they are stored as they are. */
export function convertedVersion(apiVersion: string, kind: string): ConvertedVersion | undefined {
	return converted.find((version) => version.apiVersion === apiVersion && version.kind === kind);
}

/** The version that objects of a version are stored in. */
export function storageVersion(apiVersion: string, kind: string): string {
	return convertedVersion(apiVersion, kind)?.hub ?? apiVersion;
}
