import { TestCluster } from "@kubex/testing";
import { Api } from "kubex";
import { Namespace } from "kubex/k8s/v1_35/core/v1";
import { afterAll } from "vitest";
import { checkExpiredPages, checkExpiredWatches } from "../expired.ts";

const cluster = await TestCluster.start();
const client = await cluster.createClient();
afterAll(async () => {
	await client.close();
	await cluster.close();
});

const server = {
	client,
	forget: async () => cluster.compact(),
	namespace: async () => (await new Api(Namespace, { client }).create({ metadata: { generateName: "expired-" } })).metadata.name,
};
checkExpiredPages(server);
checkExpiredWatches(server);
