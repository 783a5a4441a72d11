import type { Choice } from "./choice.ts";
import { addFields, type Field } from "./field.ts";
import type { Json, JsonObject } from "./json.ts";
import { randomPodSpec } from "./pod-values.ts";

const fields: readonly Field[] = [
	["replicas", 0.6, [0, 1, 2, 3, null], [-1]],
	[
		"strategy",
		0.3,
		[
			{ type: "Recreate" },
			{ type: "RollingUpdate" },
			{ type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } },
			{ rollingUpdate: { maxSurge: "50%", maxUnavailable: 0 } },
			{},
		],
		[
			{ type: "Recreate", rollingUpdate: { maxSurge: 1 } },
			{ type: "Other" },
			{ rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
			{ rollingUpdate: { maxSurge: "text" } },
			{ rollingUpdate: { maxUnavailable: "150%" } },
		],
	],
	["minReadySeconds", 0.15, [0, 5], [-1, 700]],
	["revisionHistoryLimit", 0.15, [0, 3], [-1]],
	["progressDeadlineSeconds", 0.15, [60, 600], [0, -3]],
	[
		"selector",
		0,
		[],
		[
			{},
			{ matchLabels: { app: "a", x: "y" } },
			{ matchExpressions: [{ key: "app", operator: "Other" }] },
			{ matchLabels: { "not a key": "x" } },
		],
	],
];

/** The spec of a Deployment that its controller leaves alone, mostly valid. */
export function randomDeployment(choice: Choice): JsonObject {
	const labels: Json = choice.odd() ? { app: "b" } : choice.one<Json>([{ app: "a" }, { app: "a", x: "y" }]);
	const annotations = choice.chance(0.2) ? { annotations: { a: choice.one(["1", "2"]) } } : {};
	const spec: Record<string, Json> = {
		paused: true,
		selector: { matchLabels: { app: "a" } },
		template: { metadata: { labels, ...annotations }, spec: randomPodSpec(choice) },
	};
	addFields(choice, spec, fields);
	return { spec };
}
