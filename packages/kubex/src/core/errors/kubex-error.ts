const brandOf = (name: string): symbol => Symbol.for(`kubex.error.${name}`);

/**
 * The base of every error that kubex makes. `instanceof` recognises an error of another installed copy of kubex too,
 * since applications and their plug-ins often bring one each.
 *
 * @example
 * ```ts
 * try {
 *   await pods.get("web");
 * } catch (error) {
 *   if (error instanceof KubexError) console.error(error.message);
 *   else throw error;
 * }
 * ```
 */
export class KubexError extends Error {
	static {
		brand(this, "KubexError");
	}

	/** Whether a value is an error of this class or of one below it, from whichever copy of kubex. */
	static override [Symbol.hasInstance](value: unknown): boolean {
		const name = Object.hasOwn(this, "brand") ? (this as { brand?: unknown }).brand : undefined;
		// A class that a user derives has no brand of its own: for it the prototype chain decides.
		if (typeof name !== "string") return Function.prototype[Symbol.hasInstance].call(this, value);
		return typeof value === "object" && value !== null && brandOf(name) in value;
	}
}

/** Gives an error class its `name` and the mark by which other copies of kubex know it. */
export function brand(target: { prototype: Error }, name: string): void {
	Object.defineProperty(target, "brand", { value: name });
	Object.defineProperty(target.prototype, "name", { value: name, configurable: true, writable: true });
	Object.defineProperty(target.prototype, brandOf(name), { value: true });
}
