import { generateModels } from "@kubex/codegen";
import { loadApiDescription } from "@kubex/openapi";
import { describe, expect, test } from "vitest";
import { miniDescription } from "./mini-description.ts";

const lines = (text: string | undefined): string[] => (text ?? "").split("\n").toSorted();

describe("generateModels", () => {
	const models = generateModels(miniDescription);

	test("CG-14 writes each thing as the golden files say", async () => {
		expect([...models.keys()]).toEqual(["example/v1.ts", "autoscaling/v1.ts", "core/v1.ts", "apiextensions/v1.ts"]);
		for (const [path, text] of models) await expect(text).toMatchFileSnapshot(`golden/${path.replace("/", "-")}.txt`);
	});

	test("the same description yields the same text, in whatever order its definitions come", () => {
		const definitions = Object.fromEntries(Object.entries(miniDescription.definitions).toReversed());
		const reversed = generateModels({ ...miniDescription, definitions });
		expect([...reversed.keys()].toSorted()).toEqual([...models.keys()].toSorted());
		for (const [path, text] of models) expect(lines(reversed.get(path))).toEqual(lines(text));
	});

	test("the hand-written types and the reference may be elsewhere", () => {
		const text = generateModels(miniDescription, { meta: "#meta", reference: "https://docs.example/" }).get("core/v1.ts");
		expect(text).toContain('import { resource } from "#meta";');
		expect(text).toContain("@see https://docs.example/#thing-v1-core");
	});

	test("a reference to a definition that is missing is an error that names it", () => {
		const { "io.k8s.api.core.v1.Part": _, ...definitions } = miniDescription.definitions;
		expect(() => generateModels({ ...miniDescription, definitions })).toThrow(
			"no type is known for the definition io.k8s.api.core.v1.Part",
		);
	});

	test("CG-11 a group of others that begins like one of Kubernetes keeps its whole name", () => {
		const description = loadApiDescription("1.35");
		const kind = { group: "networking.istio.io", version: "v1", kind: "Gateway" };
		const meta = { ref: "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" };
		const definitions = {
			...description.definitions,
			"io.istio.networking.v1.Gateway": { type: "object" as const, kinds: [kind], properties: { metadata: meta } },
		};
		const paths = [...generateModels({ ...description, definitions }).keys()].toSorted();
		expect(paths.filter((path) => path.startsWith("networking"))).toEqual([
			"networking.istio.io/v1.ts",
			"networking/v1.ts",
			"networking/v1beta1.ts",
		]);
	});
});
