/** What a user wants to do. */
export type Attributes = ResourceAttributes | PathAttributes;

/** Something to be done to objects; what is empty or absent is asked for as a whole. */
export interface ResourceAttributes {
	readonly kind: "resource";
	readonly verb: string;
	readonly group: string;
	readonly resource: string;
	readonly subresource?: string | undefined;
	readonly namespace?: string | undefined;
	readonly name?: string | undefined;
}

/** Something to be done to a path that is no resource. */
export interface PathAttributes {
	readonly kind: "path";
	readonly verb: string;
	readonly path: string;
}
