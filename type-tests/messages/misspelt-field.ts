import { Api, type Client } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;
const pods = new Api(Pod, { client });

await pods.create({ metadata: { name: "p" }, spec: { containers: [{ name: "c", imagePullPolice: "Always" }] } });
await pods.create({ metadata: { lables: {} }, spec: { containers: [] } });
await pods.create({ metadata: {}, spce: { containers: [] } });
