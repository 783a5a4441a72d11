import type { Choice } from "./choice.ts";
import { randomConfigMap } from "./config-map-values.ts";
import { randomDeployment } from "./deployment-values.ts";
import type { JsonObject } from "./json.ts";
import { randomMetadata } from "./metadata-values.ts";
import { randomPodSpec } from "./pod-values.ts";
import { randomService } from "./service-values.ts";
import { kinds, type Plural } from "./step.ts";

const contents: Readonly<Record<Plural, (choice: Choice) => JsonObject>> = {
	configmaps: randomConfigMap,
	services: randomService,
	pods: (choice) => ({ spec: randomPodSpec(choice) }),
	deployments: randomDeployment,
};

/** An object of a kind with a name, mostly valid. */
export function randomObject(choice: Choice, plural: Plural, name: string): JsonObject {
	choice.begin();
	const { apiVersion, kind } = kinds[plural];
	return { apiVersion, kind, metadata: randomMetadata(choice, name), ...contents[plural](choice) };
}
