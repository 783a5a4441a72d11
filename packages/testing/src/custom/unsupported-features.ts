import type { Services } from "../registry/services.ts";
import { notImplemented } from "../status/request-errors.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Definition, DefinitionVersion } from "./definition.ts";
import { additionalSchema, type JsonSchema } from "./json-schema.ts";

/**
 * Lets a definition in whose group is its own.
 *
 * @throws StatusError 501 for one of a group that the release has itself.
 */
export function checkGroup({ resources }: Services, state: ObjectState): ObjectState {
	const { group } = (state as unknown as Definition).spec;
	if (resources.isBuiltIn(group)) throw notImplemented(`custom resources in the group ${group}, which has resources of its own`);
	return state;
}

/**
 * Refuses a definition that asks for what the server cannot do, as it would be accepted silently otherwise.
 *
 * @throws StatusError 501 that names the feature.
 */
export function refuseUnsupported({ spec }: Definition): void {
	if (spec.conversion?.strategy === "Webhook") throw notImplemented("conversion webhooks");
	for (const version of spec.versions) {
		const feature = unsupportedIn(version);
		if (feature !== undefined) throw notImplemented(`${feature} in the version ${version.name} of ${spec.names.kind}`);
	}
}

function unsupportedIn({ schema, selectableFields = [] }: DefinitionVersion): string | undefined {
	if (selectableFields.length > 0) return "selectableFields";
	return schema?.openAPIV3Schema !== undefined && hasRules(schema.openAPIV3Schema) ? "x-kubernetes-validations" : undefined;
}

function hasRules(schema: JsonSchema): boolean {
	const { items, not, properties = {}, allOf = [], anyOf = [], oneOf = [] } = schema;
	if ((schema["x-kubernetes-validations"] ?? []).length > 0) return true;
	const parts = [...Object.values(properties), ...allOf, ...anyOf, ...oneOf, items, not, additionalSchema(schema)];
	return parts.some((part) => part !== undefined && hasRules(part));
}
