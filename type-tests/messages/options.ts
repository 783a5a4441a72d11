import { Api, type Client, createClient } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;
const pods = new Api(Pod, { client });

await pods.list({ labelSelektor: "app=nginx" });
await pods.delete("p", { propagationPolicy: "foreground" });
await pods.list({ labelSelector: { replicas: 3 } });
await createClient({ kubeConfig: "./kubeconfig" });
await pods.replace("p", { metadata: { name: "p" }, kind: "Deployment" });
