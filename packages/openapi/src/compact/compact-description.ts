/**
 * A schema as the data files write it: an expression, or an expression with the facts it cannot express.
 *
 * The expression is `type`, `type:format`, `#name` of a definition, `[]` before the expression of an array's elements,
 * `{}` before that of a map's values, or empty for any value.
 */
export type CompactSchema = string | readonly [expression: string, facts: CompactFacts];

/** The facts of a schema beyond its type; the letters keep the files small. */
export interface CompactFacts {
	/** `required` */
	readonly r?: readonly string[];
	/** `properties` */
	readonly p?: Readonly<Record<string, CompactSchema>>;
	/** `items`, where they have facts of their own */
	readonly i?: CompactSchema;
	/** `additionalProperties`, where they have facts of their own */
	readonly a?: CompactSchema;
	/** `default` */
	readonly d?: unknown;
	/** `enum` */
	readonly e?: readonly string[];
	/** `deprecated` */
	readonly x?: boolean;
	/** `listType` */
	readonly l?: "atomic" | "set" | "map";
	/** `listMapKeys` */
	readonly k?: readonly string[];
	/** `mapType` */
	readonly m?: "atomic" | "granular";
	/** `patchStrategy` */
	readonly s?: string;
	/** `patchMergeKey` */
	readonly g?: string;
	/** `unions` */
	readonly u?: readonly unknown[];
	/** `kinds`, each as `group/version/kind` */
	readonly K?: readonly string[];
}

/** A resource as the data files write it; lists are joined with commas. */
export interface CompactResource {
	readonly kind: string;
	/** The singular, where it is not the kind in lower case. */
	readonly singular?: string;
	/** Present for resources that live in namespaces. */
	readonly namespaced?: true;
	/** `*` for all eight. */
	readonly verbs: string;
	readonly short?: string;
	readonly categories?: string;
	/** By name: the verbs, and after a space the kind where it is another one. */
	readonly sub?: Readonly<Record<string, string>>;
	/** Present for resources that a server serves only when it is told to. */
	readonly optional?: true;
	/** The definition, where none states to describe the kind. */
	readonly definition?: string;
}

/** What operations of many paths share. */
export interface CompactShape {
	readonly action?: string;
	readonly query?: readonly string[];
	readonly consumes?: readonly string[];
	readonly produces?: readonly string[];
	/** The statuses that the operation answers with. */
	readonly statuses?: readonly string[];
}

/**
 * An operation: the index of its shape, its kind, its body and the body of its answers. The kind is empty for none and
 * leaves out group and version where they are the path's; definitions are empty for none and `=` with a suffix for the
 * kind's own; the answers are a list where they differ by status.
 */
export type CompactOperation = readonly [shape: number, kind?: string, body?: string, answer?: string | readonly string[]];

/** A data file. */
export interface CompactDescription {
	readonly kubernetes: string;
	/** Definitions by package and by the rest of their name. */
	readonly definitions: Readonly<Record<string, Readonly<Record<string, CompactSchema>>>>;
	/** Resources by group, version and plural. */
	readonly groups: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, CompactResource>>>>>>;
	readonly shapes: readonly CompactShape[];
	readonly paths: Readonly<Record<string, Readonly<Record<string, CompactOperation>>>>;
}
