import type { ApiDescription } from "@kubex/openapi";
import { planModels } from "./model-plan.ts";
import { writeModule } from "./write-module.ts";

/** How models are generated. */
export interface GenerateModelsOptions {
	/** The module that the hand-written types are imported from; `kubex/meta` unless given. */
	readonly meta?: string | undefined;
	/** The address of the reference pages that models link to, without the anchor; by default the reference of the release. */
	readonly reference?: string | undefined;
}

/**
 * Generates the models of a description: one module per group version, by path, such as `core/v1.ts`. The same
 * description yields the same text.
 *
 * @throws Error when the description refers to a definition that it does not contain.
 *
 * @example
 * ```ts
 * for (const [path, text] of generateModels(loadApiDescription("1.35"))) console.log(path, text.length);
 * ```
 */
export function generateModels(description: ApiDescription, options: GenerateModelsOptions = {}): Map<string, string> {
	const [major, minor] = description.kubernetes.split(".");
	const { meta = "kubex/meta", reference = `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${major}.${minor}/` } =
		options;
	const plan = planModels(description);
	return new Map(
		[...plan.modules].map(([path, module]) => [path, writeModule(path, module, { description, plan, meta, reference })]),
	);
}
