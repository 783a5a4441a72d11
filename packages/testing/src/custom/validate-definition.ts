import { nameErrors } from "../registry/name-rules.ts";
import { type FieldError, invalidValue, notSupported, required } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { type Definition, type DefinitionColumn, type DefinitionNames, type DefinitionVersion, holds } from "./definition.ts";
import { refuseUnsupported } from "./unsupported-features.ts";

/** A definition is called after what it defines. */
export function definitionNameErrors(state: ObjectState): FieldError[] {
	const { metadata, spec } = state as unknown as Definition;
	const { name = "" } = metadata;
	if (name === "" || name === `${spec.names.plural}.${spec.group}`) return [];
	return [invalidValue("metadata.name", name, 'must be spec.names.plural+"."+spec.group')];
}

/**
 * What is wrong with a definition.
 *
 * @throws StatusError 501 when nothing is, but the server lacks what it asks for.
 */
export function definitionErrors(state: ObjectState): FieldError[] {
	const definition = state as unknown as Definition;
	const errors = [...specErrors(definition.spec), ...storedVersionErrors(definition), ...approvalErrors(definition)];
	if (definition.spec.preserveUnknownFields === true) {
		const text = "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead";
		errors.push(invalidValue("spec.preserveUnknownFields", true, text));
	}
	if (errors.length === 0) refuseUnsupported(definition);
	return errors;
}

/** What a definition may not become. */
export function definitionChangeErrors(next: ObjectState, current: ObjectState): FieldError[] {
	const { spec: after } = next as unknown as Definition;
	const before = current as unknown as Definition;
	const fixed: [string, unknown, unknown][] = [
		...(holds(before, "Established")
			? ([
					["spec.scope", after.scope, before.spec.scope],
					["spec.names.kind", after.names.kind, before.spec.names.kind],
				] as [string, unknown, unknown][])
			: []),
		["spec.group", after.group, before.spec.group],
		["spec.names.plural", after.names.plural, before.spec.names.plural],
	];
	return fixed.filter(([, now, then]) => now !== then).map(([field, now]) => invalidValue(field, now, "field is immutable"));
}

function specErrors(spec: Definition["spec"]): FieldError[] {
	const { group, names, scope, versions } = spec;
	const errors: FieldError[] = [];
	const wrongGroup = group === "" ? [] : nameErrors("subdomain", group);
	if (group === "") errors.push(required("spec.group"));
	else if (wrongGroup.length > 0) errors.push(invalidValue("spec.group", group, wrongGroup.join(",")));
	else if (!group.includes(".")) errors.push(invalidValue("spec.group", group, "should be a domain with at least one dot"));
	if ((scope as string) === "") errors.push(required("spec.scope"));
	else if (!["Cluster", "Namespaced"].includes(scope)) errors.push(notSupported("spec.scope", scope, ["Cluster", "Namespaced"]));
	for (const [index, { schema }] of versions.entries()) {
		if (schema?.openAPIV3Schema === undefined) errors.push(required(`spec.versions[${index}].schema.openAPIV3Schema`));
	}
	for (const [index, version] of versions.entries()) errors.push(...versionErrors(version, `spec.versions[${index}]`));
	if (new Set(versions.map(({ name }) => name)).size < versions.length) {
		errors.push(invalidValue("spec.versions", versions, "must contain unique version names"));
	}
	if (versions.filter(({ storage }) => storage).length !== 1) {
		errors.push(invalidValue("spec.versions", versions, "must have exactly one version marked as storage version"));
	}
	for (const name of ["plural", "singular", "kind", "listKind"] as const) {
		if (!names[name]) errors.push(required(`spec.names.${name}`));
	}
	errors.push(...namesErrors(names));
	const strategy = spec.conversion?.strategy ?? "None";
	if (!["None", "Webhook"].includes(strategy)) {
		errors.push(notSupported("spec.conversion.strategy", strategy, ["None", "Webhook"]));
	}
	return errors;
}

function versionErrors({ name, deprecated, deprecationWarning, ...version }: DefinitionVersion, path: string): FieldError[] {
	const errors: FieldError[] = [];
	const wrongName = nameErrors("serviceLabel", name);
	if (wrongName.length > 0) errors.push(invalidValue(`${path}.name`, name, wrongName.join(",")));
	if (deprecationWarning !== undefined) {
		const place = `${path}.deprecationWarning`;
		if (deprecated !== true) errors.push(invalidValue(place, deprecationWarning, "can only be set for deprecated versions"));
		if (deprecationWarning.length > 256) errors.push(invalidValue(place, deprecationWarning, "must be <= 256 characters long"));
		if (deprecationWarning === "") errors.push(invalidValue(place, deprecationWarning, "must not be an empty string"));
	}
	errors.push(...scaleErrors(version.subresources?.scale, `${path}.subresources.scale`));
	for (const [index, column] of (version.additionalPrinterColumns ?? []).entries()) {
		errors.push(...columnErrors(column, `${path}.additionalPrinterColumns[${index}]`));
	}
	return errors;
}

