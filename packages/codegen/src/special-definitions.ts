const meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
const apiextensions = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";

/** Definitions that are written by hand, by the name under which `kubex/meta` exports them. */
export const handwritten: ReadonlyMap<string, string> = new Map([
	...[
		"Condition",
		"DeleteOptions",
		"FieldSelectorRequirement",
		"FieldsV1",
		"GroupResource",
		"LabelSelector",
		"LabelSelectorRequirement",
		"ListMeta",
		"ManagedFieldsEntry",
		"MicroTime",
		"ObjectMeta",
		"OwnerReference",
		"Preconditions",
		"ShardInfo",
		"Status",
		"StatusCause",
		"StatusDetails",
		"Time",
	].map((name): [string, string] => [`${meta}${name}`, name]),
	["io.k8s.apimachinery.pkg.api.resource.Quantity", "Quantity"],
	["io.k8s.apimachinery.pkg.runtime.RawExtension", "RawExtension"],
	["io.k8s.apimachinery.pkg.util.intstr.IntOrString", "IntOrString"],
	[`${apiextensions}JSON`, "JsonValue"],
]);

/**
 * Definitions whose JSON has several forms, of which the documents say nothing: a definition, by its name, or the form
 * that stands beside it.
 */
export const unions: ReadonlyMap<string, readonly [definition: string, other: "boolean" | "strings" | "list"]> = new Map([
	[`${apiextensions}JSONSchemaPropsOrBool`, [`${apiextensions}JSONSchemaProps`, "boolean"]],
	[`${apiextensions}JSONSchemaPropsOrArray`, [`${apiextensions}JSONSchemaProps`, "list"]],
	[`${apiextensions}JSONSchemaPropsOrStringArray`, [`${apiextensions}JSONSchemaProps`, "strings"]],
]);

/** Whether a definition belongs to no group and is known by hand, or not at all. */
export function isMachinery(name: string): boolean {
	return name.startsWith("io.k8s.apimachinery.") || handwritten.has(name) || unions.has(name);
}

/** The definition of the metadata of objects. */
export const objectMeta: string = `${meta}ObjectMeta`;

/** The definition of the metadata of lists. */
export const listMeta: string = `${meta}ListMeta`;
