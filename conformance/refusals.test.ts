import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { check } from "./check.ts";
import { openServer } from "./server.ts";

const server = await openServer();
const { raw } = server;
const namespace = await server.namespace();

/** Specs that are wrong, with the causes that 1.35 gives, in its order. */
type Refusals = Readonly<Record<string, { readonly spec: object; readonly causes: readonly string[] }>>;

const collections = {
	pods: `/api/v1/namespaces/${namespace}/pods`,
	deployments: `/apis/apps/v1/namespaces/${namespace}/deployments`,
	services: `/api/v1/namespaces/${namespace}/services`,
};

interface Answer {
	readonly details?: { readonly causes?: readonly { readonly field: string; readonly message: string }[] };
}

// The texts are those of this release.
for (const [plural, path] of server.minor === 35 ? Object.entries(collections) : []) {
	const refusals = JSON.parse(readFileSync(new URL(`refusals/${plural}.json`, import.meta.url), "utf8")) as Refusals;
	for (const [title, { spec, causes }] of Object.entries(refusals)) {
		check(`S3 B2 ${plural} with ${title} are refused`, async () => {
			const { status, body } = await raw("POST", path, { body: { metadata: { name: "refused" }, spec } });
			expect(status).toBe(422);
			expect((body as Answer).details?.causes?.map(({ field, message }) => `${field}: ${message}`)).toEqual(causes);
		});
	}
}

check("S3 K9 B a selector is shown with its labels first", async () => {
	const labels = { app: "a" };
	const selector = { matchExpressions: [{ key: "app", operator: "Exists" }], matchLabels: labels };
	const template = { metadata: { labels }, spec: { containers: [{ name: "a", image: "i" }] } };
	const deployment = (spec: object): object => ({
		metadata: { name: "selecting" },
		spec: { paused: true, replicas: 0, template, ...spec },
	});
	await raw("POST", collections.deployments, { body: deployment({ selector: { matchLabels: labels } }) });
	const { status, body } = await raw("PUT", `${collections.deployments}/selecting`, { body: deployment({ selector }) });
	const shown = '{"matchLabels":{"app":"a"},"matchExpressions":[{"key":"app","operator":"Exists"}]}';
	expect([status, (body as Answer).details?.causes?.map(({ message }) => message)]).toEqual([
		422,
		// Before 1.34 the server shows it in the syntax of its language.
		[server.minor >= 34 ? `Invalid value: ${shown}: field is immutable` : expect.stringMatching(/: field is immutable$/)],
	]);
});

check("S3 a Deployment without a selector is refused for all that is wrong with it", async () => {
	const body = { metadata: { name: "bare" }, spec: { template: {} } };
	const answer = (await raw("POST", collections.deployments, { body })).body as Answer;
	expect(answer.details?.causes?.map(({ field }) => field)).toEqual([
		"spec.selector",
		"spec.template.metadata.labels",
		"spec.template.spec.containers",
	]);
});
