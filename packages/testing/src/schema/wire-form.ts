/**
 * What the API descriptions do not say about a field and its JSON shows: whether the server tells an absent value from an
 * empty one, and whether it writes empty ones.
 */
export interface WireForm {
	/** The field's absence differs from zero, so that `0`, `false` and `""` are kept. */
	readonly pointer: boolean;
	/** Empty values are written: structures as `{}`, scalars as zero, lists and maps as `null`. */
	readonly always: boolean;
}

/** The wire form of a field of a definition; `undefined` for one that is not known, as in custom resources. */
export type WireForms = (definition: string, field: string) => WireForm | undefined;
