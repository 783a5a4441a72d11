import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { check } from "./check.ts";
import { findKubectls, type Kubectl } from "./kubectl/find-kubectl.ts";
import { runKubectl } from "./kubectl/run-kubectl.ts";
import { autoscaleScript, customScript, namespacedScript, nodeScript, type Step } from "./kubectl/script.ts";
import { settledOutput } from "./kubectl/settled-output.ts";
import { openServer } from "./server.ts";
import { embedded } from "./target.ts";

const server = await openServer();
const folder = mkdtempSync(join(tmpdir(), "kubex-kubectl-"));
server.finally(async () => rmSync(folder, { recursive: true, force: true }));
const kubeconfig = await server.target.kubeconfigPath(folder);

// What is answered differs a little between releases; the records are those of one.
const found = server.minor === 35 ? findKubectls() : [];
// They take their time, so a run on the embedded server tries one of them, unless it is to try all.
const tried = embedded && process.env["KUBEX_KUBECTL"] !== "all" ? found.filter(({ release }) => release === "1.33") : found;
if (found.length === 0) console.warn("kubectl: NOT RUN, because none was found in KUBECTL, beside the checkout or in PATH");

/** Where the outputs on a running server are written down; `-u` on a cluster writes them again. */
const recordOf = (name: string): string => fileURLToPath(new URL(`kubectl/records/${name}.txt`, import.meta.url));

async function transcript(
	{ program }: Kubectl,
	steps: readonly Step[],
	words: Record<string, string>,
	namespace: string,
): Promise<string> {
	const place = { program, kubeconfig, namespace, folder };
	let text = "";
	for (const step of steps) text += await runKubectl(step, place);
	return settledOutput(text, { ...words, NAMESPACE: namespace });
}

for (const kubectl of tried) {
	const { release } = kubectl;
	check(`Z kubectl ${release} autoscales the same`, async () => {
		const namespace = await server.namespace();
		await expect(await transcript(kubectl, autoscaleScript, {}, namespace)).toMatchFileSnapshot(recordOf(`${release}-autoscale`));
	});

	check(
		`Z kubectl ${release} applies, patches, sets, reads and deletes the same`,
		async () => {
			const namespace = await server.namespace();
			await expect(await transcript(kubectl, namespacedScript, {}, namespace)).toMatchFileSnapshot(recordOf(`${release}-kinds`));
		},
		120_000,
	);

	check(
		`Z kubectl ${release} treats custom kinds and nodes the same [needs:crd]`,
		async () => {
			const namespace = await server.namespace();
			const group = `kubectl-${release.replace(".", "-")}.kubex.example`;
			const node = `kubectl-${release.replace(".", "-")}`;
			const steps = [...customScript(group), ...nodeScript(node)];
			const text = await transcript(kubectl, steps, { GROUP: group, NODE: node }, namespace);
			await expect(text).toMatchFileSnapshot(recordOf(`${release}-custom`));
		},
		120_000,
	);
}

if (found.length === 0) {
	check("Z without a kubectl there is nothing to compare", async () =>
		expect(findKubectls()).toEqual(server.minor === 35 ? [] : expect.anything()),
	);
}
