import type { OpenApiSchema, ReleaseKind, ReleaseResource } from "./release-document.ts";

/** A parameter of OpenAPI v2, or a reference to one. */
export interface OpenApiParameter {
	readonly $ref?: string;
	readonly name?: string;
	readonly in?: string;
	readonly schema?: OpenApiSchema;
}

/** An operation of OpenAPI v2. */
export interface OpenApiOperation {
	readonly parameters?: readonly OpenApiParameter[];
	readonly responses?: Readonly<Record<string, { readonly schema?: OpenApiSchema }>>;
	readonly consumes?: readonly string[];
	readonly produces?: readonly string[];
	readonly "x-kubernetes-action"?: string;
	readonly "x-kubernetes-group-version-kind"?: ReleaseKind;
}

/** The operations of a path by method, and the parameters that they share. */
export interface OpenApiPath {
	readonly parameters?: readonly OpenApiParameter[];
	readonly get?: OpenApiOperation;
	readonly put?: OpenApiOperation;
	readonly post?: OpenApiOperation;
	readonly delete?: OpenApiOperation;
	readonly options?: OpenApiOperation;
	readonly head?: OpenApiOperation;
	readonly patch?: OpenApiOperation;
}

/** What `/openapi/v2` answers. */
export interface OpenApiDocument {
	readonly definitions: Readonly<Record<string, OpenApiSchema>>;
	readonly paths: Readonly<Record<string, OpenApiPath>>;
	readonly parameters?: Readonly<Record<string, OpenApiParameter>>;
}

/** What `/openapi/v3/<group>/<version>` answers, as far as it says more than v2. */
export interface OpenApi3Document {
	readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiSchema>> };
}

/** What aggregated discovery answers. */
export interface GroupDiscoveryList {
	readonly items: readonly {
		readonly metadata?: { readonly name?: string };
		readonly versions?: readonly { readonly version: string; readonly resources?: readonly ReleaseResource[] }[];
	}[];
}

/** All that a server publishes about its API. */
export interface ServerDocuments {
	/** Such as `v1.35.4`. */
	readonly gitVersion: string;
	readonly openapi: OpenApiDocument;
	readonly openapi3: readonly OpenApi3Document[];
	/** Of `/api` and of `/apis`. */
	readonly discovery: readonly GroupDiscoveryList[];
}
