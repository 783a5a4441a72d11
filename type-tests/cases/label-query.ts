import { Api, type Client, formatLabelQuery, type LabelQuery } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { Pod, Service } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;
const pods = new Api(Pod, { client });

await pods.list({ labelSelector: "app=nginx,tier in (a,b)" });
await pods.list({ labelSelector: { app: "nginx", tier: { in: ["a", "b"] }, canary: { exists: false }, zone: { notIn: ["x"] } } });
await pods.list({
	labelSelector: { matchLabels: { app: "nginx" }, matchExpressions: [{ key: "tier", operator: "In", values: ["a"] }] },
});

// The selectors of objects as they were read.
const deployment = await new Api(Deployment, { client }).get("web");
if (deployment.spec !== undefined) await pods.list({ labelSelector: deployment.spec.selector });
await pods.list({ labelSelector: deployment.spec?.selector });
const service = await new Api(Service, { client }).get("web");
await pods.list({ labelSelector: service.spec?.selector });

const frozen: LabelQuery = { app: "nginx", tier: { in: ["a", "b"] } } as const;
formatLabelQuery(frozen);

// @ts-expect-error A requirement has no such member.
await pods.list({ labelSelector: { tier: { isIn: ["a"] } } });
// @ts-expect-error Labels are strings.
await pods.list({ labelSelector: { replicas: 3 } });
// @ts-expect-error Several values are a requirement.
await pods.list({ labelSelector: { tier: ["a", "b"] } });
