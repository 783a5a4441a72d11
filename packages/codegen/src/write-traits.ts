import type { ApiDescription, ApiResource, ApiSubresource, GroupVersionKind } from "@kubex/openapi";
import type { Model, ModelPlan } from "./model-plan.ts";
import type { ModuleImports } from "./module-imports.ts";
import type { TextWriter } from "./text-writer.ts";
import { memberName } from "./type-expression.ts";
import { verbNames } from "./verb-names.ts";

/** Writes what the type system knows of a kind's endpoint. */
export function writeTraits(
	writer: TextWriter,
	{ kind, resource }: Model & { form: "kind" },
	description: ApiDescription,
	plan: ModelPlan,
	imports: ModuleImports,
): void {
	if (resource === undefined) return;
	const verbs =
		resource.verbs.length === verbNames.length
			? imports.meta("Verb")
			: resource.verbs.map((verb) => JSON.stringify(verb)).join(" | ");
	const members = resource.subresources.map((subresource) => {
		const required = { required: [subresource.name] };
		return `readonly ${memberName(subresource.name, required)}: ${bodyOf(subresource, kind, resource, description, plan, imports)}`;
	});
	writer.block(`readonly [${imports.meta("traits")}]?: {`, "};", () => {
		writer.line(`readonly scope: "${resource.scope}";`, `readonly verbs: ${verbs};`);
		if (members.length === 0) writer.line("readonly subresources: {};");
		else writer.list("readonly subresources: {", members, "};", ";");
	});
}

function bodyOf(
	subresource: ApiSubresource,
	owner: GroupVersionKind,
	resource: ApiResource,
	description: ApiDescription,
	plan: ModelPlan,
	imports: ModuleImports,
): string {
	const body = [...plan.byDefinition.values()].find(
		({ model }) =>
			model.form === "kind" &&
			model.kind.group === subresource.kind.group &&
			model.kind.version === subresource.kind.version &&
			model.kind.kind === subresource.kind.kind,
	);
	if (body === undefined || !answersWithObject(subresource.name, owner, resource, description)) return "unknown";
	return imports.model(body.path, body.name);
}

/** The log of a Pod has the kind Pod in discovery and is text. */
function answersWithObject(name: string, owner: GroupVersionKind, resource: ApiResource, description: ApiDescription): boolean {
	const root = owner.group === "" ? `/api/${owner.version}` : `/apis/${owner.group}/${owner.version}`;
	const namespace = resource.scope === "Namespaced" ? "/namespaces/{namespace}" : "";
	const operations = Object.values(description.paths[`${root}${namespace}/${resource.plural}/{name}/${name}`] ?? {});
	return operations.some((operation) => Object.values(operation.responses ?? {}).some((definition) => definition !== ""));
}