function scaleErrors(scale: NonNullable<DefinitionVersion["subresources"]>["scale"], path: string): FieldError[] {
	if (scale === undefined) return [];
	const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
	const under = (name: string, value: string, parents: readonly string[]): FieldError[] => {
		const field = `${path}.${name}`;
		const wrong = jsonPathErrors(value, field);
		if (wrong.length > 0 || parents.some((parent) => value.startsWith(`${parent}.`))) return wrong;
		const place = parents.length === 1 ? `under ${parents[0]}` : `under either ${parents.join(" or ")}`;
		return [invalidValue(field, value, `should be a json path ${place}`)];
	};
	return [
		...(specReplicasPath === ""
			? [required(`${path}.specReplicasPath`)]
			: under("specReplicasPath", specReplicasPath, [".spec"])),
		...(statusReplicasPath === ""
			? [required(`${path}.statusReplicasPath`)]
			: under("statusReplicasPath", statusReplicasPath, [".status"])),
		...(labelSelectorPath ? under("labelSelectorPath", labelSelectorPath, [".spec", ".status"]) : []),
	];
}

const columnTypes = ["boolean", "date", "integer", "number", "string"];
const columnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

function columnErrors({ name, type, format, jsonPath }: DefinitionColumn, path: string): FieldError[] {
	const errors: FieldError[] = [];
	const types = `must be one of ${columnTypes.join(",")}`;
	if (name === "") errors.push(required(`${path}.name`));
	if (type === "") errors.push(required(`${path}.type`, types));
	else if (!columnTypes.includes(type)) errors.push(invalidValue(`${path}.type`, type, types));
	if (format && !columnFormats.includes(format)) {
		errors.push(invalidValue(`${path}.format`, format, `must be one of ${columnFormats.join(",")}`));
	}
	if (jsonPath === "") errors.push(required(`${path}.JSONPath`));
	else errors.push(...jsonPathErrors(jsonPath, `${path}.JSONPath`));
	return errors;
}

function jsonPathErrors(path: string, field: string): FieldError[] {
	return path.startsWith(".") ? [] : [invalidValue(field, path, "must be a simple json path starting with .")];
}

function namesErrors(names: DefinitionNames): FieldError[] {
	const errors: FieldError[] = [];
	const check = (field: string, name: string | undefined, mixed = false): void => {
		if (!name) return;
		const texts = nameErrors("serviceLabel", mixed ? name.toLowerCase() : name);
		if (texts.length === 0) return;
		const text = `${mixed ? "may have mixed case, but should otherwise match: " : ""}${texts.join(",")}`;
		errors.push(invalidValue(`spec.names.${field}`, name, text));
	};
	check("plural", names.plural);
	check("singular", names.singular);
	check("kind", names.kind, true);
	check("listKind", names.listKind, true);
	for (const [index, name] of (names.shortNames ?? []).entries()) check(`shortNames[${index}]`, name);
	if (names.kind !== "" && names.kind === names.listKind) {
		errors.push(invalidValue("spec.names.listKind", names.listKind, "kind and listKind may not be the same"));
	}
	for (const [index, name] of (names.categories ?? []).entries()) check(`categories[${index}]`, name);
	return errors;
}

function storedVersionErrors({ spec, status }: Definition): FieldError[] {
	const field = "status.storedVersions";
	const stored = status.storedVersions ?? [];
	if (stored.length === 0) return [invalidValue(field, status.storedVersions, "must have at least one stored version")];
	const names = new Set(spec.versions.map(({ name }) => name));
	return stored.flatMap((version, index) => {
		if (names.has(version)) return [];
		const text = `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`;
		return [invalidValue(`${field}[${index}]`, version, text)];
	});
}

const approval = "api-approved.kubernetes.io";

function approvalErrors({ metadata, spec }: Definition): FieldError[] {
	const { group } = spec;
	const isProtected = ["k8s.io", "kubernetes.io"].some((domain) => group === domain || group.endsWith(`.${domain}`));
	if (!isProtected) return [];
	const field = `metadata.annotations[${approval}]`;
	const value = metadata.annotations?.[approval];
	if (value === undefined || value === "") {
		return [
			required(
				field,
				'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
			),
		];
	}
	if (value.startsWith("unapproved") || URL.canParse(value)) return [];
	const text = `protected groups must have approval annotation "${approval}" with either a URL or a reason starting with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111`;
	return [invalidValue(field, value, text)];
}
