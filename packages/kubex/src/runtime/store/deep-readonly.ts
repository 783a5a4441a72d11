/**
 * An object whose members, at any depth, cannot be assigned: what a cache hands out belongs to all who read from it.
 *
 * @example
 * ```ts
 * const names = (pod: DeepReadonly<Pod>): string[] => pod.spec?.containers.map(({ name }) => name) ?? [];
 * names(await pods.get("web")); // => ["main"]
 * ```
 */
export type DeepReadonly<T> = { readonly [P in keyof T]: ReadonlyValue<T[P]> };

/** The value of a member of a {@link DeepReadonly} object. */
export type ReadonlyValue<V> = unknown extends V
	? V
	: V extends string | number | boolean | null | undefined
		? V
		: V extends readonly (infer E)[]
			? readonly ReadonlyValue<E>[]
			: DeepReadonly<V>;
