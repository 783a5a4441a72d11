/** The HTTP methods that the API server answers. */
export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Query parameters in order; a name may be repeated. */
export type Query = readonly (readonly [name: string, value: string])[];

/** A call of the API as a value: what is asked for, before any credential, codec or connection is chosen. */
export interface ApiRequest {
	readonly method: HttpMethod;
	/** The path with its segments escaped, beginning with `/`, without the query. */
	readonly path: string;
	readonly query?: Query | undefined;
	/** A JSON value; bytes, and a text whose `contentType` is not JSON, are sent as they are. Absent for no body. */
	readonly body?: unknown;
	/** The media type of the body; `application/json` unless given. */
	readonly contentType?: string | undefined;
	/** Whether the request may be sent twice where once is meant, so that it is repeated when its answer is lost. Default: by the method, false for POST and PATCH. */
	readonly idempotent?: boolean | undefined;
	/** The media types that are accepted as an answer; `application/json` unless given. */
	readonly accept?: string | undefined;
	/** The tag of an answer that is known: the server may say 304 in its place, which must be `expected`. */
	readonly ifNoneMatch?: string | undefined;
	/** Statuses from 300 on that are answers, such as 304. All others are errors. */
	readonly expected?: readonly number[] | undefined;
}
