import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Api, createClient } from "kubex";
import { Namespace } from "kubex/k8s/v1_35/core/v1";
import { afterAll, vi } from "vitest";
import { checkExpiredPages, checkExpiredWatches } from "../expired.ts";

// The cluster is this test's own: nobody else is there when its API server goes away.
const scripts = process.env["KUBEX_CLUSTER_SCRIPTS"] ?? "";
const run = promisify(execFile);
const client = await createClient();
afterAll(() => client.close());

const server = {
	client,
	async forget() {
		// The API server's cache still knows what etcd has forgotten, so it has to begin anew.
		await run(`${scripts}/compact`);
		await run(`${scripts}/component`, ["kill", "kube-apiserver"]);
		await run(`${scripts}/component`, ["start", "kube-apiserver"]);
		await vi.waitFor(() => client.request({ method: "GET", path: "/readyz" }, { timeout: 1000 }), {
			timeout: 60_000,
			interval: 200,
		});
	},
	namespace: async () => (await new Api(Namespace, { client }).create({ metadata: { generateName: "expired-" } })).metadata.name,
};
checkExpiredPages(server);
checkExpiredWatches(server);
