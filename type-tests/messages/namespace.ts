import { Api, type Client } from "kubex";
import { Node, Pod } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;

new Api(Node, { client, namespace: "x" });
await new Api(Node, { client }).get("n", { namespace: "x" });
await new Api(Node, { client }).list({ namespace: null });
await new Api(Pod, { client }).get("p", { namespace: null });
