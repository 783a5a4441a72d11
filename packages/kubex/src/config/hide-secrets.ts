const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * A frozen copy of an object that shows something else to logs: `JSON.stringify` and Node's `inspect` use `shown`. Its own
 * properties stay as they are, so spreading and reading it gives what is in it.
 */
export function hideSecrets<T extends object>(value: T, shown: unknown): Readonly<T> {
	const view = typeof shown === "string" ? `[${shown}]` : shown;
	return Object.freeze(
		Object.defineProperties(
			{ ...value },
			{ toJSON: { value: () => view, enumerable: false }, [inspect]: { value: () => view, enumerable: false } },
		),
	);
}
