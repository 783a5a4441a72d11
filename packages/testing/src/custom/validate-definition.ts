import { nameErrors } from "../registry/name-rules.ts";
import { type FieldError, invalidValue, notSupported, required } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { type Definition, type DefinitionNames, type DefinitionVersion, holds } from "./definition.ts";
import { refuseUnsupported } from "./unsupported-features.ts";
import { columnErrors, deprecationErrors, scaleErrors, versionSchemaErrors } from "./version-errors.ts";

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

/** What is wrong with the status of a definition. */
export function definitionStatusErrors(next: ObjectState): FieldError[] {
	return namesErrors((next as unknown as Definition).status.acceptedNames, "status.acceptedNames");
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

/** Only of what is accepted the versions are never null. */
function versionsOf({ versions }: Definition["spec"]): readonly DefinitionVersion[] | null {
	return versions;
}

function specErrors(spec: Definition["spec"]): FieldError[] {
	const { group, names, scope } = spec;
	const given = versionsOf(spec);
	const versions = given ?? [];
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
	for (const [index, version] of versions.entries()) {
		const path = `spec.versions[${index}]`;
		const wrongName = nameErrors("serviceLabel", version.name);
		if (wrongName.length > 0) errors.push(invalidValue(`${path}.name`, version.name, wrongName.join(",")));
		errors.push(...deprecationErrors(version, path));
		errors.push(...memberErrors(versions, version, path, false));
	}
	if (new Set(versions.map(({ name }) => name)).size < versions.length) {
		errors.push(invalidValue("spec.versions", shownVersions(versions), "must contain unique version names"));
	}
	if (versions.filter(({ storage }) => storage).length !== 1) {
		errors.push(invalidValue("spec.versions", shownVersions(given), "must have exactly one version marked as storage version"));
	}
	const [first] = versions;
	const wrongFirst = first === undefined ? [] : nameErrors("serviceLabel", first.name);
	if (wrongFirst.length > 0) errors.push(invalidValue("spec.version", first?.name, wrongFirst.join(",")));
	for (const name of ["plural", "singular", "kind", "listKind"] as const) {
		if (!names[name]) errors.push(required(`spec.names.${name}`));
	}
	errors.push(...namesErrors(names, "spec.names"), ...(first === undefined ? [] : memberErrors(versions, first, "spec", true)));
	const strategy = spec.conversion?.strategy ?? "None";
	if (!["None", "Webhook"].includes(strategy)) {
		errors.push(notSupported("spec.conversion.strategy", strategy, ["None", "Webhook"]));
	}
	return errors;
}

/** The members of versions that the server has at the top of the specification when they are the same in all versions. */
const sharable = ["schema", "subresources", "additionalPrinterColumns", "selectableFields"] as const;

type Sharable = (typeof sharable)[number];

function isShared(versions: readonly DefinitionVersion[], member: Sharable): boolean {
	return new Set(versions.map((version) => JSON.stringify(version[member]))).size < 2;
}

/** @param shared Whether the members are looked at that all versions share, or the others. */
function memberErrors(
	versions: readonly DefinitionVersion[],
	version: DefinitionVersion,
	path: string,
	shared: boolean,
): FieldError[] {
	const here = (member: Sharable): boolean => isShared(versions, member) === shared;
	const { schema, subresources, additionalPrinterColumns = [] } = version;
	const root = schema?.openAPIV3Schema;
	const place = `${path}.${shared ? "validation" : "schema"}.openAPIV3Schema`;
	return [
		...(root === undefined || !here("schema") ? [] : versionSchemaErrors(root, place, subresources?.status !== undefined)),
		...(here("subresources") ? scaleErrors(subresources?.scale, `${path}.subresources.scale`) : []),
		...(here("additionalPrinterColumns")
			? additionalPrinterColumns.flatMap((column, index) => columnErrors(column, `${path}.additionalPrinterColumns[${index}]`))
			: []),
	];
}

/** Versions as the server's own type has them, without what all of them share. */
function shownVersions(versions: readonly DefinitionVersion[] | null): unknown {
	if (versions === null) return null;
	return versions.map((version) => ({
		Name: version.name,
		Served: version.served,
		Storage: version.storage,
		Deprecated: version.deprecated ?? false,
		DeprecationWarning: version.deprecationWarning ?? null,
		...Object.fromEntries(
			sharable.map((member) => [
				member.charAt(0).toUpperCase() + member.slice(1),
				isShared(versions, member) ? null : (version[member] ?? null),
			]),
		),
	}));
}

function namesErrors(names: DefinitionNames, path: string): FieldError[] {
	const errors: FieldError[] = [];
	const check = (field: string, name: string | undefined, mixed = false): void => {
		if (!name) return;
		const texts = nameErrors("serviceLabel", mixed ? name.toLowerCase() : name);
		if (texts.length === 0) return;
		const text = `${mixed ? "may have mixed case, but should otherwise match: " : ""}${texts.join(",")}`;
		errors.push(invalidValue(`${path}.${field}`, name, text));
	};
	check("plural", names.plural);
	check("singular", names.singular);
	check("kind", names.kind, true);
	check("listKind", names.listKind, true);
	for (const [index, name] of (names.shortNames ?? []).entries()) check(`shortNames[${index}]`, name);
	if (names.kind !== "" && names.kind === names.listKind) {
		errors.push(invalidValue(`${path}.listKind`, names.listKind, "kind and listKind may not be the same"));
	}
	for (const [index, name] of (names.categories ?? []).entries()) check(`categories[${index}]`, name);
	return errors;
}

function storedVersionErrors({ spec, status }: Definition): FieldError[] {
	const field = "status.storedVersions";
	const stored = status.storedVersions ?? [];
	if (stored.length === 0) return [invalidValue(field, status.storedVersions, "must have at least one stored version")];
	const versions = versionsOf(spec) ?? [];
	const names = new Set(versions.map(({ name }) => name));
	const missing = versions.filter(({ name, storage }) => storage && !stored.includes(name));
	const unknown = stored.flatMap((version, index) => {
		if (names.has(version)) return [];
		const text = `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`;
		return [invalidValue(`${field}[${index}]`, version, text)];
	});
	return [...missing.map(({ name }) => invalidValue(field, stored, `must have the storage version ${name}`)), ...unknown];
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
