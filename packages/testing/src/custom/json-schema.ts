/** A schema of a custom kind, as its definition states it. */
export interface JsonSchema {
	readonly type?: string;
	readonly format?: string;
	readonly description?: string;
	readonly nullable?: boolean;
	readonly default?: unknown;
	readonly enum?: readonly unknown[];
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly additionalProperties?: JsonSchema | boolean;
	readonly items?: JsonSchema;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly exclusiveMinimum?: boolean;
	readonly exclusiveMaximum?: boolean;
	readonly multipleOf?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly pattern?: string;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly uniqueItems?: boolean;
	readonly minProperties?: number;
	readonly maxProperties?: number;
	readonly allOf?: readonly JsonSchema[];
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly not?: JsonSchema;
	readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
	readonly "x-kubernetes-embedded-resource"?: boolean;
	readonly "x-kubernetes-int-or-string"?: boolean;
	readonly "x-kubernetes-list-type"?: "atomic" | "set" | "map";
	readonly "x-kubernetes-list-map-keys"?: readonly string[];
	readonly "x-kubernetes-map-type"?: "atomic" | "granular";
	readonly "x-kubernetes-validations"?: readonly unknown[];
}

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schema of the values of a map's other keys; `undefined` where there are none, `{}` where they may be anything. */
export function additionalSchema({ additionalProperties }: JsonSchema): JsonSchema | undefined {
	return typeof additionalProperties === "boolean" ? (additionalProperties ? {} : undefined) : additionalProperties;
}

/** The schema of a member that the schema names; members that every object inherits are none. */
export function propertySchema({ properties }: JsonSchema, name: string): JsonSchema | undefined {
	return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}
