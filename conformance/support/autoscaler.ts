import { eventually } from "../eventually.ts";
import type { Server } from "../server.ts";
import type { Answer } from "./ask.ts";

/** The prefix of the annotations in which autoscaling/v1 has what it knows no members for. */
export const notePrefix = "autoscaling.alpha.kubernetes.io/";

export const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };

/** The path of the autoscalers of a namespace. */
export function autoscalersIn(namespace: string, version: "v1" | "v2"): string {
	return `/apis/autoscaling/${version}/namespaces/${namespace}/horizontalpodautoscalers`;
}

/** An autoscaler of a version. */
export function autoscaler(version: "v1" | "v2", name: string, spec: object, annotations?: object): object {
	return {
		apiVersion: `autoscaling/${version}`,
		kind: "HorizontalPodAutoscaler",
		metadata: { name, annotations },
		spec,
	};
}

/** A metric of autoscaling/v2: how much of a resource is to be used. */
export function use(name: string, averageUtilization: number): object {
	return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

/** The controller looks at an autoscaler as soon as it is made or its specification changes; before 1.37 after 15 seconds. */
export const isJudgedAtOnce = (minor: number): boolean => minor >= 37;

/** Waits until the controller has noted that a new autoscaler has nothing to scale, after which it finds no more to note. */
export async function untilJudged({ minor, raw }: Server, path: string): Promise<void> {
	if (!isJudgedAtOnce(minor)) return;
	await eventually(async () => ((await raw("GET", path)).body as Answer).status["conditions"] !== undefined);
}
