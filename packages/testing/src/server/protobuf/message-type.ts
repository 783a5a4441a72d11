/** How a field of a message is read: a scalar, a message, or a map from texts to messages. */
export type FieldType = "string" | "int64" | MessageType | { readonly map: MessageType };

/** A field of a message. */
export interface MessageField {
	/** As JSON names it. */
	readonly name: string;
	readonly type: FieldType;
	/** Whether it may stand more than once, which makes it a list. */
	readonly repeated?: boolean | undefined;
	/** Whether the value of the only field of the inner message stands for it, as lists in maps are written. */
	readonly unwrap?: string | undefined;
}

/** The fields of a message by their numbers. */
export interface MessageType {
	readonly fields: Readonly<Record<number, MessageField>>;
}
