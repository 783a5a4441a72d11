import { printedValue } from "../printed-value.ts";

/** What tells the versions of a definition apart. */
export interface NamedVersion {
	readonly name: string;
	readonly storage: boolean;
}

/** The members of a version that are not set, as Go shows them. */
const unset = {
	DeprecationWarning: "(*string)(nil)",
	Schema: "(*apiextensions.CustomResourceValidation)(nil)",
	Subresources: "(*apiextensions.CustomResourceSubresources)(nil)",
	AdditionalPrinterColumns: "[]apiextensions.CustomResourceColumnDefinition(nil)",
	SelectableFields: "[]apiextensions.SelectableField(nil)",
};

/**
 * Served versions of a definition as the server's refusals show them, with the members of the type that it has within.
 *
 * @param minor - The server's minor release.
 */
export function printedVersions(minor: number, versions: readonly NamedVersion[]): string {
	const members = versions.map(({ name, storage }) => ({ Name: name, Served: true, Storage: storage, Deprecated: false }));
	const nothing = Object.fromEntries(Object.keys(unset).map((member) => [member, null]));
	const inGo = members.map((set) => {
		const shown = Object.entries(set).map(([member, value]) => `${member}:${JSON.stringify(value)}`);
		const others = Object.entries(unset).map(([member, value]) => `${member}:${value}`);
		return `apiextensions.CustomResourceDefinitionVersion{${[...shown, ...others].join(", ")}}`;
	});
	return printedValue(
		minor,
		members.map((set) => ({ ...set, ...nothing })),
		`[]apiextensions.CustomResourceDefinitionVersion{${inGo.join(", ")}}`,
	);
}
