/** A value's type and the rules of the server for it, as the API descriptions state them. */
export interface Schema {
	/** Absent for a value of any type, and beside `ref`. */
	readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
	/** Such as `int32`, `int64`, `double`, `byte`, `date-time`, `int-or-string`. */
	readonly format?: string;
	/** The name of the definition that describes the value. */
	readonly ref?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	/** The elements of an array. */
	readonly items?: Schema;
	/** The values of a map. */
	readonly additionalProperties?: Schema;
	readonly default?: unknown;
	readonly enum?: readonly string[];
	readonly deprecated?: boolean;
	readonly listType?: "atomic" | "set" | "map";
	readonly listMapKeys?: readonly string[];
	readonly mapType?: "atomic" | "granular";
	readonly patchStrategy?: string;
	readonly patchMergeKey?: string;
	/** Fields of which at most one may be set. */
	readonly unions?: readonly unknown[];
	/** The kinds whose objects the definition describes. */
	readonly kinds?: readonly GroupVersionKind[];
}

/** Names a kind. */
export interface GroupVersionKind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
}

/** A part of an object with an endpoint of its own. */
export interface ApiSubresource {
	/** Such as `status`. */
	readonly name: string;
	/** The kind that the endpoint reads and writes; for `scale` that is `autoscaling/v1` `Scale`. */
	readonly kind: GroupVersionKind;
	readonly verbs: readonly string[];
}

/** A kind's endpoint. */
export interface ApiResource {
	/** The name in the URL, such as `pods`. */
	readonly plural: string;
	/** Such as `pod`. */
	readonly singular: string;
	readonly kind: string;
	readonly scope: "Namespaced" | "Cluster";
	readonly verbs: readonly string[];
	readonly shortNames: readonly string[];
	readonly categories: readonly string[];
	readonly subresources: readonly ApiSubresource[];
	/** Whether a server that is started without extra flags serves it. */
	readonly servedByDefault: boolean;
	/** The name of the definition of its objects. */
	readonly definition: string;
}

/** A version of a group with its resources, sorted by plural. */
export interface ApiGroupVersion {
	readonly version: string;
	readonly resources: readonly ApiResource[];
}

/** A group with its versions, the preferred one first. */
export interface ApiGroup {
	/** The empty string for the core group. */
	readonly name: string;
	readonly versions: readonly ApiGroupVersion[];
}

/** What one HTTP method of a path does. */
export interface PathOperation {
	/** The `x-kubernetes-action`, such as `list` or `post`; absent where the server states none. */
	readonly action?: string;
	readonly kind?: GroupVersionKind;
	/** Names of the query parameters. */
	readonly query?: readonly string[];
	/** The name of the definition of the request's body. */
	readonly body?: string;
	/** The names of the definitions of the answers by status; the empty string for an answer without one. */
	readonly responses?: Readonly<Record<string, string>>;
	readonly consumes?: readonly string[];
	readonly produces?: readonly string[];
}

/** What a Kubernetes API server publishes about its API, without prose. */
export interface ApiDescription {
	/** The release it was taken from, such as `1.35.4`. */
	readonly kubernetes: string;
	/** Schemas by name, such as `io.k8s.api.core.v1.Pod`. */
	readonly definitions: Readonly<Record<string, Schema>>;
	/** Groups in the server's order of priority, the core group first. */
	readonly groups: readonly ApiGroup[];
	/** Operations by path template and by method in lower case. */
	readonly paths: Readonly<Record<string, Readonly<Record<string, PathOperation>>>>;
}
