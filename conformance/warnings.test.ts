import { Api, type ApiWarning } from "kubex";
import { ConfigMap, Endpoints, Pod } from "kubex/k8s/v1_35/core/v1";
import { expect } from "vitest";
import { check } from "./check.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const warnings: ApiWarning[] = [];
const client = await server.createClient({ onWarning: (warning) => warnings.push(warning) });
const namespace = await server.namespace();

function texts(): string[] {
	return warnings.splice(0).map(({ text }) => text);
}

check("WL-01 A8 a call without problems warns of nothing", async () => {
	await new Api(ConfigMap, { client, namespace }).create({ metadata: { name: "quiet" } });
	expect(texts()).toEqual([]);
});

check("WL-01 A8 sixty unknown fields are sixty warnings, with commas and quotes in them", async () => {
	const fields = Array.from({ length: 60 }, (_, index) => `field-${String(index).padStart(2, "0")}, "quoted"`);
	const odd = Object.fromEntries(fields.map((field) => [field, 1]));
	await new Api(ConfigMap, { client, namespace }).create({ metadata: { name: "sixty" }, ...odd });
	expect(texts()).toEqual(fields.map((field) => `unknown field ${JSON.stringify(field)}`));
});

check("S5 Endpoints are deprecated since 1.33", async () => {
	const endpoints = new Api(Endpoints, { client, namespace });
	const deprecated = server.minor >= 33 ? ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"] : [];
	await endpoints.create({ metadata: { name: "old" } });
	expect(texts()).toEqual(deprecated);
	await endpoints.get("old");
	expect(texts()).toEqual(deprecated);
	await endpoints.list();
	expect(texts()).toEqual(deprecated);
});

check("S5 a Pod whose name is no DNS label is warned of", async () => {
	const containers = [{ name: "main", image: "example.com/none:1" }];
	await new Api(Pod, { client, namespace }).create({ metadata: { name: "a.b" }, spec: { containers } }, { dryRun: true });
	expect(texts()).toEqual([
		"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: " +
			"[must not contain dots]",
	]);
});
