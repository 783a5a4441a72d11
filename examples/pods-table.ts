// A table of Pods that stays up to date, like `kubectl get pods --watch`. On a terminal it is drawn anew in its place until
// Ctrl-C: `node pods-table.js <namespace>`. Elsewhere it makes Pods of its own, follows them to their end, and says what it saw.
import { Api, type Client, createClient } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { type DeepReadonly, Informer, type Store } from "kubex/runtime";
import { TemporaryNamespace } from "./temporary-namespace.ts";

await using client = await createClient();
if (process.stdout.isTTY) await show(client, process.argv[2] ?? client.namespace);
else await demonstrate(client);

async function show(reader: Client, namespace: string): Promise<void> {
	const stop = new AbortController();
	process.once("SIGINT", () => stop.abort());
	await using informer = new Informer(new Api(Pod, { client: reader, namespace }));
	// Drawn before anything is known as well: a namespace without Pods has no changes to wait for.
	let lines = draw(`${table(informer.store)}\nin the namespace ${namespace}`);
	for await (const { key } of informer.changes({ signal: stop.signal })) {
		// Up to the beginning of the last table, which is cleared.
		process.stdout.write(`\u001b[${lines}A\u001b[J`);
		lines = draw(`${table(informer.store)}\nlast change: ${key}`);
	}
}

/** Writes as much as the terminal can show, since the cursor cannot go back to what has scrolled away; how many lines it wrote. */
function draw(text: string): number {
	// A terminal that does not know its size says 0.
	const rows = process.stdout.rows || 24;
	const columns = process.stdout.columns || 80;
	const lines = text.split("\n");
	const last = lines.pop() ?? "";
	const shown = [...lines.slice(0, rows - 2), last].map((line) => line.slice(0, columns));
	console.log(shown.join("\n"));
	return shown.length;
}

async function demonstrate(writer: Client): Promise<void> {
	await using namespace = await TemporaryNamespace.create(writer, "kubex-example-");
	const pods = new Api(Pod, { client: writer, namespace: namespace.name });
	await using informer = new Informer(pods);
	await informer.synced;
	const names = ["one", "two", "three"];
	// No scheduler is called "none", so nothing else writes to them.
	const spec = { schedulerName: "none", containers: [{ name: "main", image: "nginx" }] };
	for (const name of names) await pods.create({ metadata: { name }, spec });
	let most = "";
	for await (const { type } of informer.changes()) {
		if (type === "delete") {
			if (informer.store.size === 0) break;
		} else if (informer.store.size === names.length && most === "") {
			most = table(informer.store);
			for (const name of names) await pods.delete(name, { gracePeriodSeconds: 0 });
		}
	}
	console.log(`followed Pods to their end in a table of ${most.split("\n").length - 1} rows and a heading`);
}

function table(pods: Store<Pod>): string {
	const rows = [...pods]
		.map((pod) => [
			pod.metadata.name,
			ready(pod),
			pod.status?.phase ?? "",
			String(restarts(pod)),
			age(pod.metadata.creationTimestamp),
		])
		.toSorted(([a = ""], [b = ""]) => a.localeCompare(b));
	const all = [["NAME", "READY", "STATUS", "RESTARTS", "AGE"], ...rows];
	const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
	return all
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join("   ")
				.trimEnd(),
		)
		.join("\n");
}

function ready({ spec, status }: DeepReadonly<Pod>): string {
	const running = status?.containerStatuses?.filter((container) => container.ready).length ?? 0;
	return `${running}/${spec?.containers.length ?? 0}`;
}

function restarts({ status }: DeepReadonly<Pod>): number {
	return (status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
}

function age(since: string): string {
	const seconds = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000));
	if (seconds < 120) return `${seconds}s`;
	if (seconds < 7200) return `${Math.round(seconds / 60)}m`;
	return seconds < 172_800 ? `${Math.round(seconds / 3600)}h` : `${Math.round(seconds / 86_400)}d`;
}
