/** A schema as OpenAPI v2 and the API server's extensions write it. */
export interface OpenApiSchema {
	readonly $ref?: string;
	readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
	readonly format?: string;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, OpenApiSchema>>;
	readonly required?: readonly string[];
	readonly items?: OpenApiSchema;
	readonly additionalProperties?: OpenApiSchema | boolean;
	readonly default?: unknown;
	readonly enum?: readonly string[];
	readonly "x-deprecated"?: boolean;
	readonly "x-kubernetes-list-type"?: "atomic" | "set" | "map";
	readonly "x-kubernetes-list-map-keys"?: readonly string[];
	readonly "x-kubernetes-map-type"?: "atomic" | "granular";
	readonly "x-kubernetes-patch-strategy"?: string;
	readonly "x-kubernetes-patch-merge-key"?: string;
	readonly "x-kubernetes-unions"?: readonly unknown[];
	readonly "x-kubernetes-group-version-kind"?: readonly ReleaseKind[];
}

/** A kind; in discovery an empty version stands for the group and version that the resource is in. */
export interface ReleaseKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
}

/** A resource as aggregated discovery writes it. */
export interface ReleaseResource {
	readonly resource: string;
	readonly responseKind: ReleaseKind;
	readonly scope: "Namespaced" | "Cluster";
	readonly singularResource: string;
	readonly verbs: readonly string[];
	readonly shortNames?: readonly string[];
	readonly categories?: readonly string[];
	readonly subresources?: readonly {
		readonly subresource: string;
		readonly responseKind: ReleaseKind;
		readonly verbs: readonly string[];
	}[];
}

/** An operation without its prose; definitions are references, or a schema where a text is answered. */
export interface ReleaseOperation {
	readonly action?: string;
	readonly kind?: ReleaseKind;
	readonly query?: readonly string[];
	readonly body?: string;
	readonly responses?: Readonly<Record<string, string | OpenApiSchema>>;
	readonly consumes?: readonly string[];
	readonly produces?: readonly string[];
}

/** What one API server publishes, gathered in one document: the form that the importer reads from folders. */
export interface ReleaseDocument {
	/** Such as `1.35.4`. */
	readonly kubernetes: string;
	readonly definitions: Readonly<Record<string, OpenApiSchema>>;
	readonly paths: Readonly<Record<string, Readonly<Record<string, ReleaseOperation>>>>;
	/** Versions with their resources by group, in the server's order of preference. */
	readonly discovery: Readonly<
		Record<string, readonly { readonly version: string; readonly resources: readonly ReleaseResource[] }[]>
	>;
	/** By group and version, the resources that are served without extra flags. */
	readonly servedByDefault: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
