import type { ReadObject } from "./object-reader.ts";
import type { ResourceBody } from "./resource-request.ts";
import type { ServedResource } from "./served-resource.ts";
import type { FieldValidation } from "./write-options.ts";

/**
 * Reads a body as an object of a resource.
 *
 * @throws StatusError 400 for another kind, a wrong type, and, with `Strict`, for fields that are unknown or repeated.
 */
export function readResource(resource: ServedResource, body: ResourceBody | undefined, validation: FieldValidation): ReadObject {
	return convertRead(resource, resource.kind.read(body, validation));
}

/** Brings an object that has been read into the form that is stored. */
export function convertRead(resource: ServedResource, read: ReadObject): ReadObject {
	const { behaviour, conversion } = resource;
	const converted = conversion?.read(read) ?? read;
	return behaviour.convert === undefined ? converted : { ...converted, state: behaviour.convert(converted.state) };
}
