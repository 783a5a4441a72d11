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

type Step<T, Segment extends string> = T extends readonly (infer E)[]
	? E
	: T extends object
		? Segment extends keyof T
			? Exclude<T[Segment], undefined>
			: never
		: unknown extends T
			? unknown
			: never;

/** What a pointer leads to in a value of type `T`: `unknown` for a pointer whose text is not known, `never` for one that leads nowhere. */
export type PointedTo<T, Pointer extends string> = string extends Pointer
	? unknown
	: Pointer extends ""
		? T
		: Pointer extends `/${infer Head}/${infer Tail}`
			? PointedTo<Step<T, Unescaped<Head>>, `/${Tail}`>
			: Pointer extends `/${infer Last}`
				? Step<T, Unescaped<Last>>
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
