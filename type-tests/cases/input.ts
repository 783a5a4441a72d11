import { Api, type Client, type Input } from "kubex";
import { Deployment, StatefulSet } from "kubex/k8s/v1_35/apps/v1";
import { ConfigMap, PersistentVolumeClaim, Pod, Secret } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;
const pods = new Api(Pod, { client });
const pod = await pods.get("p");

const draft: Input<Pod> = {
	metadata: { generateName: "example-" },
	spec: {
		containers: [{ name: "example", image: "nginx", resources: { limits: { cpu: 1, memory: "1Gi" }, requests: { cpu: 0.5 } } }],
	},
};
await pods.create(draft);
await pods.create(draft, { dryRun: true, fieldManager: "me", fieldValidation: "Strict" });
await pods.create({ apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers: [] } });

// What was read is an input, and so is what it is made into.
const read: Input<Pod> = pod;
await pods.replace("p", pod);
await pods.replace("p", { ...pod, metadata: { ...pod.metadata, labels: { a: "b" } } });
await pods.status.replace("p", { ...pod, status: { phase: "Running" } });
pod.metadata.labels = { ...pod.metadata.labels, env: "staging" };
read.metadata.finalizers = [];

// Quantities come back as strings that are ordinary strings.
const limit = pod.spec?.containers[0]?.resources?.limits?.["cpu"];
const text: string = limit ?? "";
text.toUpperCase();

// A number is an input only.
// @ts-expect-error The server answers with strings.
const written: Pod = draft;
written.kind;

// Objects within objects need nothing that the server fills in.
await new Api(StatefulSet, { client }).create({
	metadata: { name: "db" },
	spec: {
		selector: { matchLabels: { app: "db" } },
		serviceName: "db",
		template: { metadata: { labels: { app: "db" } }, spec: { containers: [{ name: "db", image: "db" }] } },
		volumeClaimTemplates: [
			{ metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: 1024 } } } },
		],
	},
});
await new Api(PersistentVolumeClaim, { client }).create({
	metadata: { name: "data" },
	spec: { resources: { requests: { storage: 1 } } },
});

// Kinds without a spec.
await new Api(ConfigMap, { client }).create({ metadata: { name: "c" }, data: { color: "blue" } });
await new Api(Secret, { client }).create({ metadata: { name: "s" }, stringData: { token: "x" }, type: "Opaque" });

// Enum-like fields are open, and complete what is known.
await pods.create({ metadata: {}, spec: { containers: [], restartPolicy: "Never" } });
await pods.create({ metadata: {}, spec: { containers: [], restartPolicy: "SometimesInTheFuture" } });

// int-or-string
await new Api(Deployment, { client }).create({
	metadata: { name: "d" },
	spec: {
		selector: {},
		strategy: { rollingUpdate: { maxSurge: "25%", maxUnavailable: 1 } },
		template: { spec: { containers: [] } },
	},
});

// @ts-expect-error A Deployment needs a template.
await new Api(Deployment, { client }).create({ metadata: { name: "d" }, spec: { selector: {} } });
// @ts-expect-error Not the kind of this Api.
await pods.create({ kind: "Deployment", metadata: {}, spec: { containers: [] } });
// @ts-expect-error Metadata cannot be absent: the server needs a name.
await pods.create({ spec: { containers: [] } });
// @ts-expect-error `undefined` is not a value of a model.
await pods.create({ metadata: { name: undefined } });
// @ts-expect-error A ConfigMap has no spec.
await new Api(ConfigMap, { client }).create({ metadata: { name: "c" }, spec: {} });
