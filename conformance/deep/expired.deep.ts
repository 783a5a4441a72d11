import { Api } from "kubex";
import { Namespace } from "kubex/k8s/v1_35/core/v1";
import { afterAll } from "vitest";
import { RealCluster } from "../chaos/real-cluster.ts";
import { checkExpiredPages, checkExpiredWatches } from "../expired.ts";

// The cluster is this test's own: nobody else is there when its API server goes away.
const cluster = await RealCluster.open();
const { client } = cluster;
afterAll(() => cluster[Symbol.asyncDispose]());

const server = {
	client,
	forget: () => cluster.compact(),
	namespace: async () => (await new Api(Namespace, { client }).create({ metadata: { generateName: "expired-" } })).metadata.name,
};
checkExpiredPages(server);
checkExpiredWatches(server);
