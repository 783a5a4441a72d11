import type { Schema } from "@kubex/openapi";
import type { ModelPlan } from "./model-plan.ts";
import type { ModuleImports } from "./module-imports.ts";
import { handwritten, unions } from "./special-definitions.ts";

/**
 * The TypeScript type of a value.
 *
 * @throws Error when the schema refers to a definition that is neither generated nor written by hand.
 */
export function typeExpression(schema: Schema, plan: ModelPlan, imports: ModuleImports): string {
	const { ref, items, additionalProperties, properties } = schema;
	if (ref !== undefined) return referenceExpression(ref, plan, imports);
	if (schema.enum !== undefined) return `${schema.enum.map((value) => JSON.stringify(value)).join(" | ")} | (string & {})`;
	if (schema.format === "int-or-string") return imports.meta("IntOrString");
	switch (schema.type) {
		case "array":
			return items === undefined ? "unknown[]" : arrayOf(typeExpression(items, plan, imports));
		case "object":
			if (properties !== undefined) return objectExpression(schema, plan, imports);
			return `Record<string, ${additionalProperties === undefined ? "unknown" : typeExpression(additionalProperties, plan, imports)}>`;
		case "integer":
			return "number";
		case undefined:
			return "unknown";
		default:
			return schema.type;
	}
}

function arrayOf(element: string): string {
	return element.includes(" | ") && !element.startsWith("{") ? `(${element})[]` : `${element}[]`;
}

function objectExpression(schema: Schema, plan: ModelPlan, imports: ModuleImports): string {
	const members = Object.entries(schema.properties ?? {}).map(
		([name, value]) => `${memberName(name, schema)}: ${typeExpression(value, plan, imports)}`,
	);
	return `{ ${members.join("; ")} }`;
}

function referenceExpression(ref: string, plan: ModelPlan, imports: ModuleImports): string {
	const known = handwritten.get(ref);
	if (known !== undefined) return imports.meta(known);
	const union = unions.get(ref);
	if (union !== undefined) {
		const one = referenceExpression(union[0], plan, imports);
		return `${one} | ${{ boolean: "boolean", strings: "string[]", list: `${one}[]` }[union[1]]}`;
	}
	const planned = plan.byDefinition.get(ref);
	if (planned === undefined) throw new Error(`no type is known for the definition ${ref}`);
	const name = imports.model(planned.path, planned.name);
	return planned.model.form === "kind" ? `${imports.meta("Embedded")}<${name}>` : name;
}

/** The name of a member of an object type, quoted where it must be, with a question mark unless it is required. */
export function memberName(name: string, owner: Schema): string {
	const text = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
	return owner.required?.includes(name) === true ? text : `${text}?`;
}
