import { apiVersionOf, type KindName } from "./resource.ts";

/**
 * Fills in `apiVersion` and `kind` where an object has none: custom resources and server-side apply refuse a body that does not
 * say what it is.
 *
 * @throws TypeError for anything but an object.
 */
export function withType(kind: KindName, object: object): object {
	if (typeof object !== "object" || object === null || Array.isArray(object)) {
		throw new TypeError(
			`a ${kind.kind} must be an object, not ${Array.isArray(object) ? "an array" : object === null ? "null" : typeof object}`,
		);
	}
	const { apiVersion = apiVersionOf(kind), kind: name = kind.kind, ...rest } = object as { apiVersion?: unknown; kind?: unknown };
	return { apiVersion, kind: name, ...rest };
}
