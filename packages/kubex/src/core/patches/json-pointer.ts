type Replaced<S extends string, From extends string, To extends string> = S extends `${infer Head}${From}${infer Tail}`
	? `${Head}${To}${Replaced<Tail, From, To>}`
	: S;

type Escaped<S extends string> = Replaced<Replaced<S, "~", "~0">, "/", "~1">;
type Unescaped<S extends string> = Replaced<Replaced<S, "~1", "/">, "~0", "~">;

/** The text of a pointer to what the segments lead to. */
export type JsonPointer<Segments extends readonly (string | number)[]> = Segments extends readonly [
	infer Head extends string | number,
	...infer Tail extends readonly (string | number)[],
]
	? `/${Escaped<`${Head}`>}${JsonPointer<Tail>}`
	: Segments extends readonly []
		? ""
		: string;

/** Whether a segment is the place of an item: a whole number as JSON writes it, or any number that is known at run time only. */
type IsIndex<Segment extends string> = `${number}` extends Segment
	? true
	: Segment extends "0"
		? true
		: Segment extends `${"0" | "-"}${string}`
			? false
			: Segment extends `${bigint}`
				? true
				: false;

type Step<T, Segment extends string> = unknown extends T
	? unknown
	: // Strings that the type system marks, such as quantities, would pass for objects.
		T extends string | number | boolean | null | undefined
		? never
		: T extends readonly (infer E)[]
			? IsIndex<Segment> extends true
				? E
				: never
			: Segment extends keyof T
				? Exclude<T[Segment], undefined>
				: string extends Segment
					? unknown
					: never;

/** What a pointer's last segment is a member of, and that segment; of nothing for the empty pointer and for what is none. */
export type PointerEnd<T, Pointer extends string> = Pointer extends `/${infer Head}/${infer Tail}`
	? PointerEnd<Step<T, Unescaped<Head>>, `/${Tail}`>
	: Pointer extends `/${infer Last}`
		? [T, Unescaped<Last>]
		: [never, string];

/**
 * What a pointer leads to in a value of type `T`: `unknown` for a pointer whose text is not known, `never` for one that leads nowhere;
 * for the end of a list, what may be added there.
 */
export type PointedTo<T, Pointer extends string> = string extends Pointer
	? unknown
	: Pointer extends ""
		? T
		: PointerEnd<T, Pointer> extends [infer Owner, infer Last extends string]
			? Last extends "-"
				? Owner extends readonly (infer E)[]
					? E
					: Step<Owner, "-">
				: Step<Owner, Last>
			: never;

/**
 * Writes a JSON pointer: `~` and `/` in a segment are escaped. `"-"` stands for the end of a list.
 *
 * @throws TypeError for a segment that is neither a string nor a whole number of at least 0.
 *
 * @example
 * ```ts
 * pointer("metadata", "annotations", "example.com/a~b"); // => "/metadata/annotations/example.com~1a~0b"
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export function pointer<const Segments extends readonly (string | number)[]>(...segments: Segments): JsonPointer<Segments> {
	const text = segments.map((segment) => `/${escaped(segment)}`).join("");
	return text as JsonPointer<Segments>;
}

/**
 * The segments of a pointer, unescaped.
 *
 * @throws TypeError for a text that is no pointer: it begins with `/` unless it is empty, and `~` is followed by `0` or `1`.
 */
export function pointerSegments(text: string): readonly string[] {
	if (typeof text !== "string" || (text !== "" && !text.startsWith("/")) || /~(?![01])/.test(text)) {
		throw new TypeError(`${JSON.stringify(text)} is no JSON pointer, such as "/metadata/labels/app"`);
	}
	return text
		.split("/")
		.slice(1)
		.map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function escaped(segment: string | number): string {
	if (typeof segment === "string") return segment.replaceAll("~", "~0").replaceAll("/", "~1");
	if (Number.isSafeInteger(segment) && segment >= 0) return String(segment);
	throw new TypeError(`a segment of a JSON pointer must be a string or a whole number, not ${String(segment)}`);
}
