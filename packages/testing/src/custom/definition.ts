import type { ObjectMeta } from "kubex/meta";
import type { JsonSchema } from "./json-schema.ts";

/** What a custom kind is called. */
export interface DefinitionNames {
	readonly plural: string;
	readonly singular?: string;
	readonly shortNames?: readonly string[];
	readonly kind: string;
	readonly listKind?: string;
	readonly categories?: readonly string[];
}

/** A column of tables of a custom kind. */
export interface DefinitionColumn {
	readonly name: string;
	readonly type: string;
	readonly format?: string;
	readonly description?: string;
	readonly priority?: number;
	readonly jsonPath: string;
}

/** A version of a custom kind. */
export interface DefinitionVersion {
	readonly name: string;
	readonly served: boolean;
	readonly storage: boolean;
	readonly deprecated?: boolean;
	readonly deprecationWarning?: string;
	readonly schema?: { readonly openAPIV3Schema?: JsonSchema };
	readonly subresources?: {
		readonly status?: object;
		readonly scale?: {
			readonly specReplicasPath: string;
			readonly statusReplicasPath: string;
			readonly labelSelectorPath?: string;
		};
	};
	readonly additionalPrinterColumns?: readonly DefinitionColumn[];
	readonly selectableFields?: readonly unknown[];
}

/** What holds of a definition. */
export interface DefinitionCondition {
	readonly type: string;
	readonly status: "True" | "False";
	readonly lastTransitionTime?: string;
	readonly reason?: string;
	readonly message?: string;
}

/** A CustomResourceDefinition as it is stored. */
export interface Definition {
	readonly metadata: Readonly<ObjectMeta>;
	readonly spec: {
		readonly group: string;
		readonly names: DefinitionNames;
		readonly scope: "Namespaced" | "Cluster";
		readonly versions: readonly DefinitionVersion[];
		readonly conversion?: { readonly strategy: string };
		readonly preserveUnknownFields?: boolean;
	};
	readonly status: {
		readonly conditions: readonly DefinitionCondition[] | null;
		readonly acceptedNames: DefinitionNames;
		readonly storedVersions: readonly string[] | null;
	};
	readonly [member: string]: unknown;
}

/** Where definitions are stored. */
export const definitionsCollection: string = "/apiextensions.k8s.io/customresourcedefinitions";

/** What keeps a definition until its objects are gone. */
export const cleanUpFinalizer = "customresourcecleanup.apiextensions.k8s.io";

/** Whether a condition is there and holds. */
export function holds({ status }: Definition, type: string): boolean {
	return (status.conditions ?? []).some((condition) => condition.type === type && condition.status === "True");
}

/** A definition with a condition in the place of the one of its type; a status that stays keeps its time. */
export function withCondition<D extends Definition>(definition: D, next: DefinitionCondition, now: string): D {
	const conditions = definition.status.conditions ?? [];
	const before = conditions.find(({ type }) => type === next.type);
	const { type, status, reason = "", message = "" } = next;
	const lastTransitionTime =
		before?.status === status && before.lastTransitionTime !== undefined ? before.lastTransitionTime : now;
	const condition = { lastTransitionTime, message, reason, status, type };
	const list = before === undefined ? [...conditions, condition] : conditions.map((one) => (one === before ? condition : one));
	return { ...definition, status: { ...definition.status, conditions: list } };
}
