import type { Schema } from "@kubex/openapi";

/** A documentation comment: one line for one statement, else a line for each. */
export function docComment(statements: readonly string[]): string[] {
	if (statements.length === 0) return [];
	if (statements.length === 1) return [`/** ${statements[0]} */`];
	return ["/**", ...statements.map((statement) => ` * ${statement}`), " */"];
}

/** What the description states of a field beyond its type. */
export function fieldFacts(schema: Schema): string[] {
	const { format, listType, listMapKeys = [], mapType, deprecated } = schema;
	return [
		...(format === undefined || format === "int-or-string"
			? []
			: [`Format \`${format}\`${format === "byte" ? ": base64." : "."}`]),
		...(listType === undefined
			? []
			: [`List type \`${listType}\`${listMapKeys.length === 0 ? "." : ` by ${codes(listMapKeys)}.`}`]),
		...(mapType === undefined ? [] : [`Map type \`${mapType}\`.`]),
		...(isZero(schema.default) ? [] : [`@default ${JSON.stringify(schema.default)}`]),
		...(deprecated === true ? ["@deprecated"] : []),
	];
}

function codes(names: readonly string[]): string {
	return names.map((name) => `\`${name}\``).join(", ");
}

/** The documents give the zero value of Go as default of every required field; it says nothing. */
function isZero(value: unknown): boolean {
	return value === undefined || value === "" || value === 0 || value === false || JSON.stringify(value) === "{}";
}
