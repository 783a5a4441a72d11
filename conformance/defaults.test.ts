import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { check } from "./check.ts";
import { collectionPath } from "./collection-path.ts";
import { defaultInputs } from "./default-inputs.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw, minor } = server;
const namespace = await server.namespace();

/** Where the answers of a running server are written down; `-u` on a cluster writes them again. */
const recordOf = (name: string): string => fileURLToPath(new URL(`defaults/${name}.json`, import.meta.url));

/** Puts a word in place of what differs each time. */
function normalized(answer: unknown): string {
	const { metadata } = answer as { metadata: { uid: string; creationTimestamp: string } };
	const text = JSON.stringify(answer, withoutChance, "\t");
	return `${text.replaceAll(metadata.uid, "UID").replaceAll(metadata.creationTimestamp, "NOW").replaceAll(namespace, "NAMESPACE")}\n`;
}

function withoutChance(key: string, value: unknown): unknown {
	if (key === "managedFields" || key === "resourceVersion") return undefined;
	if (key === "clusterIP" && value !== "None") return "ADDRESS";
	if (key === "clusterIPs" && Array.isArray(value) && value[0] !== "None") return value.map(() => "ADDRESS");
	if (key === "nodePort" || key === "healthCheckNodePort") return "PORT";
	if (typeof value === "object" && value !== null && !Array.isArray(value)) {
		return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
	}
	if (typeof value === "string") return value.replace(/^kube-api-access-[a-z0-9]{5}$/, "kube-api-access-RANDOM");
	return value;
}

check("S1 what every release fills in", async () => {
	const body = {
		metadata: { name: "completed" },
		spec: { containers: [{ name: "a", image: "b", ports: [{ containerPort: 80 }] }] },
	};
	const answer = await raw("POST", `/api/v1/namespaces/${namespace}/pods?dryRun=All`, { body });
	expect((answer.body as { spec: unknown }).spec).toMatchObject({
		restartPolicy: "Always",
		dnsPolicy: "ClusterFirst",
		schedulerName: "default-scheduler",
		terminationGracePeriodSeconds: 30,
		containers: [
			{ imagePullPolicy: "Always", ports: [{ containerPort: 80, protocol: "TCP" }], terminationMessagePolicy: "File" },
		],
	});
});

// What is filled in differs a little between releases; the records are those of one.
if (minor === 35) {
	for (const { name, apiVersion, plural, body } of defaultInputs) {
		check(`S1 the server completes ${name}`, async () => {
			const path = await collectionPath(raw, apiVersion, plural, namespace);
			const given = JSON.parse(JSON.stringify(body).replaceAll("NAMESPACE", namespace)) as { metadata?: object };
			const answer = await raw("POST", `${path}?dryRun=All`, {
				body: { ...given, metadata: { name, ...given.metadata } },
			});
			expect(answer, answer.text).toHaveProperty("status", 201);
			await expect(normalized(answer.body)).toMatchFileSnapshot(recordOf(name));
		});
	}
}
