/** Any JSON value that the API server keeps without looking into it. */
export type JsonValue = unknown;

/** A JSON object of a type that the field's owner decides, such as a configuration or an embedded object. */
export type RawExtension = Record<string, unknown>;

/** Which fields a manager owns, as a trie of field names. */
export type FieldsV1 = Record<string, unknown>;
