import type { User } from "../authentication/user.ts";
import type { PatchBody } from "./patch-body.ts";

/** A request for a resource, as the edge reads it from a path, a query and a body. */
export interface ResourceRequest {
	readonly verb: "get" | "list" | "watch" | "create" | "update" | "patch" | "delete" | "deletecollection";
	readonly group: string;
	readonly version: string;
	/** The plural. */
	readonly resource: string;
	readonly subresource?: string | undefined;
	readonly namespace?: string | undefined;
	readonly name?: string | undefined;
	readonly query: URLSearchParams;
	/** The decoded body with its duplicate fields in order; absent when the request had none. */
	readonly body?: ResourceBody | undefined;
	/** Present for a patch alone, in the place of the body. */
	readonly patch?: PatchBody | undefined;
	readonly userAgent: string;
	/** In which form the events of a watch carry objects; their own unless given. */
	readonly representation?: Representation | undefined;
	/** Who asks; the administrator unless given. */
	readonly user?: User | undefined;
}

/** Another form of an object than its own. */
export type Representation = MetadataRepresentation | TableRepresentation;

/** The metadata of an object alone. */
export interface MetadataRepresentation {
	readonly kind: "PartialObjectMetadata" | "PartialObjectMetadataList";
	/** Of its kind, such as `meta.k8s.io/v1`. */
	readonly apiVersion: string;
}

/** What people want to see of objects, a row for each. */
export interface TableRepresentation {
	readonly kind: "Table";
	/** Such as `meta.k8s.io/v1`. */
	readonly apiVersion: string;
	/** What a row carries beside its cells. */
	readonly includeObject: "None" | "Metadata" | "Object";
}

/** What a client sent, decoded from its media type. */
export interface ResourceBody {
	readonly mediaType: string;
	readonly value: unknown;
	/**
	 * The paths of fields that stood more than once, such as `data.a`, or of YAML the reader's complaints, such as
	 * `line 3: key "name" already set in map`; the last one counts.
	 */
	readonly duplicateFields: readonly string[];
	/** The paths of all members in the order of the text; present where some stand more than once. */
	readonly members?: readonly string[];
}

/** What the client is to get. */
export interface ResourceAnswer {
	readonly status: number;
	/** JSON text of the object, list or Status; empty where events or a text follow. */
	readonly json: string;
	/** The JSON text of what is stored, where the version shows something else: tables and metadata alone are made of it. */
	readonly stored?: (() => string) | undefined;
	/** The lines of a watch, as they come. */
	readonly events?: AsyncIterableIterator<Uint8Array> | undefined;
	/** What a container wrote: all of it, or as it comes. */
	readonly text?: Uint8Array | AsyncIterableIterator<Uint8Array> | undefined;
	/** Texts for one `Warning` header each. */
	readonly warnings: readonly string[];
}
