import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestCluster } from "@kubex/testing";
import { Api, type Client } from "kubex";
import { Namespace } from "kubex/k8s/v1_35/core/v1";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TemporaryNamespace } from "../temporary-namespace.ts";
import { crudTour } from "../tour/crud.ts";
import { readListing } from "../tour/listing.ts";
import { prepare } from "../tour/prepare.ts";
import { wrapped } from "../tour/summary.ts";
import { Tour } from "../tour/tour.ts";

let cluster: TestCluster;
let client: Client;
let folder: string;

beforeAll(async () => {
	process.env["NO_COLOR"] = "1";
	folder = await mkdtemp(join(tmpdir(), "kubex-tour-"));
	cluster = await TestCluster.start();
	process.env["KUBECONFIG"] = join(folder, "kubeconfig");
	await cluster.writeKubeconfig(process.env["KUBECONFIG"]);
	client = await cluster.createClient();
});

afterAll(async () => {
	await client.close();
	await cluster.close();
	await rm(folder, { recursive: true });
});

test("TOUR every step shows code, what it sends and what came of it, and the namespace goes", async () => {
	const lines: string[] = [];
	const namespaces = new Api(Namespace, { client });
	let name: string;
	{
		await using namespace = await TemporaryNamespace.create(client, "tour-");
		name = namespace.name;
		await prepare(client, name);
		const listing = await readListing(new URL("../tour/crud.ts", import.meta.url));
		const tour = new Tour(listing, { width: 100, print: (line) => lines.push(line) });
		await crudTour(tour, name);

		expect([...listing].filter(([, code]) => code.length === 0)).toEqual([]);
		expect(tour.end()).toEqual({ steps: listing.size, requests: lines.filter((line) => line.startsWith("    →")).length });
	}
	await cluster.settle();
	expect(await namespaces.exists(name)).toBe(false);

	const text = lines.join("\n");
	expect(text).toContain('    const pod = await pods.get("my-pod");\n');
	expect(text).toContain(`    → GET /api/v1/namespaces/${name}/pods/my-pod\n    ← 200 OK  Pod my-pod, resourceVersion: `);
	expect(text).toContain("    • pod.status?.phase = 'Running'\n");
	expect(text).toMatch(/← 409 Conflict {2}Conflict: Operation cannot be fulfilled/);
	expect(lines.filter((line) => line.length > 130 || line.endsWith(" = undefined"))).toEqual([]);
});

test("TOUR a step that shows nothing fails, since its code went another way", () => {
	const tour = new Tour(new Map([["a", ["code();"]]]), { width: 80, print: () => {} });
	tour.step("a");
	expect(() => tour.end()).toThrow('"a"');
});

test("TOUR an error of the tour removes its namespace as well", async () => {
	const names: string[] = [];
	const failing = async () => {
		await using namespace = await TemporaryNamespace.create(client, "tour-");
		names.push(namespace.name);
		throw new Error("the tour fails");
	};
	await expect(failing()).rejects.toThrow("the tour fails");
	await cluster.settle();
	expect(await new Api(Namespace, { client }).exists(names[0] ?? "")).toBe(false);
});

test.each(["crud", "delete-collection", "pods-table", "pods-by-node", "pods-in-browser", "open-telemetry", "doctor"])(
	"EXAMPLES %s reaches its end and leaves no namespace",
	async (example) => {
		await import(`../${example}.ts`);
		await cluster.settle();
		const namespaces = await new Api(Namespace, { client }).list();
		expect(namespaces.items.filter(({ metadata }) => metadata.name.startsWith("kubex-example-"))).toEqual([]);
	},
);

test.each([
	["a bb ccc", 4, ["a bb", "ccc"]],
	["longword a", 4, ["longword", "a"]],
	["one\ntwo", 9, ["one", "two"]],
])("TOUR %j wraps at %d", (text, width, lines) => expect(wrapped(text, width)).toEqual(lines));
