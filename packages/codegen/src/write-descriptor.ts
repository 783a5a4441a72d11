import type { ApiResource, GroupVersionKind } from "@kubex/openapi";
import type { ModuleImports } from "./module-imports.ts";
import type { TextWriter } from "./text-writer.ts";
import { memberName } from "./type-expression.ts";
import type { VerbLists } from "./verb-lists.ts";

/** Writes the value of a kind: its frozen descriptor. */
export function writeDescriptor(
	writer: TextWriter,
	name: string,
	{ group, version, kind }: GroupVersionKind,
	{ plural, scope, verbs, subresources }: ApiResource,
	imports: ModuleImports,
	lists: VerbLists,
): void {
	const members = subresources.map((one) => `${memberName(one.name, { required: [one.name] })}: ${lists.name(one.verbs)}`);
	writer.line(`/** Where {@link ${name}} is found and what its endpoint answers. */`);
	writer.block(
		`export const ${name}: ${imports.meta("Resource")}<${name}> = /* @__PURE__ */ ${imports.resource()}({`,
		"});",
		() => {
			writer.line(
				`group: ${JSON.stringify(group)},`,
				`version: ${JSON.stringify(version)},`,
				`kind: ${JSON.stringify(kind)},`,
				`plural: ${JSON.stringify(plural)},`,
				`scope: "${scope}",`,
				`verbs: ${lists.name(verbs)},`,
			);
			if (members.length === 0) writer.line("subresources: {},");
			else writer.list("subresources: {", members, "},", ",");
		},
	);
	writer.line("");
}
